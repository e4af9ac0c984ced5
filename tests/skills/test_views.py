"""Suggestions while typing skills."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_the_last_word_is_completed(client: FlaskClient) -> None:
    response = client.get("/keahlian.json?q=tata+boga,+kas")
    assert response.json is not None
    assert response.json[0] == {
        "id": "kasir",
        "name": "Kasir",
        "group": "toko",
        "text": "tata boga, Kasir",
        "hint": "Toko dan penjualan",
    }
    assert len(response.json) <= 8
    assert "max-age=3600" in response.headers["Cache-Control"]


def test_names_follow_the_language(client: FlaskClient) -> None:
    client.set_cookie("bahasa", "en")
    response = client.get("/keahlian.json?q=tata+boga")
    assert response.json is not None
    assert response.json[0]["text"] == "Culinary arts"
    assert "Cookie" in response.headers["Vary"]


@pytest.mark.parametrize("query", ["", "q=", "q=,,,", "q=" + "z" * 5000, "q=%F0%9F%92%A5", "q=%E2%80%AE"])
def test_hostile_questions_get_an_empty_answer(client: FlaskClient, query: str) -> None:
    response = client.get(f"/keahlian.json?{query}")
    assert (response.status_code, response.json) == (200, [])
