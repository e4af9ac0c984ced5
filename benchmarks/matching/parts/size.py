"""How time and memory grow with the city: n people × n/10 offers.

SIZES=10000,100000 names the numbers of people; BENCH_LARGE=1 adds 500,000, for which the targets are.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from itertools import pairwise
from math import log2
from pathlib import Path

from benchmarks.figure import Figure, Result
from benchmarks.matching.parts.speed import timed
from benchmarks.parts import sizes

TITLE = "Growth"
USUAL, LARGEST = "10000,100000", 500_000
OFFERS_TO_PEOPLE = 10
Found = dict[str, float]


def measure(_folder: Path) -> Result:
    """One process a size."""
    found = {size: timed("fit", size, size // OFFERS_TO_PEOPLE) for size in sizes(os.environ, USUAL, LARGEST)}
    rows = [row for size, one in found.items() for row in _rows(size, one)]
    if LARGEST not in found:
        why = "takes long, measured only with BENCH_LARGE=1"
        rows += [Figure(row.what, None, row.unit, row.target, why=why) for row in _rows(LARGEST, {})]
    for smaller, larger in pairwise(found):
        rows += _growth(smaller, found[smaller], larger, found[larger])
    series = {"sizes": [{"people": size, **one} for size, one in found.items()]}
    return Result(rows, series)


def _rows(size: int, found: Found) -> Iterator[Figure]:
    what, judged = f"{size:,} people × {size // OFFERS_TO_PEOPLE:,} offers", size == LARGEST
    for name, key, unit, scale, target in (
        ("fit by the clock", "clock", "min", 1 / 60, 20.0),
        ("fit, CPU", "cpu", "s", 1.0, None),
        ("memory with all profiles", "mb", "GB", 1 / 1024, 6.0),
        ("a list for a new person, p50", "new", "ms CPU", 1.0, 20.0),
    ):
        value = found[key] * scale if key in found else None
        yield Figure(f"{what}: {name}", value, unit, target if judged else None)


def _growth(smaller: int, less: Found, larger: int, more: Found) -> list[Figure]:
    """What doubling the city multiplies time and memory by; 2 is as fast as the city itself."""
    doublings = log2(larger / smaller)
    return [
        Figure(
            f"doubling the city, {smaller:,} → {larger:,} people: {name}",
            (more[key] / less[key]) ** (1 / doublings),
            "×",
        )
        for name, key in (("CPU of the fit", "cpu"), ("memory", "mb"), ("a list", "new"))
    ]
