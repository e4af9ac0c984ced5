"""Ceilings: 300 lines a file, 40 lines a function. What outgrows one is cut by meaning."""

from __future__ import annotations

import ast
from pathlib import Path

from scripts.environment import ROOT
from tests.architecture.tree import HOUSE, nodes, python_files, shown, tracked_files

FILE_LINES = 300
FUNCTION_LINES = 40


def _checked() -> list[Path]:
    top = [path for path in tracked_files() if path.parent == ROOT and path.suffix == ".py"]
    return [path for path in [*top, *python_files(*HOUSE)] if "data" not in path.parts]


def test_no_file_is_too_long() -> None:
    lengths = {shown(path): len(path.read_text(encoding="utf-8").splitlines()) for path in _checked()}
    assert {name: length for name, length in lengths.items() if length > FILE_LINES} == {}


def test_no_function_is_too_long() -> None:
    too_long = {}
    for path in _checked():
        for node in nodes(path):
            if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
                length = (node.end_lineno or node.lineno) - node.lineno + 1
                if length > FUNCTION_LINES:
                    too_long[f"{shown(path)}:{node.lineno} {node.name}"] = length
    assert too_long == {}
