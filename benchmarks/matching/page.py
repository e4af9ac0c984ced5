"""The table and the pictures of docs/matching.md, made from matching.json alone, so that they cannot drift.

python -m benchmarks.matching.page [matching.json]
"""

from __future__ import annotations

import json
import sys
from collections.abc import Mapping, Sequence
from itertools import groupby
from pathlib import Path
from typing import Any

from benchmarks.matching.charts import Line, chart
from scripts.environment import ROOT

RESULT = ROOT / "benchmarks" / "results" / "matching.json"
PAGE = ROOT / "docs" / "matching.md"
PICTURES = ROOT / "docs" / "pictures"
BEGIN, END = "<!-- measured: written by benchmarks/matching/page.py -->", "<!-- /measured -->"
HEAD = "| what | measured | target | met | beside it, same run |\n|---|---|---|---|---|"
MET = {True: "yes", False: "**no**", None: "–"}
SIGNS = {"at least": "≥", "at most": "≤"}
Row = Mapping[str, Any]


def number(value: float | None) -> str:
    """Three figures; all of those above a thousand; a dash for what was not measured."""
    if value is None:
        return "–"
    if value == int(value) or abs(value) >= 1000:
        return f"{value:,.0f}"
    # Shares just below the whole keep the figures that show it.
    return f"{value:.4g}" if 99 <= value < 100 else f"{value:.3g}"


def line(row: Row) -> str:
    """One row of the table; a reason stands where a value is missing."""
    measured = f"{number(row['value'])} {row['unit']}".strip()
    target = "" if row["target"] is None else f"{SIGNS[row['bound']]} {number(row['target'])}"
    beside = ", ".join(f"{name} {number(value)}" for name, value in row["beside"].items())
    told = "; ".join(part for part in (beside, row["why"]) if part)
    met = "" if row["target"] is None and row["value"] is not None else MET[row["met"]]
    return f"| {row['what']} | {measured} | {target} | {met} | {told} |".replace("|  |", "| |").replace("|  |", "| |")


def table(document: Mapping[str, Any]) -> str:
    """Everything measured, part by part."""
    rows: Sequence[Row] = document["rows"]
    judged = [row for row in rows if row["met"] is not None]
    met, unmeasured = sum(row["met"] for row in judged), sum(row["value"] is None for row in rows)
    text = [
        f"Commit {document['commit']}, {document['machine']}: {met} of {len(judged)} judged targets met, "
        f"{unmeasured} rows not measured. {document.get('note', '')}".strip()
    ]
    for part, group in groupby(rows, key=lambda row: row["part"]):
        text += [f"### {part}", "\n".join([HEAD, *map(line, group)])]
    return "\n\n".join(text)


def with_table(page: str, document: Mapping[str, Any]) -> str:
    """The page with what stands between the markers written anew."""
    before, rest = page.split(BEGIN)
    _old, after = rest.split(END)
    return f"{before}{BEGIN}\n\n{table(document)}\n\n{END}{after}"


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
