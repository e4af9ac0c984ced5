"""`make bench-search`: every part of the table, each in its own process; JSON and table.

BENCH_OUT names the file of the result (then docs/ stays as it is); PARTS=quality,speed measures these alone and
leaves the others as they were; SIZES and BENCH_LARGE are those of parts/speed.py; BENCH_CITY names a folder in which
the demo city is kept between runs; BENCH_NOTE is kept beside the figures.
"""

from __future__ import annotations

import os
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path

from benchmarks.parts import Bench, Found, failed
from benchmarks.search import city, engines, page
from scripts.environment import Refusal
from tests.provision.postgres import running_postgres

# What docs/operations.md asks for.
MEMORY = {"shared_buffers": "1GB"}
BENCH = Bench("search", ("quality", "slips", "speed"))


@contextmanager
def _server() -> Iterator[None]:
    """A private PostgreSQL for the engine on it, or why there is none; both are told to the parts."""
    with ExitStack() as stack:
        try:
            os.environ[engines.SERVER] = stack.enter_context(running_postgres(**MEMORY)).url
        except Refusal as problem:
            os.environ[engines.NO_SERVER] = str(problem)
        yield


def _measured(parts: Sequence[str]) -> Found:
    with tempfile.TemporaryDirectory(prefix="guyub-bench-") as place, _server():
        folder = Path(place)
        city.prepare(folder)
        engines.fetch(folder)
        return BENCH.measured(parts, folder, city.environment(folder / "city"))


def main() -> int:
    """Measure, show, keep; 1 only when the measuring itself failed."""
    out = Path(os.environ.get("BENCH_OUT") or page.RESULT).resolve()
    try:
        found = _measured(BENCH.asked(os.environ))
    except (ValueError, Refusal, subprocess.SubprocessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    whole = BENCH.keep(found, out, os.environ)
    if out == page.RESULT:
        page.write(whole)
    print(f"\n{page.table(whole)}\n\nEvery figure is in {out}")
    return int(failed(found))


if __name__ == "__main__":
    raise SystemExit(main())
