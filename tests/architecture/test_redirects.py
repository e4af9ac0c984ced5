"""Whoever sends somebody on does so through foundation/redirects.py, which leads to pages of this site alone."""

from __future__ import annotations

import ast
import re

from scripts.environment import ROOT
from tests.architecture.tree import imports, nodes, python_files, shown, tracked_files

HELPERS = "community/foundation/redirects.py"
# What makes an address of a page one of another host.
OF_ELSEWHERE = {"_external", "_scheme"}
SENDS_ON = re.compile(r"http-equiv=[\"']?refresh", re.I)


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def _sends_on(node: ast.AST) -> str:
    """What in this node leads a browser elsewhere without the helpers, "" for nothing."""
    if isinstance(node, ast.Attribute) and (node.attr == "redirect" or _sets(node, "location")):
        return f".{node.attr}"
    if isinstance(node, ast.Constant) and node.value in {"Location", "Refresh"}:
        return str(node.value)
    if isinstance(node, ast.Call) and _name(node) in {"see_other", "see_path", "public_address"}:
        return ", ".join(word.arg for word in node.keywords if word.arg in OF_ELSEWHERE)
    return ""


def _sets(node: ast.Attribute, name: str) -> bool:
    return node.attr == name and isinstance(node.ctx, ast.Store)


def test_only_the_helpers_redirect() -> None:
    named = [(shown(path), name) for path in python_files("community") for _module, name, _line in imports(path)]
    importers = {where for where, name in named if name == "redirect"}
    assert importers == {HELPERS}
    assert "redirect" in {_name(node) for node in nodes(ROOT / HELPERS) if isinstance(node, ast.Call)}


def test_nothing_else_sends_a_browser_on() -> None:
    found = [
        f"{shown(path)}:{getattr(node, 'lineno', 0)}: {what}"
        for path in python_files("community")
        for node in nodes(path)
        if (what := _sends_on(node))
    ]
    assert found == []


def test_no_page_sends_a_browser_on() -> None:
    pages = [path for path in tracked_files() if shown(path).startswith("templates/")]
    assert pages and [shown(path) for path in pages if SENDS_ON.search(path.read_text(encoding="utf-8"))] == []
