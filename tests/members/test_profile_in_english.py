"""One's own profile in English."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from tests.personas import job_seeker, sign_in


def test_an_empty_part_is_to_be_filled_in(app: Flask, client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    client.set_cookie("bahasa", "en")
    links = [
        link.text for link in client.page("/profil").every("a") if link.get("href", "").startswith("/profil/ubah/")
    ]
    assert "Fill in Experience" in links and not [text for text in links if text.startswith("Text")]
