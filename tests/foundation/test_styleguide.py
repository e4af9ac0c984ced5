"""The style page shows what there is to build with."""

from __future__ import annotations

import re

import pytest
from flask.testing import FlaskClient

from community.foundation.styleguide import PAGES
from scripts.environment import ROOT

TEMPLATES = ROOT / "templates"
COMPONENTS = sorted((TEMPLATES / "components").glob("*.html"))
NAMED = re.compile(r'"((?:components|layouts|styleguide)/[\w-]+\.html)"')


@pytest.mark.parametrize("path", ["", "?salah", *(f"/{page}" for page in PAGES)])
def test_every_page_of_it_opens(client: FlaskClient, path: str) -> None:
    assert client.get(f"/gaya{path}").status_code == 200


def test_every_component_is_shown() -> None:
    shown: set[str] = set()
    new = {path.relative_to(TEMPLATES).as_posix() for path in (TEMPLATES / "styleguide").glob("*.html")}
    # Stands above every page, kept apart from it.
    new.add("layouts/_top.html")
    while new:
        shown |= new
        new = {name for one in new for name in NAMED.findall((TEMPLATES / one).read_text(encoding="utf-8"))} - shown
    assert {path.relative_to(TEMPLATES).as_posix() for path in COMPONENTS} - shown == set()
