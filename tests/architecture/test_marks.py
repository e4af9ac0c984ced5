"""`make test` asks again of PostgreSQL what is marked `database`, so whatever stands on a database bears that mark."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.architecture.tree import imports, python_files, shown


def test_what_stands_on_the_database_of_the_run_is_marked(request: pytest.FixtureRequest, app: Flask) -> None:
    assert request.node.get_closest_marker("database") is not None


def test_what_stands_on_none_is_not(request: pytest.FixtureRequest) -> None:
    assert request.node.get_closest_marker("database") is None


def test_who_makes_a_database_of_her_own_says_so() -> None:
    making = [
        path
        for path in python_files("tests")
        if path.parent.name != "provision" and any(name == "private_database" for _, name, _ in imports(path))
    ]
    assert making
    assert [shown(path) for path in making if "pytest.mark.database" not in path.read_text(encoding="utf-8")] == []
