"""What the source itself must not do: put people's words into SQL, write markup by script, keep people's data there."""

from __future__ import annotations

import ast
import re

from scripts.environment import ROOT
from tests.architecture.tree import nodes, python_files, shown

RUNS_SQL = {"text", "execute", "exec_driver_sql", "scalar", "scalars", "literal_column"}
# Settings of a connection and names of tables, which take no parameters and come from the source itself.
CONSTANT = {"community/foundation/database.py", "community/demo/bulk.py"}
WRITES_MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage")
PINNED = re.compile(r"^[\w.\[\]-]+==\S+( ; .+)? \\$")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_no_sql_is_put_together_from_text() -> None:
    found = set()
    for path in python_files("community"):
        for node in nodes(path):
            if isinstance(node, ast.Call) and _name(node) in RUNS_SQL and node.args:
                first = node.args[0]
                if isinstance(first, ast.JoinedStr) or (
                    isinstance(first, ast.BinOp) and isinstance(first.left, ast.Constant)
                ):
                    found.add(shown(path))
    assert found <= CONSTANT


def test_script_writes_no_markup_and_keeps_nothing_for_good() -> None:
    scripts = list((ROOT / "static" / "js").rglob("*.js"))
    assert scripts
    assert [path.name for path in scripts if WRITES_MARKUP.search(path.read_text(encoding="utf-8"))] == []


def test_every_requirement_is_pinned_by_hash() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if line and line[0].isalnum()]
    assert named and [line for line in named if not PINNED.match(line)] == []
    assert sum("--hash=sha256:" in line for line in lines) >= len(named)
