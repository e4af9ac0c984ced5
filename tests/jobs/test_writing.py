"""Writing a vacancy: what helps stands beside it, and a skill nobody knows is kept as it was typed."""

from __future__ import annotations

from datetime import UTC, datetime

import time_machine
from flask import Flask
from sqlalchemy import select

from community.foundation.database import db
from community.jobs.models import Job
from tests.factories import make_account
from tests.inspector import Inspector
from tests.jobs.factories import make_employer
from tests.pages import form_values, read_page
from tests.personas import sign_in


def test_an_unknown_skill_is_asked_about_once_and_then_kept(app: Flask, client: Inspector) -> None:
    owner = make_account(intents=["usaha"])
    make_employer(owner)
    sign_in(client, owner)
    shown = client.fill(
        "/lowongan/baru",
        title="Kurir toko",
        description="Antar pesanan warung.",
        pay_from="3jt",
        skills="kasir, jahit pesawat",
        extra_skills="motorannn",
        region_code="Jatirasa",
    )
    html = shown.get_data(as_text=True)
    assert shown.status_code == 422 and "Sudah dicatat: Kasir." in html
    again = next(form_values(one) for one in read_page(html).every("form") if "pay_from" in form_values(one))
    answer = client.post("/lowongan/baru", data={**again, "skills-maksud-0": "jahit_dasar|jahit pesawat"})
    assert answer.status_code == 303
    job = db.session.scalars(select(Job)).one()
    assert job.skills == ["kasir", "jahit_dasar"] and job.extra_skills == []
    assert job.description == "Antar pesanan warung.\n\nmotorannn"


def test_beside_a_new_vacancy_stands_what_helps(app: Flask, client: Inspector) -> None:
    owner = make_account(intents=["usaha"])
    make_employer(owner)
    with time_machine.travel(datetime(2026, 12, 1, 3, tzinfo=UTC), tick=False):
        sign_in(client, owner)
        page = client.get("/lowongan/baru").get_data(as_text=True)
    aside = page[page.index('<aside class="form-aside">') :]
    assert "Yang membuat lowongan dipercaya" in aside and "Rp5.999.443 sebulan" in aside and "Setelah disimpan" in aside
