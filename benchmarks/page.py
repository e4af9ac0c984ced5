"""Measured rows as the table of a page in docs/."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from itertools import groupby
from typing import Any

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


def between(page: str, begin: str, end: str, inside: str) -> str:
    """The page with what stands between two markers written anew."""
    before, rest = page.split(begin)
    _old, after = rest.split(end)
    return f"{before}{begin}\n\n{inside}\n\n{end}{after}"
