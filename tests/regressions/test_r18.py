"""R18: fields that a form does not show were stored: every column of every model is sent to every form."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from community.foundation.database import db
from tests.regressions.forms import Found, send, world_and_forms

pytestmark = pytest.mark.whole_site

PLANTED = 424_242
# Kept by the site itself about anything that is done; text of people may hold any word.
ENDING = ("/keluar", "/akun/tutup", "/akun/perangkat/", "/admin/")


def _columns() -> set[str]:
    return {column.name for table in db.metadata.sorted_tables for column in table.columns}


def _planted() -> list[str]:
    db.session.rollback()
    found = []
    for table in db.metadata.sorted_tables:
        for row in db.session.execute(select(table)):
            found += [f"{table.name}.{name}" for name, value in row._mapping.items() if str(PLANTED) in str(value)]
    return found


def test_no_form_takes_a_field_it_does_not_show(app: Flask) -> None:
    (world, found), sent = world_and_forms(app), 0
    for form in found:
        if not form.action.startswith(ENDING):
            answer = send(world.browser_of(app, form.role), form, **_more(form))
            assert answer.status_code < 500
            sent += answer.status_code == 303
            assert _planted() == [], form.action
    assert sent > 15, "hardly any form was taken"


def _more(form: Found) -> dict[str, Any]:
    return dict.fromkeys(_columns() - form.names - {"reason", "note", "message", "body"}, str(PLANTED))
