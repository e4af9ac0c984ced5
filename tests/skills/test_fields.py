"""Typing skills in a form."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from community.foundation.forms import Form, Required
from community.skills.fields import SkillsField


class _Skills(Form):
    can = SkillsField("Bisa apa?", most=3)


class _Needed(Form):
    can = SkillsField("Bisa apa?", [Required()])


@pytest.fixture(autouse=True)
def _in_request(app: Flask) -> object:
    with app.test_request_context("/", method="POST"):
        yield


def _form(typed: str, kind: type[Form] = _Skills) -> Form:
    return kind(formdata=MultiDict({"can": typed}))


def test_everyday_words_become_ids() -> None:
    form = _form("Tata Boga, tukang jahit")
    assert form.validate()
    assert form["can"].data == ["tata_boga", "jahit_dasar"]
    assert 'value="Tata Boga, tukang jahit"' in form["can"]()


def _shown(form: Form) -> list[tuple[str, list[str]]]:
    return [(asked.word, [text for _value, text in asked.choices]) for asked in form["can"].questions]


def test_a_word_nobody_knows_is_asked_about_beside_what_is_noted() -> None:
    form = _form("kasir, jahit pesawat, qqqq")
    assert not form.validate()
    assert form["can"].data == ["kasir"]
    assert form["can"].errors[0].startswith("Sudah dicatat: Kasir. Kami belum kenal “jahit pesawat”, “qqqq”.")
    (first, near), (second, alone) = _shown(form)
    assert (first, second) == ("jahit pesawat", "qqqq") and near[:2] == ["Simpan kata saya", "Menjahit dasar"]
    assert alone == ["Simpan kata saya"]
    assert 'value="kasir, jahit pesawat, qqqq"' in form["can"]()


@pytest.mark.parametrize(
    ("answer", "ids", "own"),
    [
        ("|jahit pesawat", ["kasir"], ["jahit pesawat"]),
        ("jahit_dasar|jahit pesawat", ["kasir", "jahit_dasar"], []),
        ("tidak_ada|jahit pesawat", ["kasir"], ["jahit pesawat"]),
    ],
)
def test_the_answer_ends_the_question(app: Flask, answer: str, ids: list[str], own: list[str]) -> None:
    with app.test_request_context("/", method="POST", data={"can-maksud-0": answer}):
        form = _form("kasir, jahit pesawat")
        assert form.validate(), form.errors
        assert (form["can"].data, form["can"].own_words) == (ids, own)


def test_the_answer_for_one_word_is_none_for_another(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"can-maksud-0": "|lama", "can-maksud-99": "|baru"}):
        assert not _form("baru").validate()


def test_own_words_stand_once_in_a_text_and_never_beyond_its_length(app: Flask) -> None:
    with app.test_request_context("/", method="POST", data={"can-maksud-0": "|motoran"}):
        field = _form("motoran")["can"]
    assert field.with_own_words("Antar barang.", 100) == "Antar barang.\n\nmotoran"
    assert field.with_own_words("Bisa Motoran.", 100) == "Bisa Motoran."
    assert field.with_own_words("", 4) == "moto"


def test_very_many_unknown_words_are_too_many() -> None:
    form = _form(", ".join(f"qq{number}zz" for number in range(9)))
    assert not form.validate()
    assert form["can"].errors[0].startswith("Terlalu banyak kata")


def test_too_many_are_refused() -> None:
    form = _form("kasir, tata boga, excel, barista")
    assert not form.validate()
    assert form["can"].errors == ["Pilih paling banyak 3 keahlian yang terpenting."]


def test_empty_is_an_empty_list_unless_needed() -> None:
    form = _form("")
    assert form.validate()
    assert form["can"].data == []
    assert not _form(" , ", _Needed).validate()
    assert not _form("", _Needed).validate()


def test_stored_ids_are_shown_by_name() -> None:
    form = _Skills(formdata=None, data={"can": ["tata_boga", "kasir"]})
    assert 'value="Tata boga, Kasir"' in form["can"]()
    assert 'value=""' in _Skills(formdata=None)["can"]()


@pytest.mark.parametrize("typed", ["<script>alert(1)</script>", "\u202e", "a" * 9000, "%(word)s", "{0}"])
def test_hostile_text_stays_harmless(typed: str) -> None:
    form = _form(typed)
    form.validate()
    assert form["can"].data == []
    assert "<script" not in form["can"]()
    assert all(len(error) < 400 for error in form["can"].errors)
