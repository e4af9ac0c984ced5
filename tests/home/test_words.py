"""What help and about promise, beside what the site does."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.services import start_reset
from community.foundation.errors import Refused
from tests.factories import make_account
from tests.personas import acting, city_admin, coordinator
from tests.support import unit


@pytest.mark.parametrize(("channel", "reached"), [("outbox", True), ("email", False)])
def test_help_names_what_the_channel_reaches(
    app: Flask, client: FlaskClient, monkeypatch: pytest.MonkeyPatch, channel: str, reached: bool
) -> None:
    monkeypatch.setitem(app.config, "MESSAGE_CHANNEL", channel)
    text = client.page("/bantuan").text
    assert ("Kami kirim kode ke nomor HP atau email" in text) is reached
    assert ("ke nomor HP belum bisa" in text) is not reached


def test_help_with_an_account_comes_from_an_admin_alone(client: FlaskClient) -> None:
    assert "hanya admin yang bisa membantu" in client.page("/bantuan").text
    account, officer, admin = make_account(), acting(coordinator()), acting(city_admin())
    with pytest.raises(Refused), unit():
        start_reset(account.id, actor=officer)
    with unit():
        start_reset(account.id, actor=admin)
    assert "Pak Hendra" in client.page("/wilayah").text


def test_help_names_everybody_who_may_open_a_number(client: FlaskClient) -> None:
    text = client.page("/bantuan").text
    for who in (
        "melamar kerja",
        "acara atau pelatihan",
        "program yang menerima",
        "mentor yang membimbing",
        "koordinator",
    ):
        assert who in text
