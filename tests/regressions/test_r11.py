"""R11: what stands in the address came back in links: hostile parameters on every page break and change nothing."""

from __future__ import annotations

import base64
import json
import re
from urllib.parse import quote

import pytest
from flask import Flask

from scripts.environment import ROOT
from tests.architecture.tree import python_files
from tests.regressions.forms import HOSTILE, NO_LETTERS, SCRIPT, pages
from tests.regressions.world import World

pytestmark = pytest.mark.whole_site

READ = re.compile(r"(?:argument\(\s*|args\.get\()\"(\w+)\"")
NAMES = sorted({"halaman", *(name for path in python_files("community") for name in READ.findall(path.read_text()))})
MARKS = ["wilayah", "setelah", "lanjut", "mulai"]
VALUES = {**{name: quote(value) for name, value in HOSTILE.items()}, "no letters": quote(NO_LETTERS)}
# Values that a mark may claim to stand for.
CLAIMED = [
    [2**63],
    [-1],
    ["\ud800", 1],
    ["a\x00", 1],
    [1e300, 1],
    [None, None],
    [{}, []],
    ["9999-99-99", 1],
    [[1], 2**70],
]


def _mark(values: list[object]) -> str:
    return base64.urlsafe_b64encode(json.dumps(values).encode()).decode().rstrip("=")


def test_the_parameters_are_found() -> None:
    assert {"wilayah", "setelah", "q"} <= set(NAMES) and (ROOT / "community").is_dir()


@pytest.mark.parametrize("role", ["guest", "admin"])
def test_no_parameter_breaks_a_page_or_comes_back_alive(app: Flask, role: str) -> None:
    world = World()
    client = world.browser_of(app, role)
    for rule in pages(app):
        path = world.path(app, rule)
        for value in ("nul", "beyond a column", "far beyond", "script", "no letters"):
            answer = client.get(f"{path}?" + "&".join(f"{name}={VALUES[value]}" for name in NAMES))
            assert answer.status_code < 500, f"{path} {value}"
            assert SCRIPT not in answer.get_data(as_text=True), path


def test_a_forged_mark_is_no_mark(app: Flask) -> None:
    world = World()
    client = world.browser_of(app, "admin")
    for rule in pages(app):
        path = world.path(app, rule)
        if client.get(path).mimetype != "text/html":
            continue
        for claimed in CLAIMED:
            marks = "&".join(f"{name}={_mark(claimed)}" for name in MARKS[1:])
            assert client.get(f"{path}?{marks}").status_code < 500, f"{path} {claimed!r}"
