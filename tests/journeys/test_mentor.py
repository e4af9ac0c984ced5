"""Somebody who gives two hours a week: says what about and for how many, answers, and is never asked for more."""

from __future__ import annotations

from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select

from community.foundation.database import db
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from tests.factories import make_account
from tests.journeys.steps import OWN_PIN, Person, signed_in
from tests.support import deliver, side_by_side

NEED = "Uang warung saya sering tercampur dengan uang rumah."


@pytest.fixture
def wulan(app: Flask) -> Person:
    """Has signed up and offers one place, about bookkeeping."""
    person = Person(app).sign_up("Bu Wulan", "0812 0012 3470", "jatirasa", ["kegiatan"]).follow("Nanti saja")
    person.follow("Mentor").follow("Jadi mentor")
    return person.press(
        "Tampilkan saya sebagai mentor", headline="Bantu warung mencatat uang", topics="pembukuan, harga jual",
        about="Sepuluh tahun berjualan.\nPernah hampir tutup.", modes=["offline", "online"], capacity="1",
    ).sees("Anda sekarang tampil di daftar mentor", "Pembukuan usaha kecil", "Sisa 1 tempat")  # fmt: skip


def ask(app: Flask, name: str) -> Person:
    """A neighbour finds her in the list and asks; arrives at the request's page."""
    person = signed_in(app, make_account(call_name=name)).follow("Mentor").follow("Bantu warung mencatat uang")
    person.follow("Minta bimbingan").press("Kirim", topic="pembukuan_usaha", message=NEED)
    return person.sees("Bu Wulan menjawab paling lambat", NEED)


def answer(mentor: Person, name: str) -> Person:
    """The mentor opens what a neighbour asked, from her inbox."""
    return mentor.follow("Saya").follow("Bimbingan saya").follow("Permintaan untuk saya").follow(name)


def test_what_is_wrong_in_her_offer_is_said_beside_it(app: Flask) -> None:
    person = signed_in(app, make_account(call_name="Bu Wulan")).follow("Mentor").follow("Jadi mentor")
    typed = {"headline": "Bantu warung", "topics": "qqzzxx", "about": "Lama berjualan.", "capacity": "0"}
    person.press("Tampilkan saya sebagai mentor", **typed, status=422)
    assert len([node for node in person.page.every("p") if "wrong" in node.get("class").split()]) >= 3
    assert "Lama berjualan." in person.text and db.session.scalar(select(Mentor)) is None


def test_she_accepts_and_both_may_call(app: Flask, wulan: Person) -> None:
    sari = ask(app, "Sari")
    request = sari.path
    wulan.follow("Hari ini").follow("Sari").sees(NEED, "Jatirasa").press("Terima Sari").sees("saling menghubungi")
    wulan.press("Lihat nomor HP Sari").sees("0812")
    sari.follow("Kabar untuk saya").press("Buka", near="Bu Wulan")
    assert sari.path == request
    sari.press("Lihat nomor HP Bu Wulan").sees("0812-0012-3470")
    wulan.open(request).press("Bimbingan selesai").sees("Bimbingan selesai")
    ask(app, "Tono")


def test_she_declines_with_a_reason_that_only_the_asker_reads(app: Flask, wulan: Person) -> None:
    sari = ask(app, "Sari")
    answer(wulan, "Sari").press("Kirim jawaban", status=422).sees("Tulis alasannya")
    wulan.press("Kirim jawaban", reason="Bulan ini saya di luar kota. Coba Bu Lasma.").sees("Jawaban terkirim")
    sari.follow("Kabar untuk saya").press("Buka", near="Bu Wulan").sees("Bulan ini saya di luar kota")
    others = signed_in(app, make_account())
    others.open(sari.path, status=404)
    assert "luar kota" not in others.open("/mentor").follow("Bantu warung mencatat uang").text


def test_the_last_place_is_given_once(app: Flask, wulan: Person) -> None:
    sari, tono = ask(app, "Sari"), ask(app, "Tono")
    pages = [sari.path, tono.path]
    # Two devices of hers, each with its page open and its button under a thumb.
    devices = [Person(app).sign_in("0812 0012 3470", OWN_PIN).client for _page in pages]
    sent = [device.find_form(page, "terima") for device, page in zip(devices, pages, strict=True)]

    def accept(number: int) -> int:
        address, values = sent[number]
        return devices[number].post(address, data=values).status_code

    codes = side_by_side(app, [partial(accept, 0), partial(accept, 1)])
    assert codes.count(303) == 1, codes
    deliver()
    states = sorted(db.session.scalars(select(MentoringRequest.state)))
    assert states == sorted([RequestState.ACCEPTED, RequestState.WAITING])
    mentor = db.session.scalars(select(Mentor)).one()
    assert (mentor.taken, mentor.capacity) == (1, 1)
    db.session.rollback()
    loser = next(page for page in pages if "Tempat Anda penuh" in wulan.open(page).text)
    wulan.open(loser).follow("Ubah jumlah tempat").press("Simpan", capacity="2").open(loser).press("Terima").sees(
        "Diterima"
    )


def test_who_is_full_or_resting_is_not_asked(app: Flask, wulan: Person) -> None:
    ask(app, "Sari")
    answer(wulan, "Sari").press("Terima Sari")
    guest = Person(app).open("/mentor")
    assert "Bantu warung mencatat uang" not in guest.text
    wulan.follow("Permintaan bimbingan").follow("Ubah halaman mentor").press("Simpan", capacity="3")
    guest.open("/mentor").sees("Bantu warung mencatat uang")
    wulan.follow("Permintaan masuk").press("Istirahat dulu").sees("Anda beristirahat")
    assert "Bantu warung mencatat uang" not in guest.open("/mentor").text
    wulan.follow("Sari").sees("Diterima").follow("Permintaan bimbingan").press("Buka lagi").sees("tampil lagi")
    guest.open("/mentor").sees("Bantu warung mencatat uang")
