"""Forms of what people look for."""

from __future__ import annotations

from flask_babel import lazy_gettext as _l

from community.foundation.forms import Form, LineField, LinesField, Required


class SaveForm(Form):
    """A search to keep, as the page of results knows it."""

    q = LineField(_l("Kata yang dicari"), [Required(_l("Tulis dulu kata yang Anda cari, misalnya “kasir”."))], most=200)
    jenis = LineField(_l("Jenis"), most=20)


class AskForm(Form):
    """What somebody wants an officer to look for."""

    wish = LineField(_l("Apa yang Anda cari?"), [Required(_l("Tulis dulu apa yang Anda cari."))], most=120)
    story = LinesField(_l("Ceritakan sedikit"), most=600)


class AnswerForm(Form):
    """What an officer found."""

    answer = LinesField(_l("Jawaban Anda"), most=1500)
    links = LinesField(_l("Alamat halaman di situs ini"), most=1200)


class CloseForm(Form):
    """Why an officer found nothing."""

    reason = LinesField(_l("Alasannya"), [Required(_l("Tulis alasannya, supaya yang meminta tahu."))], most=600)
