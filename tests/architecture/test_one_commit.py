"""One unit of work: `commit()` stands in one file."""

from __future__ import annotations

import ast

from tests.architecture.tree import nodes, python_files, shown

PLACE = "community/foundation/transactions.py"


def _committing() -> set[str]:
    return {
        shown(path)
        for path in python_files("community", "matching")
        for node in nodes(path)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "commit"
    }


def test_commit_stands_in_one_file() -> None:
    assert _committing() == {PLACE}
