"""R09, R10: a name rendered raw: markup in every text field of every form is seen as text on every page."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.regressions.forms import EYES, SCRIPT, Found, pages, send, world_and_forms

pytestmark = pytest.mark.whole_site

# Ends the session that looks.
ENDING = ("/keluar", "/akun/tutup", "/akun/perangkat/", "/admin/warga/", "/admin/petugas/")


def _fields(form: Found) -> list[str]:
    """The boxes in which people write freely: what stands in them, or nothing, is no choice or number."""
    return sorted(name for name in form.names if not any(v.isdigit() for v in form.values.get(name, [])))


def test_markup_in_every_field_is_text_on_every_page(app: Flask) -> None:
    (world, found), stored = world_and_forms(app), 0
    for form in found:
        if form.action.startswith(ENDING):
            continue
        client = world.browser_of(app, form.role)
        for name in _fields(form):
            answer = send(client, form, **{name: SCRIPT})
            assert answer.status_code < 500
            assert "<script>alert" not in answer.get_data(as_text=True), f"{form.action} {name}"
            stored += answer.status_code == 303
    assert stored > 20, "hardly anything was stored"
    for role in EYES:
        client = world.browser_of(app, role)
        for rule in pages(app):
            answer = client.get(world.path(app, rule))
            if answer.mimetype == "text/html":
                html = answer.get_data(as_text=True)
                assert "<script>alert" not in html and "<img src=x" not in html, f"{role} {rule.rule}"
                assert "alert(1)49" not in html, f"{role} {rule.rule}: a template made of people's text"
