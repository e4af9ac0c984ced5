"""One part of the benchmark in a process of its own, so that its memory and its failure are its own.

python -m benchmarks.search.section PART FOLDER OUT
"""

from __future__ import annotations

import importlib
import json
import sys
from pathlib import Path


def main(part: str, folder: str, out: str) -> int:
    """Measure and write."""
    module = importlib.import_module(f"benchmarks.search.parts.{part}")
    result = module.measure(Path(folder))
    rows = [{"part": module.TITLE, "section": part, **row.as_json()} for row in result.rows]
    Path(out).write_text(json.dumps({"rows": rows, "series": result.series}, ensure_ascii=False), encoding="utf-8")
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
