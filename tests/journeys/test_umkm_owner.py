"""A warung owner puts her business on the map and finds who helps: neighbours, a mentor, a programme, a worker."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from community.foundation import clock
from tests.city import load_city
from tests.factories import make_account
from tests.journeys.steps import Person, offers, signed_in
from tests.programmes.factories import make_programme, make_startup

MENTOR = "0860 1000 0005"
GO_ON = "Simpan dan lanjut"


@pytest.fixture
def ratna(app: Flask) -> Person:
    """Came for her business; where she arrives she is told to register it."""
    load_city()
    owner = Person(app).sign_up("Bu Ratna", "0812 0012 3460", "Jatirasa", ["usaha"]).follow("Nanti saja")
    assert owner.path == "/hari-ini"
    return owner.follow("Daftarkan usaha Anda")


def register(owner: Person) -> Person:
    """Five short pages, from the name to what she needs."""
    owner.press(GO_ON, name="Dapur Ratna", trade="jual nasi uduk", landmark="seberang Masjid Al-Ikhlas")
    owner.sees("Makanan gerobak dan tenda", "KBLI 56102").press(GO_ON, code="56102")
    owner.press(GO_ON, started_year="2021", sales_band="1")
    owner.press(GO_ON, about="Buka jam 5 pagi.\nBisa pesan untuk arisan.")
    return owner.press(GO_ON, suggested=["pembukuan_usaha"], typed="foto produk", note="Ingin jualan lewat HP.")


def test_she_registers_with_everyday_words_and_is_found(app: Flask, ratna: Person) -> None:
    register(ratna).sees("Selesai!", "Dapur Ratna", "Usaha mikro", "Kel. Jatirasa", "Pembukuan usaha kecil")
    ratna.sees("Kode KBLI 2025", "56102")
    guest = Person(app).follow("Jatirasa").sees("Dapur Ratna").follow("Dapur Ratna").sees("Ingin jualan lewat HP.")
    assert "0812" not in guest.text and "56102" not in guest.text
    Person(app).press("Cari", q="nasi uduk jatirasa").sees("Dapur Ratna")
    ratna.follow("Hari ini")
    assert "Daftarkan usaha Anda" not in ratna.text


def test_what_is_wrong_is_said_and_nothing_is_lost(ratna: Person) -> None:
    ratna.press(GO_ON, name="", trade="jual nasi uduk", landmark="seberang masjid", status=422)
    typed = {node.get("name"): node.get("value") for node in ratna.page.every("input")}
    assert typed["trade"] == "jual nasi uduk" and typed["landmark"] == "seberang masjid"
    ratna.press(GO_ON, name="Dapur Ratna").press(GO_ON, code="56102")
    ratna.press(GO_ON, nib="123", status=422).sees("13 angka").press(GO_ON, nib="")


def test_needs_bring_a_programme_and_neighbours(ratna: Person) -> None:
    register(ratna).follow("Hari ini")
    told = " ".join(reason for reasons in offers(ratna).values() for reason in reasons)
    assert "Pembukuan usaha kecil" in told or "Foto produk" in told
    ratna.follow("Saya").follow("Usaha saya").follow("Dapur Ratna").follow("Komunitas Jatirasa").press("Gabung")
    ratna.sees("Selamat datang!").follow("Tulis sesuatu")
    ratna.press("Terbitkan", title="Butuh pemasok kelapa", body="Untuk **santan**, 10 butir sehari.")
    ratna.sees("Butuh pemasok kelapa", "Untuk", "santan").follow("Komunitas Jatirasa").sees("Butuh pemasok kelapa")
    ratna.follow("Anggota").sees("Bu Ratna")


def test_she_finds_a_mentor_by_topic(app: Flask, ratna: Person) -> None:
    register(ratna).follow("Mentor").press("Tampilkan", topik="pembukuan").sees("Belum ada mentor yang pas")
    ratna.follow("Lihat seluruh kota").sees("pembukuan").follow("Pembukuan dan harga jual", near="Bu Wulan")
    ratna.follow("Minta bimbingan").press("Kirim", topic="pembukuan_usaha", message="Uang warung sering tercampur.")
    ratna.sees("menjawab paling lambat")
    wulan = Person(app).sign_in(MENTOR).follow("Kabar untuk saya").press("Buka", near="Bu Ratna")
    wulan.sees("Uang warung sering tercampur.").press("Terima Bu Ratna")
    ratna.follow("Kabar untuk saya").press("Buka", near="Bu Wulan").press("Lihat nomor HP Bu Wulan").sees("0860")


def test_a_programme_says_what_is_missing_and_answers(app: Flask, ratna: Person) -> None:
    dimas = make_account(call_name="Dimas", intents=["usaha"])
    make_programme(make_startup(dimas), title="Warung Naik Kelas", eligibility={"education": "sma"})
    register(ratna).follow("Program").follow("Warung Naik Kelas")
    programme = ratna.path
    ratna.sees("Lulusan SMA atau SMK ke atas", "belum").follow("Buka profil saya").follow("Isi Pendidikan")
    ratna.press("Simpan", education="smk").open(programme).sees("Anda memenuhi semua syarat").follow("Daftar")
    ratna.press("Kirim pendaftaran", motivation="Saya ingin warung saya tercatat rapi.")
    ratna.sees("Saya ingin warung saya tercatat rapi.")
    startup = signed_in(app, dimas).follow("Kabar untuk saya").press("Buka", near="Bu Ratna")
    startup.sees("tercatat rapi").press("Terima", reason="Cocok dengan yang kami cari. Datang Senin jam 9.")
    ratna.follow("Kabar untuk saya").press("Buka", near="Warung Naik Kelas")
    ratna.sees("Diterima", "Datang Senin jam 9.")


def test_she_hires(app: Flask, ratna: Person) -> None:
    register(ratna).follow("Pasang lowongan")
    closes_on = (clock.today() + timedelta(days=10)).isoformat()
    words: dict[str, Any] = {
        "title": "Pembantu dapur pagi",
        "description": "- Mengupas\n- Mencuci",
        "pay_from": "90rb",
        "pay_unit": "hari",
    }
    ratna.press("Simpan", **words, job_type="harian", skills="masak", closes_on=closes_on, question="Bisa jam 4 pagi?")
    ratna.sees("Draf", "Rp90.000 per hari", "Mengupas").press("Tayangkan").sees("Lowongan sudah tayang")
    seeker = Person(app).sign_up("Rani", "0812 0012 3461", "jatirasa", ["kerja"]).follow("Lowongan")
    seeker.follow("Pembantu dapur pagi").follow("Lamar dengan profil saya").sees("Bisa jam 4 pagi?")
    seeker.press("Kirim lamaran", answer="Bisa, rumah saya dekat.")
    ratna.follow("Hari ini").sees("Rani").follow("Saya").follow("Lowongan saya").follow("Pembantu dapur pagi")
    ratna.follow("Rani").sees("Bisa, rumah saya dekat.").press("Tawarkan pekerjaan")
    ratna.press("Terima bekerja").press("Lihat nomor").sees("0812-0012-3461")
    seeker.follow("Saya").follow("Lamaran saya").sees("Diterima")
