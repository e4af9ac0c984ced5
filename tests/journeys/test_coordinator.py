"""A coordinator fills a small hall, checks people in, tells the neighbours, and decides nothing elsewhere."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from community.communities.models import Joining
from community.events.models import Event
from community.foundation import clock
from community.foundation.database import db
from tests.communities.factories import make_community, make_stay
from tests.events.factories import make_event, make_sign_up
from tests.factories import DISTRICT_JATIASIH, JATIRASA, make_account, make_officer
from tests.journeys.steps import Person, signed_in
from tests.personas import coordinator
from tests.support import send_bare, unit

TITLE = "Foto produk pakai HP"
ELSEWHERE = "32.75.01"


def event_answers(**told: Any) -> dict[str, Any]:
    """What a coordinator types about an event in the hall of Kelurahan Jatirasa."""
    typed = {
        "title": TITLE,
        "description": "Belajar memotret dagangan. Bawa HP dan satu produk.",
        "day": (clock.today() + timedelta(days=3)).isoformat(),
        "starts": "09:00",
        "ends": "11:30",
        "region": JATIRASA,
        "place": "Aula Kelurahan Jatirasa",
        "landmark": "seberang masjid",
        "places": "2",
        "organiser_name": "Kelurahan Jatirasa",
    }
    return {**typed, **told}


def open_event(rahmat: Person) -> str:
    """From his own page: draft it, look at it, open it; returns its address."""
    rahmat.open("/saya").follow("Kelola acara").follow("Buat acara")
    rahmat.press("Simpan draf", places="0", status=422)
    rahmat.press("Simpan draf", **event_answers(ends="08:00"), status=422).sees("Jam selesai harus sesudah jam mulai")
    rahmat.press("Simpan draf", **event_answers()).sees("Ini masih draf", "seberang masjid")
    return rahmat.press("Buka pendaftaran").sees("Acara dibuka", "dari 2").path


def the_day_comes(here: str) -> None:
    """The event begins now."""
    with unit():
        event = db.session.query(Event).filter_by(public_id=here.rsplit("/", 1)[-1]).one()
        event.starts_at, event.ends_at = clock.now(), clock.now() + timedelta(hours=2)


def code_of(person: Person, here: str) -> str:
    """The code on somebody's own page."""
    person.open(here)
    shown = next(node for node in person.page.every("p") if "own-code" in node.get("class").split())
    assert re.fullmatch(r"[A-Z0-9]{3} [A-Z0-9]{3}", shown.text)
    return shown.text


def sign_ups(app: Flask, here: str, *names: str) -> list[Person]:
    """People of the kelurahan who find the event and sign up, one after the other."""
    found = []
    for name in names:
        person = signed_in(app, make_account(call_name=name)).open("/acara").follow(TITLE)
        assert person.path == here
        person.press("Masuk daftar tunggu" if len(found) >= 2 else "Daftar ikut")
        found.append(person)
    return found


def names_in(person: Person) -> list[str]:
    """The people on the list she looks at, in its order."""
    return [node.text for node in person.page.every("p") if "person-name" in node.get("class").split()]


def test_the_waiting_list_moves_in_order_and_everybody_is_told(app: Flask) -> None:
    rahmat = signed_in(app, coordinator())
    here = open_event(rahmat)
    sari, joko, wati, budi = sign_ups(app, here, "Sari", "Joko", "Wati", "Budi")
    wati.sees("nomor 1 di daftar tunggu")
    budi.sees("nomor 2 di daftar tunggu")
    rahmat.open("/saya").follow("Kelola acara").follow(TITLE).follow("Daftar hadir").sees(
        "Dapat tempat 2", "Menunggu 2"
    )
    assert names_in(rahmat) == ["Joko", "Sari"]
    assert names_in(rahmat.follow("Menunggu")) == ["Wati", "Budi"]
    joko.press("Batalkan pendaftaran").sees("Pendaftaran dibatalkan")
    wati.open("/pemberitahuan").press("Buka", near="Anda dapat tempat").sees("Tunjukkan kode ini di meja depan")
    assert wati.path == here
    assert "Anda dapat tempat" not in budi.open("/pemberitahuan").text
    budi.open(here).sees("nomor 1 di daftar tunggu")
    assert names_in(rahmat.open(f"{here}/peserta")) == ["Sari", "Wati"]
    joko.open(here).press("Masuk daftar tunggu").sees("nomor 2 di daftar tunggu")
    rahmat.follow("Tambah tempat").press("Simpan", places="3").sees("Perubahan tersimpan")
    budi.open("/pemberitahuan").sees("Anda dapat tempat")
    sari.open("/saya").follow("Acara saya").sees(TITLE)


