"""R34: a signature compared with == tells by its time how much of it was right."""

from __future__ import annotations

import ast
import re

from tests.architecture.tree import nodes, python_files, shown

SECRET = re.compile(r"(^|_)(token|hash|digest|signature|secret|hmac|code_hash|token_hash|secret_hash)$")
# Comparisons of two stored values: nobody's guess is among them.
STORED = {"community/accounts/services/devices.py: account.secret_hash != secret_hash"}
WEAK = re.compile(
    r"hashlib\.(md5|sha1)\b|\brandom\.(random|choice|randint|token)|\bpickle\.loads?\b|yaml\.load\b|shell=True"
)


def _named(node: ast.expr) -> str:
    return node.attr if isinstance(node, ast.Attribute) else node.id if isinstance(node, ast.Name) else ""


def test_no_secret_is_compared_with_equals() -> None:
    found = set()
    for path in python_files("community"):
        for node in nodes(path):
            if isinstance(node, ast.Compare) and isinstance(node.ops[0], ast.Eq | ast.NotEq):
                sides = [node.left, *node.comparators]
                texts = [side for side in sides if isinstance(side, ast.Constant)]
                # A column in a query is looked up by index, not compared letter by letter here.
                column = any(isinstance(side, ast.Attribute) and _named(side.value)[:1].isupper() for side in sides)
                if not texts and not column and any(SECRET.search(_named(side)) for side in sides):
                    found.add(f"{shown(path)}: {ast.unparse(node)}")
    assert found == STORED


def test_no_weak_tool_near_people() -> None:
    weak = {
        shown(path)
        for path in python_files("community")
        if not shown(path).startswith("community/demo/") and WEAK.search(path.read_text(encoding="utf-8"))
    }
    assert weak == set()
