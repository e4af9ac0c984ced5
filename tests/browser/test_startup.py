"""A startup on a phone: registers, posts a programme, and answers who applied, each with a reason."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Route

from community.foundation import clock
from tests.browser.conftest import NewPhone
from tests.browser.walk import Walker, sign_in, sign_up

TITLE = "Warung Mencatat"
YES, NO = "Selamat! Datang Sabtu jam 9.", "Tempatnya terbatas. Coba lagi bulan depan."


def register(dewi: Walker) -> None:
    """From her own page to the page of her startup."""
    dewi.follow("Usaha saya", "Daftarkan usaha")
    dewi.page.get_by_role("radio", name="Startup").check(force=True)
    dewi.press("Simpan dan lanjut", name="Catat Warung", trade="membuat aplikasi warung", landmark="dekat stasiun")
    dewi.follow(*["Lewati dulu"] * 4)
    dewi.sees("Catat Warung", "Untuk tim usaha")


def post(dewi: Walker) -> str:
    """Write a programme from the startup's page and hand it to the city; returns its address."""
    dewi.follow("Tulis program")
    today = clock.today()
    dewi.press("Simpan", title=TITLE)
    dewi.sees("belum")
    dewi.press(
        "Simpan", title=TITLE, aim="Warung mencatat uang setiap hari.", audience="Pemilik warung.",
        benefits="- Buku catatan", place="Gedung Kreatif", places="1",
        closes_on=(today + timedelta(days=10)).isoformat(), starts_on=(today + timedelta(days=17)).isoformat(),
        ends_on=(today + timedelta(days=40)).isoformat(),
    )  # fmt: skip
    dewi.sees(TITLE, "Draf")
    dewi.press("Ajukan ke admin kota")
    dewi.sees("Sedang diperiksa admin kota")
    return dewi.page.url


def apply(person: Walker, here: str) -> None:
    """Say why, and send it."""
    person.open(here)
    person.follow("Daftar program ini")
    person.press("Kirim pendaftaran", motivation="Saya ingin warung saya maju.")


def answer(dewi: Walker) -> None:
    """A yes fills the only place; who comes too late reads why."""
    dewi.open("/hari-ini")
    dewi.follow("Sari")
    dewi.press("Terima", reason=YES)
    dewi.sees("Jawaban terkirim", "Diterima")
    dewi.follow("Pendaftar", "Yanti")
    dewi.press("Belum bisa menerima", reason=NO)
    dewi.sees("Jawaban terkirim", "Belum diterima", NO)


def read_answer(person: Walker, *words: str) -> None:
    """From the newest of her news to what was answered."""
    person.open("/pemberitahuan")
    person.press("Buka")
    person.sees(*words)


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_a_startup_fills_its_programme(
    app: Flask, phone: NewPhone, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OFFICER_SECOND_FACTOR", False)
    dewi, hendra, sari, yanti = (Walker(phone(script=script, dark=script), script=script) for _who in range(4))
    sign_up(dewi.page, name="Dewi", number="0812 0012 7701", village="jatirasa", wants="usaha")
    dewi.open("/saya")
    register(dewi)
    here = post(dewi)
    sign_in(hendra.page, "086010000006")
    hendra.open("/admin")
    hendra.follow("Program menunggu ditinjau", TITLE)
    hendra.press("Buka program ini")
    for person, number in ((sari, "086010000001"), (yanti, "086010000002")):
        sign_in(person.page, number)
        apply(person, here)
    answer(dewi)
    read_answer(sari, "Diterima", YES)
    read_answer(yanti, "Belum diterima", NO)
    dewi.open(here)
    dewi.sees("Penuh")


def test_an_answer_that_comes_late_covers_nothing(phone: NewPhone) -> None:
    page = phone()
    held: list[Route] = []
    sign_up(page, name="Dewi", number="0812 0012 7703", village="jatirasa")
    page.goto("/usaha/daftar")
    page.route("**/usaha/jenis.json*", lambda route: held.append(route))
    with page.expect_request("**/usaha/jenis.json*"):
        page.locator("main input[name=trade]").fill("jual nasi uduk")
    page.locator("main input[name=landmark]").focus()
    with page.expect_response("**/usaha/jenis.json*"):
        held[0].continue_()
    page.evaluate("new Promise((done) => setTimeout(done))")
    assert page.locator("main .suggest-list:visible").count() == 0