def test_checking_in_by_list_and_by_code_counts_everybody_once(app: Flask) -> None:
    rahmat = signed_in(app, coordinator())
    here = open_event(rahmat)
    sari, joko = sign_ups(app, here, "Sari", "Joko")
    codes = [code_of(person, here) for person in (sari, joko)]
    rahmat.open(here).follow("Daftar hadir").sees("Tombol hadir muncul pada hari acara")
    the_day_comes(here)
    rahmat.open("/hari-ini").follow(f"Daftar hadir: {TITLE}").sees("0 dari 2 sudah hadir")
    rahmat.press("Catat hadir", code="QQQ QQQ", status=422).sees("Kode ini tidak ada di acara ini")
    rahmat.press("Catat hadir", code=codes[0].lower()).sees("Sari hadir. Selamat datang!", "1 dari 2 sudah hadir")
    rahmat.press("Catat hadir", code=codes[0]).sees("Sari sudah tercatat hadir", "1 dari 2 sudah hadir")
    rahmat.press("Hadir", near="Joko").sees("Joko hadir", "2 dari 2 sudah hadir")
    rahmat.press("Urungkan", near="Joko").sees("Tanda hadir dihapus", "1 dari 2 sudah hadir")
    rahmat.press("Hadir", near="Joko").sees("2 dari 2 sudah hadir")
    joko.open(here).sees("Hadir")
    rahmat.press("Lihat nomor", near="Sari").sees("Nomor Sari")
    sari.open("/akun/jejak").sees("Nomor HP peserta acara dilihat penyelenggara")
    rahmat.open(f"{here}/daftar-hadir").sees("Sari", "Joko")


def test_a_code_scanned_at_the_door_stands_ready_in_the_box(app: Flask) -> None:
    rahmat = signed_in(app, coordinator())
    here = open_event(rahmat)
    (sari,) = sign_ups(app, here, "Sari")
    code = code_of(sari, here)
    the_day_comes(here)
    rahmat.open(f"{here}/peserta?kode={code.replace(' ', '')}").press("Catat hadir").sees("Sari hadir")


def test_an_announcement_reaches_the_community(app: Flask) -> None:
    make_community(name="Warga Jatirasa", slug="jatirasa")
    sari = signed_in(app, make_account(call_name="Sari")).open("/komunitas/jatirasa").press("Gabung")
    rahmat = signed_in(app, coordinator()).open("/komunitas/jatirasa").follow("Tulis pengumuman")
    rahmat.press("Terbitkan", title="", body="", status=422)
    rahmat.press("Terbitkan", title="Posyandu pindah ke RW 05", body="Mulai **Senin** jam 8.").sees("Sudah terbit")
    sari.open("/hari-ini").follow("Posyandu pindah ke RW 05").sees("Koordinator", "Mulai", "jam 8.")
    sari.press("Kirim tanggapan", body="Terima kasih, Pak.").sees("Tanggapan Anda sudah terbit")
    Person(app).open("/wilayah/jatirasa").follow("Buka komunitas").sees("Posyandu pindah ke RW 05")


