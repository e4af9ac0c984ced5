"""Who gets the places, when many want few: against the optimum, in time and memory."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from benchmarks.figure import Figure, Result, neat
from benchmarks.matching.solve import LARGE, SMALL
from benchmarks.measure import tell
from scripts.environment import ROOT

TITLE = "Assignment"
TOO_LARGE = "scipy's exact solver would need a matrix of 100,000 × 60,000 places: 48 GB"


def solved(by: str) -> dict[str, float]:
    """Figures of one solver, alone in its process."""
    command = [sys.executable, "-m", "benchmarks.matching.solve", by]
    done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=True)
    found: dict[str, float] = json.loads(done.stdout)
    return found


def measure(_folder: Path) -> Result:
    """The small market beside scipy, the large one beside what the prices prove to be the most."""
    tell("10,000 × 300 × 5")
    ours, scipy = solved("ours"), solved("scipy")
    tell("100,000 × 3,000 × 20")
    return Result([*_small(ours, scipy), *_large(solved("blocks"))])


def _small(ours: dict[str, float], scipy: dict[str, float]) -> list[Figure]:
    name, room = "10,000 × 300 × 5", SMALL[1] * SMALL[2]

    def beside(value: float) -> dict[str, float | None]:
        return {"scipy": neat(value)}

    return [
        Figure(f"{name}: of the optimum", 100 * ours["utility"] / scipy["utility"], "%", 99.9, True, "", beside(100.0)),
        Figure(
            f"{name}: places filled",
            100 * ours["filled"] / room,
            "%",
            100,
            True,
            "",
            beside(100 * scipy["filled"] / room),
        ),
        Figure(f"{name}: CPU", ours["cpu"], "s", 1.5, False, "", beside(scipy["cpu"])),
        Figure(f"{name}: memory of the whole process", ours["mb"], "MB", 300, False, "", beside(scipy["mb"])),
    ]


def _large(found: dict[str, float]) -> list[Figure]:
    name, room = "100,000 × 3,000 × 20", LARGE[1] * LARGE[2]
    beside = {"scipy": None}
    return [
        Figure(
            f"{name}: of the optimum, at least",
            100 * found["utility"] / found["bound"],
            "%",
            99.9,
            True,
            TOO_LARGE,
            beside,
        ),
        Figure(f"{name}: places filled", 100 * found["filled"] / room, "%", 99, True, TOO_LARGE, beside),
        Figure(f"{name}: CPU", found["cpu"], "s", 60, False, TOO_LARGE, beside),
        Figure(f"{name}: memory of the whole process", found["mb"], "MB", 1000, False, TOO_LARGE, beside),
    ]
