"""A startup posts a programme, answers everybody with a reason, and never gives away more than it has."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from functools import partial
from typing import Any

from flask import Flask
from werkzeug.test import TestResponse

from community.foundation import clock
from community.members.models import Education
from tests.factories import ARENJAYA, JATIRASA, make_account
from tests.journeys.steps import OWN_PIN, Person, signed_in
from tests.personas import city_admin, startup_founder
from tests.programmes.factories import make_programme, make_programme_application, make_startup, tell_profile
from tests.support import send_bare, side_by_side

TITLE = "Warung Naik Kelas"
REASON_YES = "Selamat! Datang Sabtu jam 9 dengan buku catatan warung."
REASON_NO = "Tempatnya terbatas. Coba lagi di angkatan kedua bulan depan."


def programme_answers(**told: Any) -> dict[str, Any]:
    """What a startup types about its programme."""
    today = clock.today()
    typed = {
        "title": TITLE,
        "aim": "Warung mencatat uang setiap hari.",
        "audience": "Pemilik warung dan yang mau memulai.",
        "benefits": "- Pendampingan delapan minggu\n- Buku catatan",
        "place": "Gedung Kreatif, seberang stasiun",
        "places": "1",
        "closes_on": (today + timedelta(days=10)).isoformat(),
        "starts_on": (today + timedelta(days=17)).isoformat(),
        "ends_on": (today + timedelta(days=60)).isoformat(),
    }
    return {**typed, **told}


def register_startup(dimas: Person) -> str:
    """Where the programmes are, she is sent to register first; returns the address of the startup's page."""
    dimas.open("/saya").follow("Program startup saya").follow("Daftarkan startup")
    chosen = [node.get("value") for node in dimas.page.every("input") if "checked" in node.attributes]
    assert "startup" in chosen, "the kind she came for is chosen already"
    dimas.press("Simpan dan lanjut", name="Warungku Digital", trade="membuat aplikasi warung", landmark="dekat stasiun")
    for _part in range(4):
        dimas.follow("Lewati dulu")
    return dimas.sees("Warungku Digital").path


def post_programme(dimas: Person) -> str:
    """From the startup's page: write it, read it as others will, ask the city; returns its address."""
    dimas.follow("Tulis program").press("Simpan", title=TITLE, status=422).sees("Tulis tujuan programnya.")
    dimas.press("Simpan", **programme_answers(education="sma"))
    dimas.sees("Draf: hanya tim Anda", "Lulusan SMA atau SMK ke atas", "Jumlah tempat 1")
    return dimas.press("Ajukan ke admin kota").sees("Sedang diperiksa admin kota").path


def open_programme(hendra: Person, here: str) -> None:
    """The city's admin finds it waiting and opens it."""
    hendra.open("/hari-ini").sees(f"Tinjau program “{TITLE}”").follow("Meja petugas").follow(
        "Program menunggu ditinjau"
    ).follow(TITLE)
    assert hendra.path == here
    hendra.press("Buka program ini").sees("Program dibuka. Startup mendapat kabar.", "Tidak ada yang menunggu")
    hendra.follow("Meja petugas").sees("Tidak ada yang menunggu")


def graduate(app: Flask, name: str) -> Person:
    """Somebody with a school certificate."""
    account = make_account(call_name=name)
    tell_profile(account, Education.VOCATIONAL)
    return signed_in(app, account)


def apply(person: Person, here: str) -> str:
    """Send an application; returns its address."""
    person.open(here).follow("Daftar program ini").press("Kirim pendaftaran", motivation="Saya ingin warung ibu maju.")
    return person.sees("Menunggu jawaban").path


def conditions_of(person: Person) -> str:
    """The conditions of the programme she looks at, in words."""
    return " ".join(node.text for node in person.page.every("ul") if "conditions" in node.get("class").split())


def assert_told(person: Person, application: str, state: str, reason: str, headline: str) -> None:
    """Her news lead to her page, and the page says why."""
    person.open("/pemberitahuan").press("Buka", near=headline)
    assert person.path == application
    person.sees(state, reason)
    person.open("/saya").follow("Pendaftaran program saya").follow(TITLE)
    assert person.path == application
    person.follow("Lihat halaman programnya").sees("Lihat pendaftaran saya")


def test_from_registering_to_the_answer(app: Flask) -> None:
    hendra, dimas = signed_in(app, city_admin()), Person(app).sign_up("Dimas", "0813-7000-0001", "jati rasa", ["usaha"])
    register_startup(dimas)
    here = post_programme(dimas)
    Person(app).open(here, 404)
    open_programme(hendra, here)
    dimas.open("/pemberitahuan").press("Buka", near="sudah tayang")
    assert dimas.path == here
    sari, joko = graduate(app, "Sari"), graduate(app, "Joko")
    hers, his = apply(sari, here), apply(joko, here)
    dimas.open("/hari-ini").sees("Jawab Sari", "Jawab Joko")
    dimas.open("/saya").follow("Program startup saya").sees("2 pendaftar, 2 belum dijawab").follow(TITLE).follow("Sari")
    dimas.press("Terima", reason="", status=422).sees("Pendaftar berhak tahu")
    dimas.press("Terima", reason=REASON_YES).sees("Jawaban terkirim").follow("Pendaftar").follow("Joko")
    assert dimas.sees("Semua tempat sudah terisi").path == his
    assert "Terima" not in [node.text for node in dimas.page.every("button")]
    dimas.press("Belum bisa menerima", reason=REASON_NO).sees("Jawaban terkirim", REASON_NO)
    assert_told(sari, hers, "Diterima", REASON_YES, "Anda diterima di program")
    assert_told(joko, his, "Belum diterima", REASON_NO, "belum diterima")
    dimas.open(here).sees("Semua tempat sudah terisi").open("/hari-ini")
    assert "Jawab Joko" not in dimas.text


