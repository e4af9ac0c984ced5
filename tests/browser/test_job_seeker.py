"""A school leaver with a cheap phone: signs up, sees what fits, applies, asks, comes along, hides what does not fit."""

from __future__ import annotations

import re

import pytest

from tests.browser.conftest import NewPhone
from tests.browser.walk import Walker, sign_up

OFFER = "main article.offer"


def begin(rani: Walker) -> None:
    """From the front page over the five answers and the first two questions to Hari ini."""
    rani.open("/")
    rani.follow("Daftar gratis")
    sign_up(rani.page, name="Rani", number="0812 0012 3457", village="jatirasa", offered=rani.script)
    rani.look()
    rani.sees("Pastikan nomor HP Anda")
    rani.follow("Nanti saja")
    rani.page.get_by_role("radio", name="SMK, MAK", exact=True).check(force=True)
    rani.press("Simpan dan lanjut", major="Tata Boga")
    rani.press("Simpan dan lanjut", typed="kasir, masak")
    rani.follow(*["Lewati dulu"] * 5)
    assert rani.page.url.endswith("/hari-ini")


def apply(rani: Walker) -> None:
    """From a suggested vacancy to the state of the application."""
    rani.turn_to(rani.page.locator(f"{OFFER} .offer-title a[href^='/lowongan/']").first)
    rani.follow("Lamar dengan profil saya")
    rani.sees("Profil yang ikut terkirim", "SMK Tata Boga", "Kasir")
    asked = rani.page.locator("main [name=answer]").count()
    rani.press("Kirim lamaran", message="Saya bisa mulai Senin.", **({"answer": "Bisa."} if asked else {}))
    assert re.search(r"/lamaran/\w{12}$", rani.page.url)
    rani.sees("Terkirim", "Saya bisa mulai Senin.")
    rani.follow("Lamaran saya")
    rani.sees("Terkirim")


def ask_a_mentor(rani: Walker) -> None:
    """From the whole city's mentors to the request."""
    rani.open("/mentor?wilayah=kota-bekasi")
    rani.follow("Pembukuan dan harga jual", "Minta bimbingan")
    rani.page.get_by_role("radio").first.check(force=True)
    rani.press("Kirim", message="Saya ingin belajar menghitung harga.")
    rani.sees("menjawab paling lambat", "Saya ingin belajar menghitung harga.")


def come_to_an_event(rani: Walker) -> None:
    """Sign up, see the code, and take it back."""
    rani.open("/acara?wilayah=kota-bekasi")
    rani.turn_to(rani.page.locator(OFFER, has_text="Sisa").locator(".offer-title a").first)
    rani.press("Daftar ikut")
    rani.sees("Tempat Anda", "Tunjukkan kode ini")
    rani.press("Batalkan pendaftaran")
    assert rani.page.get_by_text("Tunjukkan kode ini").count() == 0


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_from_the_front_page_to_an_application(phone: NewPhone, script: bool) -> None:
    rani = Walker(phone(script=script, dark=script), script=script)
    begin(rani)
    assert rani.page.locator(OFFER).count() >= 5
    assert rani.page.locator(f"{OFFER} .reasons").count() == rani.page.locator(OFFER).count()
    apply(rani)
    ask_a_mentor(rani)
    come_to_an_event(rani)


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_what_is_hidden_does_not_come_back(phone: NewPhone, script: bool) -> None:
    rani = Walker(phone(script=script, dark=not script), script=script)
    sign_up(rani.page, name="Rani", number="0812 0012 3457", village="jatirasa")
    rani.open("/hari-ini")
    first = rani.page.locator(f"{OFFER} .offer-title a").first
    address = first.get_attribute("href")
    rani.page.locator(f"{OFFER} summary").first.click()
    rani.press("Terlalu jauh")
    rani.open("/hari-ini")
    left = [link.get_attribute("href") for link in rani.page.locator(f"{OFFER} .offer-title a").all()]
    assert left and address not in left
    rani.press("Urutkan tanpa profil saya")
    rani.sees("Profil Anda tidak dipakai")
    rani.open("/cocok")
    rani.follow("Yang saya sembunyikan")
    rani.press("Munculkan lagi")
    rani.open("/cocok")
    assert rani.page.locator(f"{OFFER} a[href='{address}']").count()
