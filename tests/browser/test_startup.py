"""A startup on a phone: registers, posts a programme, and answers who applied."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from playwright.sync_api import Route

from community.foundation import clock
from tests.browser.conftest import NewPhone
from tests.browser.walk import Walker, sign_in, sign_up

TITLE = "Warung Mencatat"


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


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_a_startup_fills_its_programme(
    app: Flask, phone: NewPhone, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OFFICER_SECOND_FACTOR", False)
    dewi, hendra, sari = (Walker(phone(script=script, dark=script), script=script) for _who in range(3))
    sign_up(dewi.page, name="Dewi", number="0812 0012 7701", village="jatirasa", wants="usaha")
    dewi.open("/saya")
    register(dewi)
    here = post(dewi)
    sign_in(hendra.page, "086010000006")
    hendra.open("/admin")
    hendra.follow("Program menunggu ditinjau", TITLE)
    hendra.press("Buka program ini")
    sign_in(sari.page, "086010000001")
    sari.open(here)
    sari.follow("Daftar program ini")
    sari.press("Kirim pendaftaran", motivation="Saya ingin warung ibu maju.")
    dewi.open("/hari-ini")
    dewi.follow("Sari")
    dewi.press("Terima", reason="Selamat! Datang Sabtu jam 9.")
    dewi.sees("Jawaban terkirim", "Diterima")
    sari.open("/pemberitahuan")
    sari.press("Buka")
    sari.sees("Diterima", "Selamat! Datang Sabtu jam 9.")
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
