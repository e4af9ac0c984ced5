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


def test_unknown_words_are_asked_back_with_near_names() -> None:
    form = _form("kasir, jahit pesawat")
    assert not form.validate()
    assert "“jahit pesawat” belum kami kenal. Mungkin maksud Anda: Menjahit dasar" in form["can"].errors[0]
    assert 'value="kasir, jahit pesawat"' in form["can"]()


def test_a_word_like_no_other_gets_an_example() -> None:
    form = _form("qqqq")
    assert not form.validate()
    assert form["can"].errors == ["Kami belum mengenal “qqqq”. Coba kata lain, misalnya kasir atau menjahit."]


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
