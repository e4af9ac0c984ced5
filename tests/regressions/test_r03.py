"""R03: one address lacked the check that its neighbours had: the answer of every address to everybody is written down.

rights.txt holds a line for each address and method: what a guest, a member, a coordinator elsewhere, who took part,
who offers it, the coordinator here and the admin are answered. An address that is not in it fails; after a wanted
change UPDATE_RIGHTS=1 writes it anew, to be read line by line before it is committed.

Every page of that walk is counted as well: none asks the database more than MOST_STATEMENTS questions.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import event, select
from sqlalchemy.engine import Engine
from werkzeug.routing import Rule
from werkzeug.test import TestResponse

from community.foundation import guest_pages
from community.foundation.database import db
from tests.conftest import empty_tables
from tests.inspector import Inspector
from tests.pages import form_values, read_page
from tests.regressions.support import READS, WRITES
from tests.regressions.world import ROLES, Kept, World
from tests.support import count_queries, send_bare

pytestmark = pytest.mark.whole_site

LIST = Path(__file__).with_name("rights.txt")
CHANGES_BY_ITSELF = {"limit_counters", "answered_requests", "account_sessions"}
# So that several processes can share the work.
PARTS = 8
GUARD = {"csrf_token", "idempotency_key"}
MOST_STATEMENTS = 8
# What a form asks for beyond what stands in it untouched.
TYPED = {
    "reason": "Karena begini keadaannya.",
    "motivation": "Saya ingin warung ibu saya maju.",
    "message": "Saya ingin belajar mencatat uang warung.",
    "body": "Isi tulisan.",
    "title": "Judul tulisan",
    "note": "Tolong lengkapi dulu.",
    "to": "offered",
    "code": "T00001",
    "sure": "y",
}

_kept: list[tuple[Kept, dict[str, list[str]]]] = []


def _rules(app: Flask) -> Iterator[tuple[str, str, Rule]]:
    for rule in sorted(app.url_map.iter_rules(), key=lambda rule: rule.rule):
        for method in sorted((rule.methods or set()) - {"HEAD", "OPTIONS"}):
            # Of two rules of one endpoint the one without a part is its beginning.
            yield f"{rule.rule}  {method}", method, rule


def _new_world() -> World:
    """A world of which nothing was changed yet; building it takes longer than putting it back."""
    empty_tables()
    db.session.expunge_all()
    if not _kept:
        _kept.append((World().keep(), _state()))
        empty_tables()
        db.session.expunge_all()
    return World.again(_kept[0][0])


def _rows(name: str) -> list[str]:
    return sorted(map(repr, db.session.execute(select(db.metadata.tables[name]))))


def _state() -> dict[str, list[str]]:
    db.session.rollback()
    return {name: _rows(name) for name in db.metadata.tables if name not in CHANGES_BY_ITSELF}


@contextmanager
def _written_tables() -> Iterator[set[str]]:
    """The tables that are written to inside; a statement of another kind counts as all of them."""
    names: set[str] = set()

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not READS.match(statement):
            names.update(WRITES.findall(statement) or db.metadata.tables)

    event.listen(Engine, "before_cursor_execute", note)
    try:
        yield names
    finally:
        event.remove(Engine, "before_cursor_execute", note)


def _changed(names: set[str]) -> bool:
    """Whether any of these tables holds other rows than a new world."""
    db.session.rollback()
    return any(_rows(name) != _kept[0][1][name] for name in sorted(names & _kept[0][1].keys()))


def _answer(response: Any, path: str) -> str:
    if (
        response.status_code == 303
        and response.location.partition("?")[0] == "/masuk"
        and not path.startswith(("/masuk", "/keluar"))
    ):
        return "masuk"
    return {200: "ya", 301: "ke", 303: "ke"}.get(response.status_code, str(response.status_code))


def _sent(world: World, app: Flask, path: str) -> dict[str, Any]:
    """What the page's own form holds for somebody who may see it, and what people type into it."""
    for role in ("owner", "taker", "near", "admin"):
        response = world.browser_of(app, role).get(path)
        if response.status_code == 200 and response.mimetype == "text/html":
            forms = list(read_page(response.get_data(as_text=True)).every("form"))
            for form in forms:
                if form.get("method") == "post" and (form.get("action") or path).partition("?")[0] == path:
                    held = {name: value for name, value in form_values(form).items() if name not in GUARD}
                    return {**TYPED, **{name: value for name, value in held.items() if any(value)}}
    return TYPED


