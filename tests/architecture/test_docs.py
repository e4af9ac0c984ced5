"""Every setting, command and domain is named in the documentation."""

from __future__ import annotations

import ast
import re

import click
from flask import Flask

from scripts.environment import ROOT
from tests.architecture.tree import commands_of, domains, parsed

SETTING = re.compile(r"[A-Z][A-Z0-9_]{2,}")
# Flask's own commands, and those of its migrations, are documented by them.
NOT_OURS = {"run", "shell", "routes", "db"}


def _documentation() -> str:
    pages = [ROOT / "README.md", *sorted((ROOT / "docs").rglob("*.md"))]
    return "\n".join(page.read_text(encoding="utf-8") for page in pages)


def _settings() -> set[str]:
    """Every name that config.py asks the environment for."""
    found = set()
    for node in ast.walk(parsed(ROOT / "config.py")):
        asked = node.args[:1] if isinstance(node, ast.Call) else [node.slice] if isinstance(node, ast.Subscript) else []
        for part in asked:
            if isinstance(part, ast.Constant) and SETTING.fullmatch(str(part.value)):
                found.add(str(part.value))
    return found


def _commands(group: click.Command, before: str = "") -> set[str]:
    names = set()
    for name, command in commands_of(group).items():
        full = f"{before} {name}".strip()
        if full not in NOT_OURS:
            names |= _commands(command, full) or {full}
    return names


def _unnamed(names: set[str], text: str) -> set[str]:
    return {name for name in names if not re.search(rf"(?<![\w-]){re.escape(name)}(?![\w-])", text)}


def test_every_setting_is_documented() -> None:
    assert _settings(), "config.py asks the environment for nothing?"
    assert _unnamed(_settings(), _documentation()) == set()


def test_every_command_is_documented(house: Flask) -> None:
    assert {"worker", "regions import", "demo load"} <= _commands(house.cli)
    assert _unnamed(_commands(house.cli), _documentation()) == set()


def test_every_domain_stands_in_the_picture() -> None:
    picture = (ROOT / "docs" / "architecture.md").read_text(encoding="utf-8")
    assert _unnamed({domain.name for domain in domains()}, picture) == set()
