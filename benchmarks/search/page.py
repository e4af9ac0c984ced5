"""The table of docs/search.md, made from search.json alone, so that they cannot drift.

python -m benchmarks.search.page [search.json]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.page import between, table
from scripts.environment import ROOT

RESULT = ROOT / "benchmarks" / "results" / "search.json"
PAGE = ROOT / "docs" / "search.md"
BEGIN, END = "<!-- measured: written by benchmarks/search/page.py -->", "<!-- /measured -->"


def with_table(page: str, document: Mapping[str, Any]) -> str:
    """The page with what stands between the markers written anew."""
    return between(page, BEGIN, END, table(document))


def write(document: Mapping[str, Any]) -> None:
    """Put the table where it belongs."""
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), document), encoding="utf-8")


def main(path: str = str(RESULT)) -> int:
    """Write what a result says."""
    write(json.loads(Path(path).read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
