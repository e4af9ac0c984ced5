"""What no form expects, sent to each of the site: the answer is a sentence, never a 500; a refusal keeps nothing."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import cycle
from typing import Any

import pytest
from flask import Flask

from community.foundation.database import db
from tests.inspector import Inspector
from tests.regressions.forms import HOSTILE, NO_LETTERS, SCRIPT, Found, send, world_and_forms
from tests.regressions.support import stored_tables

pytestmark = pytest.mark.whole_site

VALUES: dict[str, Any] = {**HOSTILE, "no letters": NO_LETTERS}
# Each form is filled with these from end to end, and with one of the others in turn.
EVERYWHERE = ("nul", "beyond a column", "no letters")
# What one field gets while all others stay right, so that it reaches what stands behind the form.
ALONE = {
    "date": ("date", "first date", "last date"),
    "time": ("time", "digits of elsewhere"),
    "number": ("beyond a column", "negative", "digits of elsewhere"),
    "hidden": ("beyond a column",),
}
TEXTS = ("nul", "long", "half a letter", "quotes", "turned", "no letters", "lines", "beyond a column")
# These end the session that sends them or put somebody out: they come last, each from a browser of its own.
ENDING = ("/keluar", "/akun/tutup", "/akun/perangkat/", "/admin/warga/", "/admin/petugas/")
# Tries are counted although, and because, they fail.
COUNTED = {"limit_counters"}
# Whom an admin looked for is noted although nobody was named.
NOTED = {"/admin/petugas/baru": {"audit_entries"}}


class Walk:
    """Every form of a world, sent again and again; says what broke and what was kept of a refusal."""

    def __init__(self, app: Flask) -> None:
        self.app = app
        self.world, found = world_and_forms(app)
        self.forms = [form for form in found if form.names and not form.action.startswith(ENDING)]
        self.endings = [form for form in found if form.names and form.action.startswith(ENDING)]
        self.faults: list[str] = []
        self.refused = self.taken = 0
        self._browsers: dict[str, Inspector] = {}

    def _browser(self, form: Found) -> Inspector:
        if form.action.startswith(ENDING) or form.role not in self._browsers:
            self._browsers[form.role] = self.world.browser_of(self.app, form.role)
        return self._browsers[form.role]

    def send(self, form: Found, tries: Iterator[tuple[str, dict[str, Any]]]) -> None:
        """Send a form once for each of these changes to its values."""
        client = self._browser(form)
        with stored_tables() as stored:
            for name, changed in tries:
                stored.clear()
                fault = self._fault(client, form, changed, stored)
                if fault:
                    self.faults.append(f"{form.role}: {form.action} with {name}: {fault}")

    def _fault(self, client: Inspector, form: Found, changed: dict[str, Any], stored: set[str]) -> str:
        try:
            answer = send(client, form, **changed)
        except Exception as error:
            db.session.rollback()
            return repr(error)
        if answer.status_code >= 500:
            return str(answer.status_code)
        if answer.status_code < 400:
            self.taken += 1
            return SCRIPT if SCRIPT in answer.get_data(as_text=True) else ""
        self.refused += 1
        kept = stored - COUNTED - NOTED.get(form.action, set())
        return f"{answer.status_code}, but {sorted(kept)} changed" if kept else ""

    def look(self) -> None:
        """Open every page with a form once more: nothing that was taken breaks it."""
        for role, page in sorted({(form.role, form.page) for form in self.forms}):
            status = self._browsers[role].get(page).status_code
            if status >= 500:
                self.faults.append(f"{role}: {page} afterwards: {status}")


def test_a_form_filled_with_what_it_does_not_expect_is_refused(app: Flask) -> None:
    walk, others = Walk(app), cycle(sorted(VALUES.keys() - set(EVERYWHERE)))

    def filled(form: Found) -> Iterator[tuple[str, dict[str, Any]]]:
        for name in (*EVERYWHERE, next(others)):
            yield name, dict.fromkeys(form.names, VALUES[name])
        yield "each twice", {name: [*form.values.get(name, [""]), VALUES["beyond a column"]] for name in form.names}

    for form in (*walk.forms, *walk.endings):
        walk.send(form, filled(form))
    assert walk.faults == []
    assert walk.refused > 3 * len(walk.forms), "hardly anything was refused"


def test_one_field_that_holds_something_else_breaks_nothing_behind_the_form(app: Flask) -> None:
    walk, texts = Walk(app), cycle(TEXTS)

    def one_by_one(form: Found) -> Iterator[tuple[str, dict[str, Any]]]:
        for field in sorted(form.names):
            for name in ALONE.get(form.kinds.get(field, "hidden")) or (next(texts),):
                yield f"{name} as {field}", {field: VALUES[name]}

    for form in walk.forms:
        walk.send(form, one_by_one(form))
    walk.look()
    for form in walk.endings:
        walk.send(form, one_by_one(form))
    assert walk.faults == []
    assert walk.taken > 20, "hardly anything came behind its form"
