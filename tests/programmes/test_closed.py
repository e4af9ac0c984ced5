"""What the page of a programme promises once nobody can apply any more."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.foundation import clock
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
