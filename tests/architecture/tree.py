"""The project's own files, as the house tests read them."""

from __future__ import annotations

import ast
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import click

from scripts.environment import ROOT

HOUSE = ("community", "matching", "scripts", "tests", "benchmarks")


@cache
def tracked_files() -> tuple[Path, ...]:
    """Every file that is or would be committed."""
    command = ["git", "ls-files", "-z", "--cached", "--others", "--exclude-standard"]
    listed = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=True).stdout.split("\0")
    return tuple(ROOT / name for name in sorted(set(listed)) if name and (ROOT / name).is_file())


@cache
def python_files(*folders: str) -> tuple[Path, ...]:
    """The Python files below these folders of the project."""
    below = tuple(f"{ROOT / folder}/" for folder in folders)
    return tuple(path for path in tracked_files() if path.suffix == ".py" and str(path).startswith(below))


@cache
def parsed(path: Path) -> ast.Module:
    """The file as a syntax tree."""
    return ast.parse(path.read_text(encoding="utf-8"), str(path))


@cache
def nodes(path: Path) -> tuple[ast.AST, ...]:
    """Everything that stands in the file, gone through once for all the tests."""
    return tuple(ast.walk(parsed(path)))


def shown(path: Path) -> str:
    """The path as people name it."""
    return str(path.relative_to(ROOT))


def domains() -> list[Path]:
    """The packages of community/: folders that hold Python files."""
    return sorted({ROOT / "community" / path.relative_to(ROOT / "community").parts[0] for path in _nested()})


def _nested() -> list[Path]:
    return [path for path in python_files("community") if path.parent != ROOT / "community"]


def imports(path: Path) -> Iterator[tuple[str, str, int]]:
    """Each import as (module, name or "", line); names after "from" one by one."""
    for node in nodes(path):
        if isinstance(node, ast.Import):
            yield from ((alias.name, "", node.lineno) for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            yield from ((node.module or "", alias.name, node.lineno) for alias in node.names)


def commands_of(group: click.Command) -> dict[str, click.Command]:
    """The commands of a group by name, with those that are loaded only when somebody asks; none of a command."""
    if not isinstance(group, click.Group):
        return {}
    context = click.Context(group)
    found = {name: group.get_command(context, name) for name in group.list_commands(context)}
    return {name: command for name, command in found.items() if command is not None}
