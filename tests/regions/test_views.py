"""Suggestions while typing."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient


def test_suggestions_name_place_and_address(client: FlaskClient) -> None:
    response = client.get("/wilayah.json?q=jati+rasa")
    assert response.json == [
        {
            "code": "32.75.09.1004",
            "name": "Jatirasa",
            "label": "Kel. Jatirasa",
            "slug": "jatirasa",
            "text": "Kel. Jatirasa",
            "hint": "Kec. Jatiasih",
        }
    ]
    assert response.headers["Cache-Control"] == "public, max-age=3600"
    assert "Set-Cookie" not in response.headers


def test_suggestions_of_one_level(client: FlaskClient) -> None:
    answer = client.get("/wilayah.json?q=jatiasih&tingkat=kelurahan").json
    assert answer is not None
    assert answer[0]["code"] == "32.75.09.1002"
    assert {row["hint"] for row in answer} == {"Kec. Jatiasih"}
    assert len(client.get("/wilayah.json?q=jati&tingkat=planet").json or ()) == 8


@pytest.mark.parametrize("query", ["", "q=", "q=%F0%9F%92%A5", "q=" + "a" * 5000, "q=%27--", "q[]=x", "q=%E2%80%AE"])
def test_hostile_questions_get_an_empty_answer(client: FlaskClient, query: str) -> None:
    response = client.get(f"/wilayah.json?{query}")
    assert (response.status_code, response.json) == (200, [])


def test_nul_is_refused(client: FlaskClient) -> None:
    response = client.get("/wilayah.json?q=a%00b", headers={"Accept": "application/json"})
    assert (response.status_code, response.mimetype) == (400, "application/problem+json")
