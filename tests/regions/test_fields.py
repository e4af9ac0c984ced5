"""Typing or choosing a region in a form."""

from __future__ import annotations

import pytest
from flask import Flask
from werkzeug.datastructures import MultiDict

from community.foundation.forms import Form, Required
from community.regions.fields import RegionField, VillageField

JATIRASA = "32.75.09.1004"


class _Place(Form):
    any = RegionField("Wilayah")
    village = RegionField("Kelurahan", level="kelurahan")
    chosen = VillageField("Kelurahan")


class _Needed(Form):
    village = RegionField("Kelurahan", [Required()], level="kelurahan")
    chosen = VillageField("Kelurahan", [Required()])


@pytest.fixture(autouse=True)
def _in_request(app: Flask) -> object:
    with app.test_request_context("/", method="POST"):
        yield


def _form(kind: type[Form] = _Place, **typed: str) -> Form:
    return kind(formdata=MultiDict(typed))


@pytest.mark.parametrize("typed", ["jati rasa", "Kel. Jatirasa", "jtrasa", "17424", JATIRASA, " JATIRASA, bekasi "])
def test_any_spelling_becomes_a_code(typed: str) -> None:
    form = _form(village=typed)
    assert form.validate()
    assert form["village"].data == JATIRASA
    assert form["village"].region.name == "Jatirasa"


def test_what_was_typed_is_shown_again() -> None:
    form = _form(village="jatirsa qqqq", any="kec jatiasih")
    assert not form.validate()
    assert 'value="jatirsa qqqq"' in form["village"]()
    assert form["any"].data == "32.75.09"
    assert 'value="kec jatiasih"' in form["any"]()


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("harapan", "Maksud Anda: Kel. Harapanjaya, Kel. Harapanbaru, atau Kel. Harapanmulya?"),
        ("mars", "Kami belum mengenal “mars”."),
        (
            "pondok melati",
            "Maksud Anda: Kel. Jatimelati, Kel. Jatimurni, Kel. Jatirahayu, atau Kel. Jatiwarna?",
        ),
    ],
)
def test_the_error_says_which_were_meant(typed: str, sentence: str) -> None:
    form = _form(village=typed)
    assert not form.validate()
    assert form["village"].data is None
    assert sentence in form["village"].errors[0]


def test_a_stored_code_is_shown_as_a_name() -> None:
    form = _Place(formdata=None, data={"village": JATIRASA, "chosen": JATIRASA})
    assert 'value="Kel. Jatirasa"' in form["village"]()
    assert f'<option selected value="{JATIRASA}">Jatirasa</option>' in form["chosen"]()
    assert '<optgroup label="Kec. Jatiasih">' in form["chosen"]()


def test_empty_is_none_unless_needed() -> None:
    form = _form(village="", any=" ", chosen="")
    assert form.validate()
    assert (form["village"].data, form["any"].data, form["chosen"].data) == (None, None, None)
    needed = _form(_Needed, village="  ", chosen="")
    assert not needed.validate()
    assert needed["village"].errors == ["Bagian ini perlu diisi."]
    assert needed["chosen"].errors == ["Bagian ini perlu diisi."]


@pytest.mark.parametrize(
    "typed", ["<script>alert(1)</script>", "'; --", "\u202eisar", "a" * 9000, "💥", "%s %(x)s {0}"]
)
def test_hostile_text_is_refused_and_shown_harmless(typed: str) -> None:
    form = _form(village=typed)
    assert not form.validate()
    assert "<script" not in form["village"]()
    assert len(form["village"].typed) <= 160


@pytest.mark.parametrize("value", ["32.75.09", "32.99", "Jatirasa", "' OR 1=1", "1" * 4000])
def test_only_kelurahan_of_the_list_can_be_chosen(value: str) -> None:
    form = _form(chosen=value)
    assert not form.validate()
    assert form["chosen"].errors == ["Pilih satu kelurahan dari daftar."]


def test_a_chosen_kelurahan() -> None:
    form = _form(chosen=JATIRASA)
    assert form.validate()
    assert form["chosen"].data == JATIRASA
