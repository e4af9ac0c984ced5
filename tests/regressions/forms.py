"""Every form of every page, as a browser would find it, and hostile values to put into its fields."""

from __future__ import annotations

import pickle
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from tests.inspector import Inspector
from tests.pages import Node, form_values, read_page
from tests.provision.database import once
from tests.regressions.world import World
from tests.support import send_bare

GUARD = {"csrf_token", "idempotency_key"}
# Enough eyes to see every form at least once.
EYES = ("guest", "taker", "owner", "near", "admin")
SCRIPT = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>{{7*7}}"
HOSTILE = {
    "nul": "a\x00b",
    "beyond a column": str(2**63),
    "far beyond": "9" * 400,
    "negative": "-1",
    "no number": "NaN",
    "infinite": "1e309",
    "turned": "\u202eabc\u2066\ufeff",
    "half a letter": "\ufffd\U0001f9d1\u200d\U0001f33e",
    "script": SCRIPT,
    "quotes": "' OR 1=1; -- \\ %s %(x)s {0}",
    "date": "99999-99-99",
    "first date": "0001-01-01",
    "last date": "9999-12-31",
    "time": "9999-12-31T25:61",
    "lines": "a\r\nSet-Cookie: x=1",
    "blank": " \t ",
    "digits of elsewhere": "\u0661\u0662\u00b2",
    "long": "x" * 5000,
}
# Letters that are none in UTF-8, as a form sends them.
NO_LETTERS = b"\xff\xfe\x80\xed\xa0\x80"


@dataclass(frozen=True)
class Found:
    """A form: who saw it where, where it goes, what stands in it, and of which kind each of its fields is."""

    role: str
    page: str
    action: str
    values: dict[str, list[str]]
    kinds: dict[str, str] = field(default_factory=dict)

    @property
    def names(self) -> set[str]:
        return (set(self.values) | {name for name, kind in self.kinds.items() if kind != "hidden"}) - GUARD


def pages(app: Flask) -> list[Any]:
    """The rules of the site that can be looked at."""
    return [rule for rule in app.url_map.iter_rules() if "GET" in (rule.methods or ())]


def world_and_forms(app: Flask) -> tuple[World, list[Found]]:
    """A world and each form of it; they are looked for once in a run, which opens every page for everybody."""
    folder = Path(app.config["RUN_FOLDER"])
    with once(folder, "forms") as first:
        if first:
            world = World()
            found = forms(app, world)
            (folder / "forms").write_bytes(pickle.dumps((world.keep(), found)))
            return world, found
    kept, found = pickle.loads((folder / "forms").read_bytes())
    return World.again(kept), found


def forms(app: Flask, world: World) -> list[Found]:
    """Each form once: by where it goes and what it asks."""
    seen: dict[tuple[str, frozenset[str]], Found] = {}
    for role in EYES:
        client = world.browser_of(app, role)
        for rule in pages(app):
            if rule.endpoint.startswith("styleguide."):
                continue
            for found in _of_page(client, role, world.path(app, rule)):
                seen.setdefault((found.action, frozenset(found.names)), found)
    return list(seen.values())


def _of_page(client: Inspector, role: str, path: str) -> Iterator[Found]:
    response = client.get(path)
    if response.mimetype != "text/html" or response.status_code != 200:
        return
    for form in read_page(response.get_data(as_text=True)).every("form"):
        if form.get("method").casefold() == "post":
            boxes = [node for node in form.every("input", "textarea", "select") if node.get("name")]
            kinds = {node.get("name"): _kind(node) for node in boxes if node.get("type") != "file"}
            yield Found(role, path, form.get("action") or path, form_values(form), kinds)


def _kind(box: Node) -> str:
    """What a box asks for: hidden, choice, date, time, number or text."""
    if box.tag == "select" or box.get("type") in {"checkbox", "radio"}:
        return "choice"
    if box.get("type") in {"hidden", "date", "time"}:
        return box.get("type")
    return "number" if box.get("inputmode") in {"numeric", "decimal"} else "text"


def send(client: Inspector, form: Found, **changed: Any) -> TestResponse:
    """Send a form with some values changed and a fresh guard."""
    values = {name: value for name, value in form.values.items() if name not in GUARD}
    return send_bare(client, form.action, **{**values, **changed})
