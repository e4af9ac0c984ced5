"""Words in templates: `_()`, the sentence of the source, its translation, and values that are escaped."""

from __future__ import annotations

import pytest
from flask import Flask, render_template_string

from community.foundation import languages, words

SENTENCE = "Tersisa %(n)s tempat & <b>%(name)s</b>, 100%%"


def spoken(app: Flask, template: str, language: str = "id") -> str:
    """The template as a page in a language."""
    with app.test_request_context(headers={"Cookie": f"{languages.COOKIE}={language}"}):
        return render_template_string(template, sentence=SENTENCE)


def test_values_are_escaped_and_the_sentence_is_not(app: Flask) -> None:
    page = spoken(app, '{{ _(sentence, n=3, name="<i>") }}')
    assert page == "Tersisa 3 tempat & <b>&lt;i&gt;</b>, 100%"


def test_a_percent_sign_is_written_twice_with_and_without_values(app: Flask) -> None:
    assert spoken(app, '{{ _("100%% gratis") }} {{ _("gratis") }}') == "100% gratis gratis"


def test_without_escaping_nothing_is_escaped(app: Flask) -> None:
    page = spoken(app, '{% autoescape false %}{{ _("Halo %(name)s", name="<i>") }}{% endautoescape %}')
    assert page == "Halo <i>"


def test_it_writes_what_jinja_itself_writes(app: Flask) -> None:
    own = spoken(app, '{{ _(sentence, n=1, name="A&B") }}|{{ _("Masuk") }}')
    assert own == spoken(app, '{{ gettext(sentence, n=1, name="A&B") }}|{{ gettext("Masuk") }}')


def test_another_language_asks_the_catalogue(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(languages, "_", {"Sisa %(n)s": "%(n)s left"}.__getitem__)
    assert spoken(app, '{{ _("Sisa %(n)s", n="<2>") }}', "en") == "&lt;2&gt; left"


@pytest.mark.parametrize(
    ("name", "inside"),
    [
        ("Pajak UMKM", "pajak UMKM"),
        ("NIB dan izin", "NIB dan izin"),
        ("Menghitung harga jual", "menghitung harga jual"),
        ("WhatsApp Business", "WhatsApp Business"),
    ],
)
def test_a_name_begins_small_inside_a_sentence_and_a_short_form_stays(name: str, inside: str) -> None:
    assert words.inside(name) == inside
