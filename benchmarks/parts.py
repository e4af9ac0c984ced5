"""A benchmark of several parts, each measured in a process of its own, so that its memory and its failure are its own.

A part is a module of `benchmarks.<name>.parts` with a TITLE and `measure(folder) -> Result`.

python -m benchmarks.parts NAME PART FOLDER OUT
"""

from __future__ import annotations

import importlib
import json
import subprocess
import sys
import time
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks import report
from benchmarks.figure import Figure
from scripts.environment import ROOT

Found = dict[str, dict[str, Any]]


@dataclass(frozen=True, slots=True)
class Bench:
    """A benchmark by its name, and its parts in the order in which they are shown."""

    name: str
    parts: tuple[str, ...]

    def asked(self, environment: Mapping[str, str]) -> list[str]:
        """Parts to measure, by PARTS; ValueError names one there is not."""
        wanted = environment.get("PARTS", "").replace(",", " ").split() or list(self.parts)
        unknown = [part for part in wanted if part not in self.parts]
        if unknown:
            raise ValueError(f"There is no part {unknown[0]!r}; there are {', '.join(self.parts)}.")
        return [part for part in self.parts if part in wanted]

    def measure(self, part: str, folder: Path, environment: Mapping[str, str]) -> dict[str, Any]:
        """{"rows", "series"} of one part; a part that fails is one row that says so."""
        out = folder / f"{part}.json"
        command = [sys.executable, "-m", "benchmarks.parts", self.name, part, str(folder), str(out)]
        done = subprocess.run(command, cwd=ROOT, env=environment, check=False)
        if done.returncode:
            why = f"the measuring failed with exit code {done.returncode}"
            row = {"part": part, "section": part, "what": part, **Figure(part, None, why=why).as_json()}
            return {"rows": [row], "series": {}, "failed": True}
        found: dict[str, Any] = json.loads(out.read_text(encoding="utf-8"))
        return found

    def measured(self, parts: Iterable[str], folder: Path, environment: Mapping[str, str]) -> Found:
        """What each of these parts finds, telling how long it took."""
        found: Found = {}
        for part in parts:
            started = time.monotonic()
            print(f"{part} …", flush=True)
            found[part] = self.measure(part, folder, environment)
            print(f"{part}: {time.monotonic() - started:.0f} s", flush=True)
        return found

    def document(self, found: Found, environment: Mapping[str, str]) -> dict[str, Any]:
        """The result as it is kept, with BENCH_NOTE; parts in their order."""
        whole = report.document(self.name, []) | {"note": environment.get("BENCH_NOTE", "")}
        there = [part for part in self.parts if part in found]
        whole["rows"] = [row for part in there for row in found[part]["rows"]]
        whole["series"] = {part: found[part]["series"] for part in there}
        return whole

    def keep(self, found: Found, out: Path, environment: Mapping[str, str]) -> dict[str, Any]:
        """Write the result, with what an earlier run found of the parts not measured now; returns all of it."""
        whole = self.document(kept_in(out) | found, environment)
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(json.dumps(whole, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")
        return whole


def sizes(environment: Mapping[str, str], usual: str, largest: int) -> list[int]:
    """The numbers that SIZES asks for, ascending; BENCH_LARGE=1 adds the largest."""
    asked = {int(word) for word in environment.get("SIZES", usual).replace("_", "").split(",")}
    return sorted(asked | ({largest} if environment.get("BENCH_LARGE") == "1" else set()))


def kept_in(out: Path) -> Found:
    """What an earlier run wrote there, by part."""
    if not out.exists():
        return {}
    kept = json.loads(out.read_text(encoding="utf-8"))
    return {
        part: {"rows": [row for row in kept["rows"] if row["section"] == part], "series": series}
        for part, series in kept["series"].items()
    }


def failed(found: Found) -> bool:
    """Whether the measuring of any part failed."""
    return any(one.get("failed") for one in found.values())


def main(name: str, part: str, folder: str, out: str) -> int:
    """Measure one part and write what it finds."""
    module = importlib.import_module(f"benchmarks.{name}.parts.{part}")
    result = module.measure(Path(folder))
    rows = [{"part": module.TITLE, "section": part, **row.as_json()} for row in result.rows]
    Path(out).write_text(json.dumps({"rows": rows, "series": result.series}, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