def _counted(client: Inspector, path: str) -> tuple[TestResponse, int]:
    with count_queries() as statements:
        response = client.get(path)
    return response, len(statements)


def _read(app: Flask, world: World, rule: Rule, costs: dict[tuple[str, str], int]) -> list[str]:
    """What everybody is answered; `costs` gains what her page asks of the database."""
    path, found = world.path(app, rule), []
    for role in ROLES:
        client = world.browser_of(app, role)
        response, cost = _counted(client, path)
        found.append(_answer(response, path))
        if response.status_code != 200 or response.mimetype != "text/html":
            continue
        if cost > MOST_STATEMENTS:
            # The first to come asked for what is kept from then on. A whole page that is kept would tell nothing.
            app.extensions[guest_pages.EXTENSION].pages.clear()
            _response, cost = _counted(client, path)
        costs[rule.rule, role] = cost
    return found


def _written(app: Flask, rule: Rule) -> list[str]:
    world, found = _new_world(), []
    path = world.path(app, rule)
    sent = _sent(world, app, path)
    for role in ROLES:
        client = world.browser_of(app, role)
        with _written_tables() as tables:
            answer = _answer(send_bare(client, path, **sent), path)
        changed = _changed(tables)
        found.append(answer + ("*" if changed else ""))
        if changed:
            assert answer in {"ke", "ya"}, f"{role}: {path} answered {answer} and changed something"
            world = _new_world()
            path = world.path(app, rule)
    return found


def _listed() -> dict[str, list[str]]:
    lines = LIST.read_text(encoding="utf-8").splitlines() if LIST.exists() else []
    pairs = (line.partition("  |  ") for line in lines if line and not line.startswith("#"))
    return {name: answers.split() for name, _bar, answers in pairs}


def test_every_address_is_listed(app: Flask) -> None:
    assert {name for name, _method, _rule in _rules(app)} == set(_listed())


def test_no_reading_changes_anything_and_everybody_reads_as_written(app: Flask, kept_as_deployed: None) -> None:
    world, costs = _new_world(), dict[tuple[str, str], int]()
    before = _state()
    _compare(app, {name: _read(app, world, rule, costs) for name, method, rule in _rules(app) if method == "GET"})
    assert _state() == before
    too_many = {seen: cost for seen, cost in costs.items() if cost > MOST_STATEMENTS}
    assert too_many == {}


@pytest.mark.parametrize("part", range(PARTS))
def test_everybody_changes_only_what_is_written(app: Flask, part: int) -> None:
    changing = [(name, rule) for name, method, rule in _rules(app) if method != "GET"]
    _compare(app, {name: _written(app, rule) for name, rule in changing[part::PARTS]})


def _compare(app: Flask, found: dict[str, list[str]]) -> None:
    if os.environ.get("UPDATE_RIGHTS"):
        _write({**_listed(), **found}, {name for name, _method, _rule in _rules(app)})
    written = _listed()
    assert {name: answers for name, answers in found.items() if written.get(name) != answers} == {}


def _write(answers: dict[str, list[str]], there: set[str]) -> None:
    head = f"# address, method  |  {' '.join(ROLES)} (ya: page, ke: led on, masuk: to sign in, *: something changed)"
    lines = [f"{name}  |  {' '.join(answers[name])}" for name in sorted(answers) if name in there]
    LIST.write_text("\n".join([head, *lines]) + "\n", encoding="utf-8")
