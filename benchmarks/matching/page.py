"""The table and the pictures of docs/matching.md, made from matching.json alone, so that they cannot drift.

python -m benchmarks.matching.page [matching.json]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

from benchmarks.matching.charts import Line, chart
from benchmarks.page import between, table
from scripts.environment import ROOT

RESULT = ROOT / "benchmarks" / "results" / "matching.json"
PAGE = ROOT / "docs" / "matching.md"
PICTURES = ROOT / "docs" / "pictures"
BEGIN, END = "<!-- measured: written by benchmarks/matching/page.py -->", "<!-- /measured -->"


def with_table(page: str, document: Mapping[str, Any]) -> str:
    """The page with what stands between the markers written anew."""
    return between(page, BEGIN, END, table(document))


def pictures(document: Mapping[str, Any]) -> dict[str, str]:
    """Name of the file -> SVG."""
    series = {name: found for one in document["series"].values() for name, found in one.items()}
    found = {}
    if "exposure" in series:
        ours = series["exposure"]["ours"]
        # Methods that make the same lists share a point.
        others = list({(one["gini"], one["ndcg"]): one for one in reversed(series["exposure"]["others"])}.values())
        labels = [f"{point['name']} × prices" if point["name"] in ("0", "1", "2") else "" for point in ours]
        found["matching-exposure.svg"] = chart(
            "Quality against exposure",
            "Gini of exposure (0 = all are shown alike)",
            "nDCG@10 against the truth",
            [
                Line("our lists", [(point["gini"], point["ndcg"]) for point in ours], labels),
                Line("others", [(one["gini"], one["ndcg"]) for one in others], [one["name"] for one in others], False),
            ],
        )
    if "capacity" in series:
        by_places = series["capacity"]
        found["matching-capacity.svg"] = chart(
            "Utility against capacity",
            "places an offer has",
            "utility of the places got, % of the optimum",
            [Line(name, [(one["places"], one[name]) for one in by_places]) for name in ("with prices", "plain")],
        )
    return found


def write(document: Mapping[str, Any]) -> None:
    """Page and pictures."""
    PAGE.write_text(with_table(PAGE.read_text(encoding="utf-8"), document), encoding="utf-8")
    for name, svg in pictures(document).items():
        (PICTURES / name).write_text(svg, encoding="utf-8")


def main(path: str = str(RESULT)) -> int:
    """Write what a result says."""
    write(json.loads(Path(path).read_text(encoding="utf-8")))
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
