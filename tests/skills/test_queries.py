"""Skills by id and by everyday words."""

from __future__ import annotations

import pytest
from flask import Flask

from community.skills import queries


@pytest.mark.parametrize(
    ("text", "ids", "unknown"),
    [
        ("tata boga, kasir", ["tata_boga", "kasir"], []),
        ("Kasir; KASIR\nkasir", ["kasir"], []),
        ("tataboga , , ,kasier", ["tata_boga", "kasir"], []),
        ("kasir, terbang ke bulan, kasir", ["kasir"], ["terbang ke bulan"]),
        ("kasir, pulsa,  token, dan Pembayaran; token", ["kasir", "agen_pulsa"], ["token"]),
        ("", [], []),
        (" ,;\n", [], []),
    ],
)
def test_a_typed_list_is_sorted_into_known_and_unknown(text: str, ids: list[str], unknown: list[str]) -> None:
    assert queries.read_skills(text) == (ids, unknown)
    assert queries.find_skills(text) == ids


def test_names_that_a_form_shows_are_read_back_as_the_same_skills() -> None:
    for lang in ("id", "en"):
        for skill_id in queries.vocabulary().skills:
            assert queries.read_skills(queries.skill_name(skill_id, lang)) == ([skill_id], [])


def test_every_name_leads_to_its_skill() -> None:
    vocabulary = queries.vocabulary()
    for skill in vocabulary.skills.values():
        found = [vocabulary.find(skill.id), vocabulary.find(skill.name_id)]
        assert found == [skill.id, skill.id]


def test_names_in_two_languages(app: Flask) -> None:
    with app.test_request_context("/", headers={"Cookie": "bahasa=en"}):
        assert queries.skill_names(["tata_boga", "kasir"]) == ["Culinary arts", "Cashier"]
        assert queries.skill_name("tata_boga", "id") == "Tata boga"


def test_names_are_indonesian_unless_chosen_otherwise(app: Flask) -> None:
    assert queries.skill_names(["tata_boga", "kasir"]) == ["Tata boga", "Kasir"]


def test_an_id_of_older_days_is_shown_as_words(app: Flask) -> None:
    assert not queries.known("tukang_sulap")
    assert queries.skill_name("tukang_sulap") == "Tukang sulap"
    assert queries.related_skills("tukang_sulap") == []


def test_search_puts_the_nearest_first() -> None:
    assert queries.search_skills("kas")[0].id == "kasir"
    assert len(queries.search_skills("m", limit=5)) == 5
    assert queries.search_skills("") == []


def test_completing_keeps_what_stands_before(app: Flask) -> None:
    assert queries.complete("tata boga,  kas")[0][0] == "tata boga, Kasir"
    assert queries.complete("kas")[0][0] == "Kasir"
    assert queries.complete("kasir, ") == []


def test_skills_in_a_text() -> None:
    found = queries.skills_in("Dicari kasir yang bisa tata boga di Jatiasih")
    assert {"kasir", "tata_boga"} <= set(found)
    assert found == sorted(found)


def test_related_skills_go_both_ways() -> None:
    for other in queries.related_skills("tata_boga"):
        assert "tata_boga" in queries.related_skills(other)


def test_every_skill_belongs_to_a_group_with_a_name() -> None:
    assert {skill.group for skill in queries.vocabulary().skills.values()} == set(queries.GROUPS)


@pytest.mark.parametrize("text", ["a" * 100_000, "," * 100_000, "x," * 5000, "\x00", "💥,💥", "%s{0}", "' OR 1=1 --"])
def test_hostile_text_is_bounded(text: str) -> None:
    ids, unknown = queries.read_skills(text)
    assert ids == []
    assert len(unknown) <= queries.MOST_TYPED
    assert len(queries.near_skills(text[:40])) <= 3
