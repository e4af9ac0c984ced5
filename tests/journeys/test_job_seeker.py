"""A school leaver with a cheap phone looks for work in the demo city, from the front page on."""

from __future__ import annotations

import pytest
from flask import Flask

from tests.city import load_city
from tests.events.factories import make_event
from tests.journeys.steps import Person, offers

OWNER, MENTOR = "0860 1000 0002", "0860 1000 0005"


@pytest.fixture
def rani(app: Flask) -> Person:
    """Has just signed up, without e-mail, and passes the code and the questions over for now."""
    load_city()
    return Person(app).sign_up("Rani", "0812 0012 3457", "jatirasa", ["kerja", "belajar"]).follow("Nanti saja")


def tell_profile(person: Person) -> Person:
    """The seven questions, one a page, each kept."""
    go_on = "Simpan dan lanjut"
    person.open("/hari-ini").follow("Lengkapi profil")
    person.press(go_on, education="smk", major="Tata Boga", graduation_year="2025")
    person.press("Tambah", typed="masak, kasir").sees("Kasir", "Masakan Nusantara")
    person.press(go_on).press(go_on, typed="bikin roti")
    person.press(go_on, position="Pelayan warung", place="Warung Ibu", years="1")
    person.press(go_on, availability=["pagi", "siang"], licences=["sim_c"])
    person.press(go_on, travel_km="20", wished_pay="2,5jt")
    return person.press(go_on, looking_for="Kerja di dapur dekat rumah.")


def find_job(person: Person, words: str) -> Person:
    """Through the list of vacancies and its filter to the page of one."""
    person.follow("Lowongan")
    return person.open("/lowongan?wilayah=kota-bekasi").press("Tampilkan", kata=words).follow(words)


def test_somebody_new_sees_near_things_and_then_what_fits(rani: Person) -> None:
    rani.follow("Hari ini").sees("Selamat")
    new = offers(rani)
    assert len(new) >= 5 and all(new.values())
    first_job = next(address for address in new if address.startswith("/lowongan/"))
    assert "Di kelurahan Anda, Jatirasa" in new[first_job], "who told nothing yet sees her own kelurahan first"
    tell_profile(rani).sees("Terima kasih")
    assert rani.path == "/hari-ini"
    fitting = offers(rani)
    assert len(fitting) >= 5 and all(fitting.values()) and fitting.keys() != new.keys()
    told = " ".join(reason for reasons in fitting.values() for reason in reasons)
    assert "Kasir" in told or "Masakan Nusantara" in told
    rani.follow("Saya").follow("Profil saya").sees("Tata Boga", "Masakan Nusantara", "Pelayan warung", "Rp2.500.000")


def test_she_applies_and_is_answered(app: Flask, rani: Person) -> None:
    tell_profile(rani)
    find_job(rani, "Pramusaji warung nasi uduk").sees("Nasi Uduk Bu Yanti").follow("Lamar dengan profil saya")
    rani.sees("Profil yang ikut terkirim", "SMK Tata Boga", "Pelayan warung")
    said = "Saya bisa masuk hari Sabtu."
    rani.press("Kirim lamaran", message="Saya tinggal dekat.", answer=said)
    rani.sees("Lamaran terkirim", "Terkirim", "Menunggu Nasi Uduk Bu Yanti membaca", "Saya tinggal dekat.", said)
    application = rani.path
    rani.follow("Saya").follow("Lamaran saya").sees("Pramusaji warung nasi uduk", "Terkirim")
    owner = Person(app).sign_in(OWNER).follow("Kabar untuk saya").sees("Rani")
    owner.press("Buka", near="Rani").sees("Saya tinggal dekat.", "Tata Boga", "Pelayan warung", said)
    owner.press("Undang wawancara", note="Datang Selasa jam 9, bawa KTP.").sees("Jawaban terkirim")
    rani.follow("Kabar untuk saya").press("Buka", near="Pramusaji warung nasi uduk")
    assert rani.path == application
    rani.sees("Wawancara", "Datang Selasa jam 9, bawa KTP.")
    owner.press("Tawarkan pekerjaan").press("Terima bekerja").sees("Diterima")
    rani.open(application).sees("Diterima").follow("Lamaran saya").sees("Diterima")


