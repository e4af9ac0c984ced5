"""The table of what we promise about trust names tests that exist, and every mishap from R01 to R36."""

from __future__ import annotations

import re

from scripts.environment import ROOT

TABLE = ROOT / "docs" / "asvs.md"
PATH = re.compile(r"\btests/[\w/]+\.\w+")


def test_every_named_proof_exists() -> None:
    named = set(PATH.findall(TABLE.read_text(encoding="utf-8")))
    assert len(named) > 20
    assert {path for path in named if not (ROOT / path).is_file()} == set()


def test_every_case_is_answered() -> None:
    cases = set(re.findall(r"\bR\d\d\b", TABLE.read_text(encoding="utf-8").partition("| case |")[2]))
    assert cases == {f"R{number:02}" for number in range(1, 37)}


def test_every_regression_is_named() -> None:
    tests = {f"tests/regressions/{path.name}" for path in (ROOT / "tests" / "regressions").glob("test_*.py")}
    assert tests - set(PATH.findall(TABLE.read_text(encoding="utf-8"))) == set()
