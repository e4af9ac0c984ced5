"""A coordinator on a phone: lets a neighbour in, opens an event, checks people in, tells the neighbours."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from community.events.models import Event
from community.foundation import clock
from community.foundation.database import db
from tests.browser.conftest import NewPhone
from tests.browser.walk import Walker, sign_in
from tests.support import unit

TITLE = "Foto produk pakai HP sore"
COMMUNITY = "Komunitas Kecamatan Jatiasih"


def open_event(rahmat: Walker) -> str:
    """From his own page: draft it, look at it, open it; returns its address."""
    rahmat.open("/saya")
    rahmat.follow("Kelola acara", "Buat acara")
    rahmat.press("Simpan draf", title=TITLE)
    rahmat.page.locator("main select[name=region]").select_option("32.75.09.1004")
    rahmat.press(
        "Simpan draf", title=TITLE, description="Bawa HP dan satu produk.", starts="15:00", ends="17:00",
        day=(clock.today() + timedelta(days=2)).isoformat(), place="Aula Kelurahan Jatirasa",
        landmark="seberang masjid", places="1", organiser_name="Kelurahan Jatirasa",
    )  # fmt: skip
    rahmat.sees("Ini masih draf")
    rahmat.press("Buka pendaftaran")
    rahmat.sees("Acara dibuka")
    return rahmat.page.url


def confirm(rahmat: Walker, sari: Walker) -> None:
    """She asks to come in where he decides; his yes lets her write."""
    sari.open("/komunitas")
    sari.follow(COMMUNITY)
    sari.press("Minta bergabung")
    sari.sees("Menunggu diterima")
    rahmat.open("/admin")
    rahmat.turn_to(rahmat.page.locator("main li", has_text=COMMUNITY).get_by_role("link", name="ingin bergabung"))
    rahmat.press("Terima", near="Sari")
    rahmat.sees("Diterima. Orangnya mendapat kabar.")
    sari.open("/pemberitahuan")
    sari.sees("Anda sudah menjadi anggota")
    sari.press("Buka")
    sari.sees(COMMUNITY, "Tulis sesuatu")


def the_day_comes(address: str) -> None:
    """The event begins now."""
    with unit():
        event = db.session.query(Event).filter_by(public_id=address.rsplit("/", 1)[-1]).one()
        event.starts_at, event.ends_at = clock.now(), clock.now() + timedelta(hours=2)


def check_in(rahmat: Walker, sari: Walker, here: str) -> None:
    """Once by the code on her phone; a second time changes nothing."""
    sari.open(here)
    code = sari.page.locator(".own-code").inner_text()
    rahmat.open("/hari-ini")
    rahmat.follow(TITLE)
    rahmat.press("Catat hadir", code=code)
    rahmat.sees("Sari hadir. Selamat datang!", "1 dari 1 sudah hadir")
    rahmat.press("Catat hadir", code=code)
    rahmat.sees("Sari sudah tercatat hadir", "1 dari 1 sudah hadir")
    rahmat.press("Urungkan", near="Sari")
    rahmat.press("Hadir", near="Sari")
    rahmat.sees("Sari hadir. Selamat datang!")


@pytest.mark.parametrize("script", [False, True], ids=["no-script", "script"])
def test_a_member_an_event_and_an_announcement(
    app: Flask, phone: NewPhone, script: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "OFFICER_SECOND_FACTOR", False)
    rahmat, sari, yanti = (Walker(phone(script=script, dark=script), script=script) for _who in range(3))
    for walker, number in ((rahmat, "4"), (sari, "1"), (yanti, "2")):
        sign_in(walker.page, f"08601000000{number}")
    confirm(rahmat, sari)
    here = open_event(rahmat)
    yanti.open(here)
    yanti.press("Daftar ikut")
    sari.open(here)
    sari.press("Masuk daftar tunggu")
    sari.sees("nomor 1 di daftar tunggu")
    rahmat.follow("Daftar hadir", "Menunggu")
    rahmat.sees("Sari")
    yanti.press("Batalkan pendaftaran")
    sari.open("/pemberitahuan")
    sari.sees("Anda dapat tempat")
    the_day_comes(here)
    check_in(rahmat, sari, here)
    rahmat.open("/admin")
    rahmat.follow("Tulis pengumuman")
    rahmat.press("Terbitkan", title="Posyandu pindah ke RW 05", body="Mulai Senin jam 8.")
    rahmat.sees("Sudah terbit", "Koordinator")
