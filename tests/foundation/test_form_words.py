"""What forms say when a value cannot be what was asked for, in the language of the site."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask, get_template_attribute
from werkzeug.datastructures import MultiDict
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, SelectMultipleField, TimeField
from wtforms.fields.core import UnboundField

from community.foundation import clock
from community.foundation.forms import Form, LineField, NumberField, Required, YearField, as_choices
from community.foundation.languages import format_date
from scripts.environment import ROOT
from tests.inspector import Inspector
from tests.personas import coordinator, sign_in

CHOICES = as_choices([("a", "A"), ("b", "B")])


class Odd(Form):
    """A field of each kind the library has sentences for."""

    one = SelectField(choices=CHOICES)
    two = RadioField(choices=CHOICES)
    more = SelectMultipleField(choices=CHOICES)
    day = DateField()
    hour = TimeField()
    number = IntegerField()
    agreed = BooleanField()


@pytest.mark.parametrize(
    ("field", "value", "said"),
    [
        ("one", "x", "Pilih salah satu dari daftar."),
        ("two", "x", "Pilih salah satu dari daftar."),
        ("more", "x", "Pilih salah satu dari daftar."),
        ("day", "kemarin", "Tulis tanggal yang ada, misalnya 24-11-2026."),
        ("hour", "pagi", "Tulis jam, misalnya 09.00."),
        ("number", "banyak", "Isian ini belum tepat. Coba periksa lagi."),
    ],
)
def test_no_form_speaks_the_language_of_its_library(app: Flask, field: str, value: str, said: str) -> None:
    with app.test_request_context(method="POST", data={field: value}):
        form = Odd()
        form.validate()
        assert form.errors[field] == [said]


@pytest.mark.parametrize("typed", ["", " ", "\x00", "\r\n"])
def test_nothing_but_spaces_is_no_number(app: Flask, typed: str) -> None:
    class Asked(Form):
        places = NumberField(checks=[Required()])
        hours = NumberField()

    form = Asked(MultiDict({"places": typed, "hours": typed}))
    assert not form.validate()
    assert (list(form.errors), form.hours.data) == (["places"], None)


@pytest.mark.parametrize(
    ("typed", "number"),
    [("12", 12), ("1.500", 1500), ("1.234.567", 1234567), ("1.5", None), ("12.", None), (".5", None), ("1..000", None)],
)
def test_points_group_thousands_and_part_nothing(app: Flask, typed: str, number: int | None) -> None:
    class Asked(Form):
        places = NumberField()

    form = Asked(MultiDict({"places": typed}))
    assert (form.validate(), form.places.data) == (number is not None, number)


def test_a_year_is_asked_for_as_a_year(app: Flask) -> None:
    class Asked(Form):
        year = YearField("Tahun lulus", least=1950, ahead=1)

    with time_machine.travel(datetime(2026, 11, 26, 3, tzinfo=UTC), tick=False):
        for typed, good in {"1949": False, "1950": True, "2027": True, "2028": False}.items():
            form = Asked(MultiDict({"year": typed}))
            assert form.validate() is good
        assert form.errors["year"] == ["Tulis tahun antara 1950 dan 2027, misalnya 2024."]


def test_numbers_in_sentences_are_grouped(app: Flask) -> None:
    class Asked(Form):
        places = NumberField("Tempat", least=1000, most=5000)
        words = LineField("Kata", most=1000)

    form = Asked(MultiDict({"places": "1", "words": "x" * 1200}))
    assert not form.validate()
    assert form.errors["places"] == ["Isi antara 1.000 dan 5.000."]
    assert form.errors["words"] == ["Terlalu panjang: paling banyak 1.000 huruf, sekarang 1.200."]


def test_every_required_field_of_a_domain_says_what_to_do() -> None:
    """Numbers behind buttons and fields that a page always fills in have nobody to tell."""
    silent = {"recommendations", "foundation"}
    bare = [
        f"{path.parent.name}: {line.strip()}"
        for path in (ROOT / "community").glob("*/forms.py")
        if path.parent.name not in silent
        for line in path.read_text().splitlines()
        if "Required()" in line
    ]
    assert sorted(bare) == [
        "accounts: super().__init__(label, checks or [Required()], **kwargs)",
        "admin: number = NumberField(checks=[Required()], most=2**53)",
        "members: return SelectField(FIELD_WORDS[field], [Required()], choices=choices)",
    ]


def test_a_date_shown_again_is_said_in_words(app: Flask, client: Inspector) -> None:
    sign_in(client, coordinator())
    day = clock.today() + timedelta(days=14)
    page = client.fill("/acara/baru", title="", day=str(day)).get_data(as_text=True)
    assert "Tulis nama acaranya." in page and format_date(day) in page
    assert format_date(day) not in client.get("/acara/baru").get_data(as_text=True)


def test_a_choice_that_is_made_already_is_not_said_to_be_optional(app: Flask) -> None:
    class Asked(Form):
        told = RadioField("Modal usaha", choices=CHOICES, default="a")
        free = RadioField("Pendidikan", choices=CHOICES)
        some = SelectMultipleField("Hari", choices=CHOICES, default=["a"])
        listed = SelectField("Jarak", choices=CHOICES)

    with app.test_request_context():
        form_field = get_template_attribute("components/form_field.html", "form_field")
        said = {field.name: "(boleh dikosongkan)" in form_field(field) for field in Asked()}
    assert said == {"told": False, "free": True, "some": True, "listed": False}


def test_what_hides_a_secret_offers_to_show_it(client: Inspector) -> None:
    client.get("/bahasa/en?kembali=/masuk")
    shown = [field.get("data-show") for field in client.page("/masuk").every("div") if field.get("data-show")]
    assert shown == ["Show"]


def _every_form(form: type[Form] = Form) -> list[type[Form]]:
    return [one for below in form.__subclasses__() for one in (below, *_every_form(below))]


def test_what_is_missing_is_said_in_other_words_than_the_question(app: Flask) -> None:
    asked = []
    for form in _every_form():
        fields = {name: getattr(form, name) for name in dir(form)}
        for name, field in fields.items():
            if isinstance(field, UnboundField) and field.args:
                rules = field.args[1] if len(field.args) > 1 else field.kwargs.get("validators", ())
                asked += [
                    (form.__name__, name, str(field.args[0]), str(rule.message))
                    for rule in rules
                    if isinstance(rule, Required)
                ]
    assert len(asked) > 50
    # The summary says the question first: "Umur Anda: Umur Anda." tells nobody what to do.
    assert [one for one in asked if one[2].rstrip("?.") == one[3].rstrip("?.")] == []
