"""The table of limits in docs/operations.md names every limit of the code, with its numbers, and no other."""

from __future__ import annotations

import ast
import importlib
import re
from datetime import timedelta

from flask import Flask

from community.foundation.limits import Limit
from scripts.environment import ROOT
from tests.architecture.tree import nodes, python_files, shown

TABLE = ROOT / "docs" / "operations.md"
ROW = re.compile(r"^\| `([\w.:]+)` \| [^|]+ \| ([^|]+) \| [^|]+ \|$", re.MULTILINE)
SPANS = {timedelta(hours=1): "an hour", timedelta(days=1): "a day"}


def _limits() -> list[Limit]:
    """Every limit of the code, each as it stands in the module that makes it."""
    found: list[Limit] = []
    for path in python_files("community"):
        made = [node for node in nodes(path) if isinstance(node, ast.Call) and _is_limit(node)]
        if made:
            module = importlib.import_module(shown(path).removesuffix(".py").replace("/", "."))
            here = [value for value in vars(module).values() if isinstance(value, Limit)]
            assert len(here) >= len(made), f"{shown(path)} makes a limit that has no name of its own"
            found += here
    return found


def _is_limit(call: ast.Call) -> bool:
    return getattr(call.func, "attr", getattr(call.func, "id", "")) == "Limit"


def _words(limit: Limit) -> str:
    """How the table says it: "5 in 15 minutes", "1,000 an hour"."""
    within = limit.within
    span = f"in {within.days} days" if within.days else f"in {within.seconds // 60} minutes"
    return f"{limit.most:,} {SPANS.get(within, span)}"


def test_each_limit_stands_in_the_table_with_its_numbers(house: Flask) -> None:
    rows = dict(ROW.findall(TABLE.read_text(encoding="utf-8")))
    limits = {limit.name: limit for limit in _limits()}
    assert limits.keys() == rows.keys()
    wrong = {
        name: f"{_words(limit)}, not {rows[name]}"
        for name, limit in limits.items()
        if not re.search(rf"(?<![\d,]){re.escape(_words(limit))}(?!\w)", rows[name])
    }
    assert wrong == {}


def test_no_two_limits_share_a_count_or_a_row(house: Flask) -> None:
    names = [limit.name for limit in _limits()]
    assert len(names) > 25 and sorted(names) == sorted(set(names))
    rows = [name for name, _limit in ROW.findall(TABLE.read_text(encoding="utf-8"))]
    assert sorted(rows) == sorted(set(rows))
