"""Whoever is signed out while she writes signs in, goes back and sends; nothing she typed is lost."""

from __future__ import annotations

import copy

import pytest
from flask import Flask

from community.foundation.database import db
from community.members.models import MemberProfile
from tests.factories import PIN, make_account
from tests.journeys.steps import signed_in
from tests.personas import city_admin, job_seeker
from tests.regressions.support import browser
from tests.support import send_bare

FORM = "/profil/ubah/tujuan"
SAID = "Kerja di dapur dekat rumah."


def _kept() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(db.select(MemberProfile.looking_for)))


@pytest.mark.parametrize("looks_elsewhere", [False, True])
def test_a_form_sent_after_signing_out_elsewhere_can_be_sent_again(app: Flask, looks_elsewhere: bool) -> None:
    account = job_seeker()
    number = account.phone
    phone, laptop = signed_in(app, account), signed_in(app, account)
    phone.open(FORM)
    laptop.open("/akun").follow("Perangkat").press("Keluarkan semua perangkat lain")
    other_tab = copy.copy(phone)
    if looks_elsewhere:
        assert other_tab.open("/hari-ini").path == "/masuk"
    phone.press("Simpan", looking_for=SAID, status=400)
    phone.sees("Anda sudah keluar dari akun", "yang Anda tulis tidak hilang", "lewat perangkat lain")
    assert _kept() == []
    [way] = next(phone.page.every("main")).every("a")
    assert (way.get("href"), way.get("target")) == ("/masuk", "_blank")
    other_tab.open(way.get("href")).press("Masuk", address=number, secret=PIN)
    # Going back, the browser asks for the page again and fills it in again.
    phone.open(FORM).press("Simpan", looking_for=SAID)
    assert _kept() == [SAID]


def test_an_officer_reads_the_same(app: Flask) -> None:
    account = city_admin()
    office, home = signed_in(app, account), signed_in(app, account)
    office.open("/admin/petugas")
    home.open("/akun/perangkat").press("Keluarkan semua perangkat lain")
    answer = send_bare(office.client, "/admin/petugas/baru")
    assert answer.status_code == 400 and "Anda sudah keluar dari akun" in answer.text


def test_who_never_signed_in_is_led_back_to_the_page_of_the_form(app: Flask) -> None:
    make_account()
    sent = send_bare(browser(app), FORM, looking_for=SAID)
    assert (sent.status_code, sent.location) == (303, f"/masuk?kembali={FORM}")
    assert _kept() == []