def test_who_does_not_fit_reads_which_condition_and_how_to_meet_it(app: Flask) -> None:
    asked = {"district": ["32.75.09"], "education": "sma", "owns_business": True}
    here = f"/program/{make_programme(title='Kelas Kurir', eligibility=asked).public_id}"
    account = make_account(call_name="Wati", home_code=JATIRASA)
    tell_profile(account, Education.JUNIOR)
    wati = signed_in(app, account).open(here)
    words = conditions_of(wati)
    assert "Tinggal di Kec. Jatiasih sudah" in words
    assert "Lulusan SMA atau SMK ke atas belum" in words and "Punya usaha yang terdaftar di sini belum" in words
    assert "Daftar program ini" not in wati.sees("tombol daftar muncul").text
    wati.open(f"{here}/daftar").sees("Ada syarat yang belum Anda penuhi")
    assert wati.path == here
    wati.follow("Buka profil saya").open(here).follow("Daftarkan usaha").sees("Nama usaha")
    budi = signed_in(app, make_account(home_code=ARENJAYA)).open(here)
    assert "Tinggal di Kec. Jatiasih belum" in conditions_of(budi)
    budi.follow("Buka akun saya").sees("Kelurahan")


def test_a_guest_reads_the_conditions_and_comes_back_after_signing_in(app: Flask) -> None:
    here = f"/program/{make_programme(title=TITLE, eligibility={'education': 'sma'}).public_id}"
    account = make_account(phone="+6281370000009")
    tell_profile(account, Education.BACHELOR)
    guest = Person(app).open(here)
    assert "Lulusan SMA atau SMK ke atas" in conditions_of(guest)
    guest.follow("Daftar program ini").sees("Silakan masuk dulu")
    guest.press("Masuk", address="0813-7000-0009", secret=OWN_PIN)
    guest.sees("Mengapa Anda ingin ikut?", "Syarat yang Anda penuhi")


def test_many_yeses_at_once_fill_the_places_and_no_more(app: Flask) -> None:
    owner = startup_founder()
    programme = make_programme(make_startup(owner), places=3)
    here = f"/program/{programme.public_id}"
    sent = [make_programme_application(programme).public_id for _number in range(8)]
    tabs: list[Callable[[], TestResponse]] = []
    for public_id in sent:
        tab = signed_in(app, owner).client
        address, values = tab.find_form(f"/program/pendaftaran/{public_id}", "terima")
        tabs.append(partial(tab.post, address, data={**values, "reason": REASON_YES}))
    answers = side_by_side(app, tabs)
    assert sorted(getattr(answer, "status_code", 500) for answer in answers) == [303] * 3 + [422] * 5, answers
    listed = signed_in(app, owner).open(here).follow("Lihat pendaftar")
    listed.sees("3 tempat terisi", "Penuh", "Menunggu jawaban 5")
    assert len(listed.follow("Diterima").links("/program/pendaftaran/")) == 3
    full = signed_in(app, make_account()).open(here).sees("Semua tempat sudah terisi")
    assert "Daftar program ini" not in full.text


def test_a_place_given_back_can_be_given_again(app: Flask) -> None:
    owner = startup_founder()
    here = f"/program/{make_programme(make_startup(owner), title=TITLE, places=1).public_id}"
    dimas, sari, joko = signed_in(app, owner), graduate(app, "Sari"), graduate(app, "Joko")
    hers, his = apply(sari, here), apply(joko, here)
    dimas.open(hers).press("Terima", reason=REASON_YES)
    sari.open(hers).press("Tarik pendaftaran").sees("Pendaftaran ditarik")
    dimas.open(his).press("Terima", reason=REASON_YES)
    assert_told(joko, his, "Diterima", REASON_YES, "Anda diterima di program")


def test_a_stranger_sees_neither_applicants_nor_answers(app: Flask) -> None:
    programme = make_programme()
    here, sent = programme.public_id, make_programme_application(programme).public_id
    stranger = signed_in(app, make_account(intents=["usaha"]))
    stranger.open(f"/program/{here}/pendaftar", 403)
    stranger.open(f"/program/pendaftaran/{sent}", 404)
    for verb in ("terima", "tolak", "nomor"):
        answer = send_bare(stranger.client, f"/program/pendaftaran/{sent}/{verb}", reason="x")
        assert answer.status_code == 404
