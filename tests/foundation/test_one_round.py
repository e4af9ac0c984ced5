"""Everything that is wrong with a form is said in one round, beside its field and in the summary."""

from __future__ import annotations

import re
from datetime import timedelta

import pytest
from flask import Flask
from werkzeug.test import TestResponse

from community.foundation import clock
from community.foundation.errors import BrokenRules, DomainError, NotFound, Refused, TooMany, check_all
from community.foundation.forms import Form
from community.jobs import scams
from tests.accounts.factories import answers
from tests.events.factories import make_event
from tests.factories import make_account
from tests.inspector import Inspector
from tests.jobs.factories import make_employer
from tests.learning.factories import make_school
from tests.pages import read_page
from tests.personas import coordinator, sign_in
from tests.programmes.factories import make_startup

LONG_AGO = str(clock.today() - timedelta(days=9))


def _raise(error: Exception) -> None:
    raise error


def _said(answer: TestResponse) -> str:
    """The summary above the form; the title of the page says the same first."""
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert next(read_page(html).every("title")).text.startswith("Ada yang perlu diperbaiki")
    summary = re.search(r'<div class="error-summary".*?</div>', html, re.DOTALL)
    assert summary is not None
    return re.sub(r"<[^>]+>", "", summary[0])


def test_all_checks_are_made_and_told_together() -> None:
    first, second = DomainError("Satu", field="a"), DomainError("Dua", field="b")
    with pytest.raises(BrokenRules) as caught:
        check_all(lambda: _raise(first), lambda: None, lambda: _raise(second))
    assert caught.value.broken == (first, second)
    with pytest.raises(DomainError) as alone:
        check_all(lambda: None, lambda: _raise(second))
    assert alone.value is second
    with pytest.raises(Refused):
        check_all(lambda: _raise(first), lambda: _raise(Refused("Bukan hak Anda")))


def test_a_form_answers_with_what_was_refused(app: Flask) -> None:
    with app.test_request_context("/"):
        assert Form().status == 200
    for error, status in (
        (DomainError("Satu"), 422),
        (Refused("Bukan hak Anda"), 403),
        (TooMany("Tunggu dulu"), 429),
        (BrokenRules([DomainError("Satu"), DomainError("Dua")]), 422),
    ):
        with app.test_request_context("/", method="POST"):
            form = Form()
            assert form.status == 422
            with form.showing_errors():
                raise error
            assert form.status == status and error.sentence in form.form_errors


def test_what_a_form_cannot_mend_is_an_answer_of_its_own(app: Flask) -> None:
    with app.test_request_context("/", method="POST"):
        form = Form()
        with pytest.raises(NotFound), form.showing_errors():
            raise NotFound
        with pytest.raises(DomainError), form.showing_errors(of_fields_alone=True):
            raise DomainError("Sudah dijawab orang lain")
        with form.showing_errors(of_fields_alone=True):
            raise DomainError("Tulis alasannya", field="reason")
        assert form.form_errors == ["Tulis alasannya"]


def test_signing_up_tells_phone_pin_and_consent_at_once(app: Flask, client: Inspector) -> None:
    typed = answers(phone="0812345", secret="123456")
    del typed["consent_account"]
    said = _said(client.fill("/daftar", **typed))
    assert "Nomor HP: Tulis nomor HP yang diawali 08" in said
    assert "PIN 6 angka: PIN ini mudah ditebak" in said
    assert "Centang ini dulu" in said
    untouched = read_page(client.get("/daftar").get_data(as_text=True))
    assert not next(untouched.every("title")).text.startswith("Ada yang")


def test_a_vacancy_tells_fields_pay_dates_and_words_at_once(app: Flask, client: Inspector) -> None:
    owner = make_account(intents=["usaha"])
    make_employer(owner)
    sign_in(client, owner)
    said = _said(
        client.fill(
            "/lowongan/baru",
            title="",
            description="Transfer dulu biaya pendaftaran Rp200.000 untuk seragam.",
            pay_from="5jt",
            pay_to="2jt",
            closes_on=LONG_AGO,
        )
    )
    assert "Pekerjaan apa:" in said and "Upah paling banyak: Upah tertinggi lebih kecil" in said
    assert "Hari terakhir melamar: Tanggal tutup sudah lewat" in said and "Apa yang dikerjakan:" in said


@pytest.mark.parametrize("path", ["/pelatihan/baru", "/program/baru"])
def test_a_training_and_a_programme_tell_fields_and_rules_at_once(app: Flask, client: Inspector, path: str) -> None:
    owner = make_account(intents=["usaha"])
    make_school(owner)
    make_startup(owner)
    sign_in(client, owner)
    said = _said(client.fill(path, title="", starts_on="2030-05-02", ends_on="2030-05-01"))
    assert "Selesai tanggal: Tanggal selesai lebih awal" in said and "Tempat dan patokan: Tulis tempatnya" in said


def test_an_event_tells_fields_and_rules_at_once(app: Flask, client: Inspector) -> None:
    sign_in(client, coordinator())
    said = _said(client.fill("/acara/baru", title="", day=LONG_AGO, starts="10:00", ends="09:00", places="0"))
    assert "Nama acara: Tulis nama acaranya" in said
    assert "Tanggal: Waktu ini sudah lewat" in said and "Selesai jam: Jam selesai harus sesudah" in said
    assert "Berapa tempat: Isi antara 1 dan 5.000" in said
    assert "Waktu ini" not in _said(client.fill("/acara/baru", day="", starts="10:00", ends=""))
    event = make_event(taken=2)
    said = _said(client.fill(f"/acara/{event.public_id}/ubah", places="1", day=LONG_AGO, theme=""))
    assert "Sudah 2 orang mendapat tempat" in said and "Tanggal: Waktu ini sudah lewat" in said


@pytest.mark.parametrize(("letters", "is_read"), [(4_001, True), (20_000, False)])
def test_no_rule_reads_what_is_far_too_long(
    app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch, letters: int, is_read: bool
) -> None:
    read = []
    monkeypatch.setattr(scams, "warning_in", lambda text: read.append(len(text)))
    owner = make_account()
    make_employer(owner)
    sign_in(client, owner)
    answer = client.fill("/lowongan/baru", description="1." * (letters // 2) + "1")
    assert answer.status_code == 422 and "Terlalu panjang" in _said(answer)
    assert (max(read, default=0) >= letters) is is_read
    assert all(one < 10_000 for one in read)
