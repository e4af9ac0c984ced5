"""The library stands alone, and its light half stays light."""

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import matching

HOME = Path(matching.__file__).parent
FORBIDDEN = {"flask", "sqlalchemy", "community", "pickle", "time", "datetime"}
HEAVY = "numpy", "scipy", "sklearn"


def test_no_web_no_database_no_clock_no_pickle():
    for path in HOME.glob("*.py"):
        for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
            names = [alias.name for alias in node.names] if isinstance(node, ast.Import) else []
            names += [node.module or ""] if isinstance(node, ast.ImportFrom) else []
            assert not {name.split(".")[0].lower() for name in names} & FORBIDDEN, path.name


LIGHT = (
    "matching",
    "matching.text",
    "matching.vocabulary",
    "matching.profiles",
    "matching.weights",
    "matching.fairness",
)


@pytest.mark.parametrize("module", LIGHT)
def test_light_modules_do_not_pull_the_numeric_libraries(module):
    code = f"import sys, {module}; sys.exit(bool([m for m in {HEAVY!r} if m in sys.modules]))"
    done = subprocess.run([sys.executable, "-c", code], cwd=HOME.parent, check=False, capture_output=True)
    assert done.returncode == 0, done.stderr


def test_every_public_name_loads():
    for name in matching.__all__:
        assert getattr(matching, name).__name__ == name
    with pytest.raises(AttributeError, match="nothing"):
        matching.nothing  # noqa: B018
