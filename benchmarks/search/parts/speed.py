"""Time, memory and room on the disk as the city grows.

SIZES=10000,25000 names the numbers of documents; BENCH_LARGE=1 adds a million, on PostgreSQL alone.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

from benchmarks.fetching import NotAtHandError
from benchmarks.figure import Figure, Result, neat
from benchmarks.measure import tell
from benchmarks.parts import sizes
from benchmarks.search.engines import OWN, PEERS, POSTGRES, WHOOSH, refuse_missing
from scripts.environment import ROOT

TITLE = "Speed and size"
USUAL, JUDGED, LARGEST = "10000,25000,100000", 25_000, 1_000_000
SMALL = {"p50": 10.0, "p99": 60.0, "seconds": 60.0, "mb": 250.0, "update": 50.0, "typed99": 30.0, "hostile": 100.0}
LARGE = {"p50": 40.0, "p99": 250.0, "update": 50.0, "typed99": 30.0, "hostile": 100.0}
FIGURES = {
    "p50": ("a query, p50", "ms"),
    "p99": ("a query, p99", "ms"),
    "page": ("a page of results with its counts, p50", "ms"),
    "page99": ("a page of results with its counts, p99", "ms"),
    "typed": ("suggestions for what is typed so far, p50", "ms"),
    "typed99": ("suggestions for what is typed so far, p99", "ms"),
    "seconds": ("building the index", "s"),
    "disk": ("the index on the disk", "MB"),
    "mb": ("memory of the process that asks", "MB"),
    "update": ("one document put in anew, p50", "ms"),
    "update99": ("one document put in anew, slowest", "ms"),
    "after": ("the first query after that", "ms"),
    "hostile": ("hostile queries, slowest", "ms"),
    "raised": ("hostile queries that raise", ""),
}
Found = dict[str, float | str]
# name of an engine, size -> what was found, or why nothing was
All = dict[tuple[str, int], Found | str]


def engines(size: int) -> tuple[str, ...]:
    """Who is measured on a size; the others' share of a million documents would take hours of reading."""
    return (POSTGRES,) if size >= LARGEST else (*OWN, *PEERS)


def targets(name: str, size: int) -> dict[str, float]:
    """What was promised of an engine on a size."""
    if size >= LARGEST:
        return LARGE
    promised = SMALL if size == JUDGED else {}
    # Of PostgreSQL the million was promised; what holds for both is judged on both.
    both = ("update", "typed99", "hostile")
    return promised if name == WHOOSH else {key: most for key, most in promised.items() if key in both}


def measure(folder: Path) -> Result:
    """Two processes for each engine and size."""
    asked = sizes(os.environ, USUAL, LARGEST)
    found: All = {(name, size): _timed(name, size, folder) for size in asked for name in engines(size)}
    rows = [row for size in asked for name in engines(size) if name in OWN for row in _rows(name, size, found)]
    if LARGEST not in asked:
        why = "takes long, measured only with BENCH_LARGE=1"
        rows += _rows(POSTGRES, LARGEST, {(POSTGRES, LARGEST): why})
    series = [
        {"engine": name, "documents": size, **one} for (name, size), one in found.items() if not isinstance(one, str)
    ]
    return Result(rows, {"sizes": series})


def _timed(name: str, size: int, folder: Path) -> Found | str:
    try:
        refuse_missing(name, folder)
    except NotAtHandError as problem:
        return str(problem)
    found: Found = {}
    for what in ("build", "ask"):
        tell(f"{name}, {size:,} documents: {what} …")
        command = [sys.executable, "-m", "benchmarks.search.timed", what, name, str(size), str(folder)]
        done = subprocess.run(command, cwd=ROOT, stdout=subprocess.PIPE, text=True, check=False)
        if done.returncode:
            return f"{what} failed with exit code {done.returncode}"
        found |= json.loads(done.stdout.splitlines()[-1])
    return found


def _rows(name: str, size: int, found: All) -> Iterator[Figure]:
    mine, promised = found[name, size], targets(name, size)
    for key, (what, unit) in FIGURES.items():
        told, value = f"{name}, {size:,} documents: {what}", None if isinstance(mine, str) else mine.get(key)
        if isinstance(mine, str) and key not in promised:
            continue
        beside = {
            one: neat(_number(theirs, key))
            for one in PEERS
            if (theirs := found.get((one, size))) is not None and _number(theirs, key) is not None
        }
        target = 0.0 if key == "raised" else promised.get(key)
        yield Figure(told, _float(value), unit, target, why=_why(mine, key, name), beside=beside)


def _number(found: Found | str, key: str) -> float | None:
    return None if isinstance(found, str) else _float(found.get(key))


def _float(value: float | str | None) -> float | None:
    return None if value is None else float(value)


def _why(mine: Found | str, key: str, name: str) -> str:
    if isinstance(mine, str):
        return mine
    if key == "mb" and name == POSTGRES:
        return "without the server's own"
    return str(mine.get(f"{key}_what", ""))
