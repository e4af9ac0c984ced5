"""Models, policies, queries, services and signals know nothing of requests, pages or forms."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import domains, imports, nodes, python_files, shown

CORE = ("models", "policies", "queries", "services", "signals")
WEB = ("flask", "flask_login", "flask_wtf", "wtforms", "werkzeug")
# The deployment's settings are not the request.
ALLOWED = {("flask", "current_app", "queries"), ("flask", "current_app", "services")}
CHANGES = {"add", "add_all", "delete", "merge", "flush", "bulk_save_objects", "bulk_insert_mappings"}
STATEMENTS = {"insert", "update", "delete"}


def _files(module: str) -> list[Path]:
    return [
        path for domain in domains() for path in python_files(shown(domain)) if module in (path.stem, path.parent.name)
    ]


def _from(path: Path, *packages: str) -> set[str]:
    return {
        f"{shown(path)}:{line} {module} {name}".strip()
        for module, name, line in imports(path)
        if module.split(".")[0] in packages
        and not ALLOWED & {(module, name, path.stem), (module, name, path.parent.name)}
    }


@pytest.mark.parametrize("module", CORE)
def test_the_core_imports_nothing_of_the_web(module: str) -> None:
    assert set().union(*(_from(path, *WEB) for path in _files(module))) == set()


def test_policies_touch_no_database() -> None:
    assert set().union(*(_from(path, "sqlalchemy", "flask_sqlalchemy") for path in _files("policies"))) == set()
    asking = {
        f"{shown(path)}:{line} {module} {name}"
        for path in _files("policies")
        for module, name, line in imports(path)
        if {"queries", "services", "database"} & {name, *module.split(".")}
    }
    assert asking == set()


def _is_change(node: ast.AST) -> bool:
    if not isinstance(node, ast.Call) or not isinstance(node.func, ast.Attribute):
        return False
    return node.func.attr in CHANGES and ast.unparse(node.func.value).endswith("session")


def test_queries_change_nothing() -> None:
    changing = set()
    for path in _files("queries"):
        changing |= {f"{shown(path)}:{node.lineno}" for node in nodes(path) if _is_change(node)}  # type: ignore[attr-defined]
        changing |= {
            f"{shown(path)}:{line} {name}"
            for module, name, line in imports(path)
            if module.startswith("sqlalchemy") and name in STATEMENTS
        }
    assert changing == set()


def test_views_hold_no_sql() -> None:
    views = [
        path for domain in domains() for path in python_files(shown(domain)) if "views" in (path.stem, path.parent.name)
    ]
    assert set().union(*(_from(path, "sqlalchemy") for path in views)) == set()
