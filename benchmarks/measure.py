"""CPU time and memory of this process."""

from __future__ import annotations

import resource
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

STATUS = Path("/proc/self/status")


@dataclass(slots=True)
class Spent:
    """Seconds of CPU (all threads) and by the clock."""

    cpu: float = 0.0
    clock: float = 0.0


@contextmanager
def spent() -> Iterator[Spent]:
    """Filled in when the block ends."""
    found, cpu, clock = Spent(), time.process_time(), time.perf_counter()
    yield found
    found.cpu, found.clock = time.process_time() - cpu, time.perf_counter() - clock


def cpu_ms(call: Callable[[], object], times: int) -> list[float]:
    """Milliseconds of CPU of each call, in order of length."""
    found = []
    for _time in range(times):
        with spent() as one:
            call()
        found.append(one.cpu * 1000)
    return sorted(found)


def peak_mb() -> float:
    """The most memory this process has held since it began (MB resident)."""
    if STATUS.exists():
        [line] = [line for line in STATUS.read_text(encoding="utf-8").splitlines() if line.startswith("VmHWM")]
        return int(line.split()[1]) / 1024
    largest = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return largest / 1024 / (1024 if sys.platform == "darwin" else 1)


def share(ordered: list[float], at: float) -> float:
    """The value below which this share of them lies."""
    return ordered[min(len(ordered) - 1, int(len(ordered) * at))]


def tell(line: str) -> None:
    """Progress, beside the result."""
    print(f"    {line}", file=sys.stderr, flush=True)
