"""The city's admin on a phone: what waits, who holds which office, and stopping an account that does harm."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.browser.conftest import NewPhone
from tests.browser.walk import Walker, sign_in, sign_up

REASON = "Pindah ke kota lain."
WISH = "kursus las bawah air"
TOLD = "Diminta transfer dulu untuk seragam."


def ask_for_decisions(dewi: Walker) -> None:
    """A vacancy she warns of, something she cannot find, and a community that asks before it lets her in."""
    dewi.open("/lowongan?wilayah=kota-bekasi")
    dewi.turn_to(dewi.page.locator("main article.offer .offer-title a").first)
    dewi.follow("Laporkan")
    dewi.page.get_by_role("radio").first.check(force=True)
    dewi.press("Kirim laporan", words=TOLD)
    dewi.open("/dicarikan/baru")
    dewi.press("Kirim permintaan", wish=WISH)
    dewi.open("/komunitas")
    dewi.follow("Komunitas Kecamatan Jatiasih")
    dewi.press("Minta bergabung")


def see_all_that_waits(hendra: Walker) -> None:
    """Every sort of it stands on one desk, and each row leads to where it is decided."""
    waiting = (
        ("Lowongan yang dilaporkan", TOLD),
        ("Program menunggu ditinjau", "Yang paling lama"),
        ("Warga minta dicarikan", WISH),
        ("ingin bergabung", "Menunggu jawaban Anda"),
    )
    for row, there in waiting:
        hendra.open("/admin")
        hendra.sees("Menunggu keputusan", *(words for words, _there in waiting))
        hendra.follow(row)
        hendra.sees(there)


def appoint_and_dismiss(hendra: Walker) -> None:
    """Name Dewi coordinator, end it, and find it in the history."""
    hendra.follow("Petugas", "Tunjuk petugas")
    hendra.press("Tunjuk", account="0812 0012 7702")
    hendra.page.get_by_role("radio", name="Koordinator").check(force=True)
    hendra.press("Tunjuk", account="0812 0012 7702", region_code="kecamatan jatiasih", ends_on="2030-12-31")
    hendra.sees("Dewi sudah ditunjuk", "Koordinator · Kec. Jatiasih")
    hendra.turn_to(hendra.page.locator("main li", has_text="Dewi").get_by_role("link", name="Akhiri"))
    hendra.press("Akhiri tugas", reason=REASON)
    hendra.follow("Sudah berakhir")
    hendra.sees("Dewi", REASON, "oleh Pak Hendra")


def suspend(hendra: Walker) -> None:
    """Find her by her number and close the door, with a reason."""
    hendra.open("/admin")
    hendra.follow("Cari warga")
    hendra.press("Cari", text="0812 0012 7702")
    hendra.follow("Dewi", "Tangguhkan akun")
    hendra.press("Tangguhkan", reason="Meminta uang muka.")
    hendra.sees("Akun ini sedang ditangguhkan")


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_officers_accounts_and_the_trail(
    app: Flask, phone: NewPhone, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OFFICER_SECOND_FACTOR", False)
    hendra, dewi = (Walker(phone(script=script, dark=not script), script=script) for _who in range(2))
    sign_up(dewi.page, name="Dewi", number="0812 0012 7702", village="jatirasa")
    ask_for_decisions(dewi)
    sign_in(hendra.page, "086010000006")
    see_all_that_waits(hendra)
    hendra.open("/admin")
    appoint_and_dismiss(hendra)
    dewi.open("/pemberitahuan")
    dewi.sees("Anda ditunjuk menjadi koordinator Kec. Jatiasih", "selesai")
    suspend(hendra)
    dewi.page.goto("/hari-ini")
    assert "/masuk" in dewi.page.url
    hendra.press("Buka akun lagi")
    hendra.follow("Jejak tentang akun ini")
    hendra.sees("Akun ditangguhkan", "Meminta uang muka.", "Akun dibuka kembali", "Tugas sebagai petugas diakhiri")
    sign_in_again(dewi)
    dewi.open("/akun/jejak")
    dewi.sees("Akun ditangguhkan", "Meminta uang muka.")


def sign_in_again(dewi: Walker) -> None:
    """With the PIN she chose herself."""
    dewi.press("Masuk", address="0812 0012 7702", secret="275043")
