"""A domain package looks the same everywhere."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

from tests.architecture.tree import domains, parsed, python_files, shown

USUAL = {
    "__init__", "wiring", "models", "policies", "queries", "services", "forms", "views", "signals",
    "subscriptions", "tasks", "cli",
}  # fmt: skip
NEEDED = {"__init__", "wiring"}
# Only the page-by-page split of views may be a folder.
FOLDERS = {"views"}
# Modules that a domain has beyond the usual ones, each with what it holds.
MORE: dict[str, dict[str, str]] = {
    "accounts": {
        "actor": "who acts: the value that every policy asks",
        "audit": "the trail of who did what",
        "identity": "from the signed cookie to the actor",
        "secrets": "hashing of PINs, passwords, tokens and codes",
        "sessions": "signed-in devices",
    },
    "regions": {
        "info": "the frozen values that other domains are given",
        "sources": "reading lists of regions from files",
        "spellings": "the ways people write a name",
    },
}
FREE = {"foundation", "demo"}
ORDINARY = [domain for domain in domains() if domain.name not in FREE]


def _modules(domain: Path) -> set[str]:
    return {path.relative_to(domain).parts[0].removesuffix(".py") for path in python_files(shown(domain))}


@pytest.mark.parametrize("domain", ORDINARY, ids=lambda domain: domain.name)
def test_a_domain_has_the_usual_files_only(domain: Path) -> None:
    more = set(MORE.get(domain.name, {}))
    assert _modules(domain) - USUAL - more == set()
    assert NEEDED - _modules(domain) == set()
    assert more - _modules(domain) == set(), "named as extra, but not there"
    folders = {
        path.parent.relative_to(domain).parts[0]
        for path in python_files(shown(domain))
        if path.parent != domain
    }
    assert folders <= FOLDERS | more


@pytest.mark.parametrize("domain", domains(), ids=lambda domain: domain.name)
def test_the_package_file_is_a_docstring_only(domain: Path) -> None:
    module = parsed(domain / "__init__.py")
    assert ast.get_docstring(module)
    assert len(module.body) == 1