def test_a_refusal_has_a_reason_and_she_may_withdraw(app: Flask, rani: Person) -> None:
    find_job(rani, "Pramusaji warung nasi uduk").follow("Lamar dengan profil saya").sees("Profil ini belum diisi")
    rani.press("Kirim lamaran", answer="Besok").press("Tarik lamaran").sees("Lamaran ditarik")
    find_job(rani, "Pramusaji warung nasi uduk").follow("Lamar dengan profil saya").press(
        "Kirim lamaran", answer="Besok"
    )
    application = rani.path
    owner = Person(app).sign_in(OWNER).follow("Kabar untuk saya").press("Buka", near="Rani")
    owner.open(application).press("Tidak dilanjutkan", status=422).sees("Tulis alasan")
    owner.press("Tidak dilanjutkan", note="Kami mencari yang bisa malam hari.")
    rani.open(application).sees("Tidak lanjut", "Kami mencari yang bisa malam hari.").follow("Cari lowongan lain")


def test_she_asks_a_mentor(app: Flask, rani: Person) -> None:
    rani.follow("Mentor").open("/mentor?wilayah=kota-bekasi").follow(
        "Pembukuan dan harga jual", near="Bu Wulan"
    ).follow("Minta bimbingan")
    rani.press("Kirim", topic="harga_jual", message="Saya ingin belajar menghitung harga jual.").sees(
        "Terkirim. Bu Wulan"
    )
    rani.follow("Saya").follow("Bimbingan saya").sees("Bu Wulan")
    wulan = Person(app).sign_in(MENTOR).follow("Kabar untuk saya").press("Buka", near="Rani")
    wulan.sees("menghitung harga jual").press("Terima Rani").sees("Diterima")
    rani.follow("Kabar untuk saya").press("Buka", near="Bu Wulan").sees("Lihat nomor HP Bu Wulan")


def test_events_have_a_waiting_list_that_moves(app: Flask, rani: Person) -> None:
    make_event(title="Bursa kerja Jatirasa", places=1)
    rani.follow("Acara").follow("Bursa kerja Jatirasa").press("Daftar ikut").sees("Tempat Anda", "Tunjukkan kode ini")
    event = rani.path
    tono = Person(app).sign_up("Tono", "0812 0012 3499", "jatirasa", ["kegiatan"]).follow("Nanti saja").follow("Acara")
    tono.follow("Bursa kerja Jatirasa").sees("Penuh").press("Masuk daftar tunggu").sees("nomor 1 di daftar tunggu")
    rani.follow("Saya").follow("Acara saya").follow("Bursa kerja Jatirasa").press("Batalkan pendaftaran")
    assert "Tunjukkan kode ini" not in rani.text
    tono.follow("Kabar untuk saya").press("Buka", near="Bursa kerja Jatirasa").sees("Tunjukkan kode ini")
    assert tono.path == event
    rani.open(event).press("Masuk daftar tunggu").sees("nomor 1 di daftar tunggu").press("Keluar dari daftar tunggu")


def test_what_does_not_fit_stays_hidden_and_may_come_back(rani: Person) -> None:
    tell_profile(rani)
    address = next(iter(offers(rani)))
    title = next(card for card in rani.page.every("article") if address in [a.get("href") for a in card.every("a")])
    words = next(title.every("h3")).text
    rani.press("Bukan bidang saya", near=words)
    for path in ("/hari-ini", "/cocok"):
        assert address not in offers(rani.open(path))
    rani.follow("Yang saya sembunyikan").sees(words, "Bukan bidang saya")
    rani.press("Munculkan lagi", near=words)
    assert address in offers(rani.open("/cocok"))


def test_the_order_without_her_profile(rani: Person) -> None:
    tell_profile(rani)
    fitting = list(offers(rani))
    rani.press("Urutkan tanpa profil saya").sees("Profil Anda tidak dipakai")
    plain = offers(rani)
    assert len(plain) >= 5 and list(plain) != fitting
    assert not [reason for reasons in plain.values() for reason in reasons if "Kasir" in reason]
    rani.press("Urutkan dengan profil saya").sees("Dipilih dari profil Anda")
    assert list(offers(rani)) == fitting


def test_withdrawn_consent_stops_the_suggestions(rani: Person) -> None:
    tell_profile(rani).sees("Dipilih dari profil Anda")
    rani.follow("Saya").follow("Akun dan keamanan").follow("Persetujuan")
    rani.press("Tarik persetujuan", near="").sees("tidak diberikan")
    for path in ("/hari-ini", "/cocok"):
        rani.open(path).sees("Anda belum menyetujuinya")
        told = [reason for reasons in offers(rani).values() for reason in reasons]
        assert not [reason for reason in told if "Kasir" in reason or "Masakan" in reason]
    rani.follow("Buka persetujuan").press("Saya setuju").open("/hari-ini").sees("Dipilih dari profil Anda")
