"""What the source itself must not do: put people's words into SQL, write markup by script, keep people's data there."""

from __future__ import annotations

import ast
import re

from scripts.environment import ROOT
from tests.architecture.tree import imports, nodes, python_files, shown

RUNS_SQL = {"text", "execute", "exec_driver_sql", "scalar", "scalars", "literal_column"}
# Settings of a connection and names of tables, which take no parameters and come from the source itself.
CONSTANT = {"community/foundation/database.py", "community/demo/bulk.py"}
# Put together from words of the source itself, never from people's.
OWN_PATTERNS = {
    "community/accounts/devices.py",
    "community/demo/corpus/calendar.py",
    "community/foundation/words.py",
    "community/search/pay.py",
    "community/search/without.py",
}
PATTERN_FIRST = {"compile", "search", "match", "fullmatch", "sub", "subn", "findall", "finditer", "split"}
FETCHES = {"urllib.request", "http", "requests", "httpx", "aiohttp", "urllib3", "socket", "ftplib", "asyncio"}
READS_XML = {"xml", "lxml", "html5lib", "defusedxml", "xmlrpc"}
READS_ARCHIVES = {"zipfile", "tarfile", "bz2", "lzma"}
# The model that the worker stores for itself.
OWN_ARCHIVES = {"matching/storage.py"}
WRITES_TABLES = re.compile(r"csv\.writer|DictWriter|openpyxl|xlsx")
WRITES_MARKUP = re.compile(r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|\beval\(|new Function|localStorage")
PINNED = re.compile(r"^[\w.\[\]-]+==\S+( ; .+)? \\$")


def _name(call: ast.Call) -> str:
    return call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")


def test_no_sql_is_put_together_from_text() -> None:
    found = set()
    for path in python_files("community"):
        for node in nodes(path):
            if isinstance(node, ast.Call) and _name(node) in RUNS_SQL and node.args:
                first = node.args[0]
                if isinstance(first, ast.JoinedStr) or (
                    isinstance(first, ast.BinOp) and isinstance(first.left, ast.Constant)
                ):
                    found.add(shown(path))
    assert found <= CONSTANT


def test_script_writes_no_markup_and_keeps_nothing_for_good() -> None:
    scripts = list((ROOT / "static" / "js").rglob("*.js"))
    assert scripts
    assert [path.name for path in scripts if WRITES_MARKUP.search(path.read_text(encoding="utf-8"))] == []


def test_every_requirement_is_pinned_by_hash() -> None:
    lines = (ROOT / "requirements.txt").read_text(encoding="utf-8").splitlines()
    named = [line for line in lines if line and line[0].isalnum()]
    assert named and [line for line in named if not PINNED.match(line)] == []
    assert sum("--hash=sha256:" in line for line in lines) >= len(named)


def test_no_pattern_is_made_of_what_people_write() -> None:
    found = set()
    for path in python_files("community", "matching"):
        for node in nodes(path):
            if (
                isinstance(node, ast.Call)
                and isinstance(node.func, ast.Attribute)
                and node.func.attr in PATTERN_FIRST
                and isinstance(node.func.value, ast.Name)
                and node.func.value.id == "re"
                and not (node.args and isinstance(node.args[0], ast.Constant))
            ):
                found.add(shown(path))
    assert found == OWN_PATTERNS


def _importing(*modules: str) -> set[str]:
    """The files of the site that import one of these modules, or something below one."""
    found = set()
    for path in python_files("community", "matching"):
        for module, name, _line in imports(path):
            full = f"{module}.{name}" if name else module
            if any(f"{full}.".startswith(f"{one}.") for one in modules):
                found.add(shown(path))
    return found


def test_the_site_fetches_nothing() -> None:
    assert _importing("smtplib") == {"community/foundation/messages.py"}
    assert _importing(*FETCHES) == set()


def test_no_xml_and_no_archive_is_read() -> None:
    assert _importing(*READS_XML) == set()
    assert _importing(*READS_ARCHIVES) == OWN_ARCHIVES


def test_no_table_is_exported() -> None:
    files = python_files("community")
    assert [shown(path) for path in files if WRITES_TABLES.search(path.read_text(encoding="utf-8"))] == []
