"""`make bench-search`: every part of the table, each in its own process; JSON and table.

BENCH_OUT names the file of the result (then docs/ stays as it is); PARTS=quality,speed measures these alone and
leaves the others as they were; SIZES and BENCH_LARGE are those of parts/speed.py; BENCH_CITY names a folder in which
the demo city is kept between runs; BENCH_NOTE is kept beside the figures.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.matching.figure import Figure
from benchmarks.search import city, engines, page
from community.search.engine import ENGINES
from scripts.environment import ROOT, Refusal
from tests.provision.postgres import running_postgres

PARTS = ("quality", "slips", "speed")
Found = dict[str, dict[str, Any]]


def measure(part: str, folder: Path) -> dict[str, Any]:
    """{"rows", "series"} of one part; a part that fails is one row that says so."""
    out = folder / f"{part}.json"
    command = [sys.executable, "-m", "benchmarks.search.section", part, str(folder), str(out)]
    done = subprocess.run(command, cwd=ROOT, env=city.environment(folder / "city"), check=False)
    if done.returncode:
        why = f"the measuring failed with exit code {done.returncode}"
        row = {"part": part, "section": part, "what": part, **Figure(part, None, why=why).as_json()}
        return {"rows": [row], "series": {}, "failed": True}
    found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
    return found


def document(found: Found, environment: Mapping[str, str]) -> dict[str, Any]:
    """The result as it is kept; parts in their order."""
    whole = report.document("search", []) | {"note": environment.get("BENCH_NOTE", "")}
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


@contextmanager
def _server() -> Iterator[None]:
    """A private PostgreSQL for the engine on it, or why there is none; both are told to the parts."""
    if engines.OWN[engines.POSTGRES] not in ENGINES:
        yield
        return
    with ExitStack() as stack:
        try:
            os.environ[engines.SERVER] = stack.enter_context(running_postgres()).url
        except Refusal as problem:
            os.environ[engines.NO_SERVER] = str(problem)
        yield


def _bench(parts: Sequence[str], kept: Found) -> Found:
    with tempfile.TemporaryDirectory(prefix="guyub-bench-") as place, _server():
        folder = Path(place)
        city.prepare(folder)
        engines.fetch(folder)
        for part in parts:
            started = time.monotonic()
            print(f"{part} …", flush=True)
            kept[part] = measure(part, folder)
            print(f"{part}: {time.monotonic() - started:.0f} s", flush=True)
    return kept


def main() -> int:
    """Measure, show, keep; 1 only when the measuring itself failed."""
    out = Path(os.environ.get("BENCH_OUT") or page.RESULT).resolve()
    try:
        parts = asked(os.environ)
        found = _bench(parts, _kept(out) if len(parts) < len(PARTS) else {})
    except (ValueError, Refusal, subprocess.SubprocessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    whole = document(found, os.environ)
    out.parent.mkdir(parents=True, exist_ok=True)
    out.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
    if out == page.RESULT:
        page.write(whole)
    print(f"\n{page.table(whole)}\n\nEvery figure is in {out}")
    return int(any(found[part].get("failed") for part in parts))


if __name__ == "__main__":
    raise SystemExit(main())
