"""How long a list takes, and learning, in CPU time, which other programs on the machine disturb least."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.figure import Figure, Result, neat
from benchmarks.measure import tell
from scripts.environment import ROOT

TITLE = "Speed"
LISTS = {10_000: 2.0, 100_000: 10.0}
FIT = (20_000, 10_000)


def timed(*arguments: str | int) -> dict[str, float]:
    """Figures of one size, alone in its process."""
    command = [sys.executable, "-m", "benchmarks.matching.timed", *map(str, arguments)]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(_folder: Path) -> Result:
    """Lists over 10,000 and 100,000 offers, and a fit."""
    rows = []
    for n_offers, target in LISTS.items():
        tell(f"lists over {n_offers:,} offers")
        found, what = timed("lists", n_offers), f"a list of ten over {n_offers:,} offers"
        beside = {"bare product of TF-IDF rows": neat(found["bare"])}
        rows += [
            Figure(f"{what}: p50", found["p50"], "ms CPU", target, beside=beside),
            Figure(f"{what}: p99", found["p99"], "ms CPU", 20),
            Figure(f"{what}: memory of the whole process", found["mb"], "MB", 300),
        ]
    found = timed("fit", *FIT)
    rows += [
        Figure("fit of 20,000 people × 10,000 offers", found["cpu"], "s CPU", 30),
        Figure("one new or changed offer among 10,000", found["update"], "ms CPU", 20),
    ]
    return Result(rows)