def test_members_are_confirmed_and_declined(app: Flask) -> None:
    make_community(name="Warga Jatirasa", slug="jatirasa", joining=Joining.CONFIRMED)
    officer = coordinator()
    sari = signed_in(app, make_account(call_name="Sari")).open("/komunitas/jatirasa").press("Minta bergabung")
    joko = signed_in(app, make_account(call_name="Joko")).open("/komunitas/jatirasa").press("Minta bergabung")
    sari.sees("Menunggu diterima")
    rahmat = signed_in(app, officer).open("/hari-ini").sees("2 orang ingin bergabung")
    rahmat.follow("Meja petugas").follow("2 orang ingin bergabung")
    rahmat.press("Terima", near="Sari").sees("Diterima. Orangnya mendapat kabar.")
    rahmat.press("Tidak dulu", near="Joko").sees("Tidak diterima. Orangnya mendapat kabar")
    sari.open("/pemberitahuan").press("Buka", near="Anda sudah menjadi anggota").follow("Tulis sesuatu")
    sari.press("Terbitkan", title="Salam kenal", body="Saya Sari dari RW 03.").sees("Sudah terbit")
    joko.open("/pemberitahuan").press("Buka", near="belum bisa menerima Anda").sees("Minta bergabung")
    rahmat.open("/hari-ini")
    assert "ingin bergabung" not in rahmat.text


@pytest.fixture
def stranger(app: Flask) -> Person:
    """A coordinator of another kecamatan."""
    return signed_in(app, make_officer(region_code=ELSEWHERE, call_name="Bu Ningsih"))


def test_a_coordinator_of_another_kecamatan_manages_no_event_here(app: Flask, stranger: Person) -> None:
    event = make_event(title=TITLE)
    here = f"/acara/{event.public_id}"
    own = make_sign_up(event, make_account(call_name="Sari")).public_id
    stranger.open(here)
    assert "Untuk penyelenggara" not in stranger.text
    assert TITLE not in stranger.open("/acara/kelola").text
    for page in ("peserta", "ubah", "batalkan", "daftar-hadir"):
        assert "Sari" not in stranger.open(f"{here}/{page}", 403).text
    for verb in (
        "buka",
        "hapus",
        "peserta",
        f"peserta/{own}/hadir",
        f"peserta/{own}/nomor",
        f"peserta/{own}/belum-hadir",
    ):
        answer = send_bare(stranger.client, f"{here}/{verb}", code="ABCDEF")
        assert answer.status_code in {403, 404}, verb
    stranger.open("/acara/baru")
    offered = {node.get("value") for node in stranger.page.every("option")}
    assert ELSEWHERE in offered and not {JATIRASA, DISTRICT_JATIASIH} & offered


def test_a_draft_is_hidden_from_other_coordinators(app: Flask, stranger: Person) -> None:
    rahmat = signed_in(app, coordinator()).open("/acara/baru").press("Simpan draf", **event_answers())
    for path in (rahmat.path, f"{rahmat.path}/ubah", f"{rahmat.path}/peserta"):
        stranger.open(path, 404)


def test_a_coordinator_of_another_kecamatan_decides_nothing_in_the_community(app: Flask, stranger: Person) -> None:
    community = make_community(slug="jatirasa", joining=Joining.CONFIRMED)
    waiting = make_stay(community, make_account(call_name="Sari"), state="waiting").public_id
    home = "/komunitas/jatirasa"
    assert "ingin bergabung" not in stranger.open("/admin").text
    assert "Tulis pengumuman" not in stranger.open(home).text
    stranger.open(f"{home}/tulis?jenis=pengumuman", 403)
    stranger.open(f"{home}/ubah", 403)
    assert "Sari" not in stranger.open(f"{home}/anggota", 403).text
    for verb in ("terima", "tolak"):
        assert send_bare(stranger.client, f"{home}/anggota/{waiting}/{verb}").status_code == 403
    answer = send_bare(stranger.client, f"{home}/tulis?jenis=pengumuman", title="Halo", body="Halo")
    assert answer.status_code == 403


def test_a_coordinator_of_another_kecamatan_finds_nobody_of_here(app: Flask, stranger: Person) -> None:
    person = make_account(call_name="Sari Wulandari", phone="+6281370000077").public_id
    for words in ("Sari", "0813-7000-0077"):
        stranger.open("/admin/warga").press("Cari", text=words).sees("Tidak ada yang cocok di wilayah Anda")
    stranger.open(f"/admin/warga/{person}", 404)
