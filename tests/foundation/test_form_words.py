"""What forms say when a value cannot be what was asked for, in the language of the site."""

from __future__ import annotations

import pytest
from flask import Flask
from wtforms import BooleanField, DateField, IntegerField, RadioField, SelectField, SelectMultipleField, TimeField

from community.foundation.forms import Form, as_choices

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
