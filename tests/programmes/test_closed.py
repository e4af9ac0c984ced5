"""What the page of a programme promises once nobody can apply any more."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.foundation import clock
from community.foundation.languages import format_date
from community.programmes.models import ProgrammeStatus
from tests.personas import job_seeker, sign_in
from tests.programmes.factories import make_programme

PROMISE = "tombol daftar muncul di atas"


@pytest.mark.parametrize(
    ("fields", "promised", "left"),
    [
        ({}, True, True),
        ({"places": 2, "taken": 2}, False, False),
        ({"closes_on": clock.today() - timedelta(days=2)}, False, False),
    ],
    ids=["open", "full", "past its day"],
)
def test_no_button_and_no_place_is_promised_where_none_comes(
    app: Flask, client: FlaskClient, fields: dict[str, object], promised: bool, left: bool
) -> None:
    programme = make_programme(eligibility={"owns_business": True}, **fields)
    sign_in(client, job_seeker())
    text = client.page(f"/program/{programme.public_id}").text
    assert "Syarat" in text and "belum" in text
    assert (PROMISE in text, "Sisa 2 tempat" in text) == (promised, left)
    assert "Anda memenuhi semua syarat" not in text


DAY = clock.today() + timedelta(days=9)
YESTERDAY, AGO = clock.today() - timedelta(days=1), clock.today() - timedelta(days=2)


@pytest.mark.parametrize(
    ("fields", "words", "day"),
    [
        ({"closes_on": DAY}, "Daftar sampai", DAY),
        ({"closes_on": DAY, "status": ProgrammeStatus.CLOSED}, "Pendaftaran sudah ditutup", None),
        ({"closes_on": AGO, "status": ProgrammeStatus.CLOSED}, "Pendaftaran sudah ditutup", None),
        ({"closes_on": AGO}, "Pendaftaran ditutup sejak", YESTERDAY),
    ],
    ids=["open", "closed before its day", "closed at some time", "past its day"],
)
def test_the_first_line_says_until_when_or_that_it_is_closed(
    client: FlaskClient, fields: dict[str, object], words: str, day: date | None
) -> None:
    told = f"{words} {format_date(day)}".strip()
    page = client.page(f"/program/{make_programme(**fields).public_id}")
    leads = [node.text for node in page.every("p") if "lead" in node.attributes.get("class", "").split()]
    assert leads == [told]
    assert ("Daftar sampai" in page.text) == (words == "Daftar sampai")
    [description] = [one for one in page.every("meta") if one.attributes.get("name") == "description"]
    assert description.attributes["content"].startswith(told)
