"""The pages of programmes, as people use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.foundation import clock, slots
from community.foundation.database import db
from community.members.models import Education
from community.programmes.models import Programme, ProgrammeStatus
from tests.factories import ARENJAYA
from tests.members.factories import make_member
from tests.personas import city_admin, coordinator, job_seeker, sign_in, startup_founder
from tests.programmes.factories import make_programme, make_programme_application, make_startup, tell_profile
from tests.support import count_queries

TODAY = clock.today()
TYPED = {
    "title": "Kurir Listrik Angkatan I",
    "aim": "Sepuluh anak muda punya kerja kurir dengan motor listrik.",
    "audience": "Lulusan SMK yang suka di jalan.",
    "benefits": "- Motor listrik pinjaman\n- Uang makan",
    "topics": "kurir",
    "education": "sma",
    "place": "Gudang Jatiasih",
    "region_code": "Kota Bekasi",
    "places": "1",
    "closes_on": (TODAY + timedelta(days=10)).isoformat(),
    "starts_on": (TODAY + timedelta(days=20)).isoformat(),
    "ends_on": (TODAY + timedelta(days=50)).isoformat(),
}


def _text(client: FlaskClient, path: str, status: int = 200) -> str:
    return client.page(path, status).text  # type: ignore[attr-defined]


def test_a_startup_writes_and_the_city_opens(app: Flask, client: FlaskClient) -> None:
    dimas, admin, sari = startup_founder(), city_admin(), job_seeker()
    make_startup(dimas)
    sign_in(client, dimas)
    answer = client.fill("/program/baru", "/program/baru", **TYPED)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = answer.location
    assert client.fill(page, "/ajukan").status_code == 303

    sign_in(client, sari)
    assert client.get(page).status_code == 404
    actor = sign_in(client, admin)
    with app.test_request_context("/"):
        (waiting,) = [item for item in slots.collect("admin.waiting", actor=actor) if "Program" in item["title"]]
    assert waiting["count"] == 1
    assert TYPED["title"] in _text(client, waiting["href"])
    assert client.fill(page + "/kembalikan", "/kembalikan", note="Tulis jam kerjanya.").status_code == 303

    sign_in(client, dimas)
    assert "Tulis jam kerjanya." in _text(client, page)
    assert client.fill(page + "/ubah", "/ubah", audience="Lulusan SMK, jam 8 sampai 4.").status_code == 303
    assert client.fill(page, "/ajukan").status_code == 303
    sign_in(client, admin)
    assert client.fill(page, "/buka").status_code == 303
    sign_in(client, sari)
    assert client.get(page).status_code == 200


def test_from_the_conditions_to_a_place(app: Flask, client: FlaskClient) -> None:
    dimas, sari = startup_founder(), job_seeker()
    programme = make_programme(make_startup(dimas), eligibility={"education": "sma"}, places=1)
    page = f"/program/{programme.public_id}"
    sign_in(client, sari)
    assert "Tulis pendidikan terakhir Anda di profil" in _text(client, page)
    assert client.get(page + "/daftar").status_code == 303
    tell_profile(sari, Education.VOCATIONAL)
    assert "Anda memenuhi semua syarat" in _text(client, page)
    sent = client.fill(page + "/daftar", "/daftar", motivation="Saya hafal jalan di Jatiasih dan butuh kerja.")
    assert sent.status_code == 303
    mine = sent.location

    sign_in(client, dimas)
    listed = client.get(page + "/pendaftar").get_data(as_text=True)
    assert "Sari" in listed
    assert sari.phone not in listed
    assert client.fill(mine, "/terima", reason="").status_code == 422
    assert client.fill(mine, "/terima", reason="Anda hafal jalannya. Datang Senin jam 8.").status_code == 303
    assert sari.phone not in client.get(mine).get_data(as_text=True)
    assert client.fill(mine, "/nomor").status_code == 303
    assert sari.phone in client.get(mine).get_data(as_text=True)

    sign_in(client, sari)
    assert "Anda hafal jalannya" in _text(client, mine)
    assert "Diterima" in _text(client, "/program/saya")
    sign_in(client, job_seeker())
    assert "Penuh" in _text(client, page)
    assert client.get(mine).status_code == 404

    sign_in(client, sari)
    assert client.fill(mine, "/tarik").status_code == 303
    db.session.rollback()
    assert db.session.scalars(db.select(Programme)).one().taken == 0


def test_a_startup_reads_how_far_and_where_to_an_applicant_goes(app: Flask, client: FlaskClient) -> None:
    founder = startup_founder()
    application = make_programme_application(make_programme(make_startup(founder)), make_member())
    sign_in(client, founder)
    page = _text(client, f"/program/pendaftaran/{application.public_id}")
    assert "sampai 5 km" in page and "Jatiasih, Rawalumbu" in page


def test_no_is_answered_with_a_reason(app: Flask, client: FlaskClient) -> None:
    dimas, sari = startup_founder(), job_seeker()
    programme = make_programme(make_startup(dimas))
    page = f"/program/pendaftaran/{make_programme_application(programme, sari).public_id}"
    sign_in(client, dimas)
    address, values = client.find_form(page, "/terima")
    declined = client.post(address.replace("/terima", "/tolak"), data={**values, "reason": "Tempatnya terbatas."})
    assert declined.status_code == 303
    sign_in(client, sari)
    assert "Tempatnya terbatas." in _text(client, page)


def test_the_one_place_too_many_is_refused_in_words(app: Flask, client: FlaskClient) -> None:
    dimas = startup_founder()
    programme = make_programme(make_startup(dimas), places=1)
    first, second = make_programme_application(programme), make_programme_application(programme)
    sign_in(client, dimas)
    late, values = client.find_form(f"/program/pendaftaran/{second.public_id}", "/terima")
    assert client.fill(f"/program/pendaftaran/{first.public_id}", "/terima", reason="Cocok.").status_code == 303
    answer = client.post(late, data={**values, "reason": "Cocok juga."})
    assert answer.status_code == 422
    assert "tidak bisa menerima lagi" in answer.get_data(as_text=True)
    assert "Cocok juga." in answer.get_data(as_text=True)


def test_a_guest_sees_the_conditions_before_any_form(app: Flask, client: FlaskClient) -> None:
    programme = make_programme(eligibility={"owns_business": True, "skills": ["jahit_dasar"]})
    seen = _text(client, f"/program/{programme.public_id}")
    assert "Punya usaha yang terdaftar di sini" in seen
    assert "untuk melihat mana yang sudah Anda penuhi" in seen


def test_outsiders_see_neither_applicants_nor_reviews(app: Flask, client: FlaskClient) -> None:
    programme = make_programme()
    application = make_programme_application(programme)
    review = make_programme(status=ProgrammeStatus.REVIEW)
    path = f"/program/{programme.public_id}"
    for account in (job_seeker(), coordinator()):
        sign_in(client, account)
        for hidden in (f"{path}/pendaftar", f"{path}/ubah", f"{path}/tutup", "/program/tinjau"):
            assert client.get(hidden).status_code == 403, hidden
        assert client.get(f"/program/{review.public_id}").status_code == 404
        assert client.get(f"/program/pendaftaran/{application.public_id}").status_code == 404


def test_wrong_input_stands_beside_its_field(app: Flask, client: FlaskClient) -> None:
    dimas = startup_founder()
    make_startup(dimas)
    sign_in(client, dimas)
    wrong = {**TYPED, "starts_on": TODAY.isoformat(), "skills": "sulap batu"}
    answer = client.fill("/program/baru", "/program/baru", **wrong)
    assert answer.status_code == 422
    assert "sulap batu" in answer.get_data(as_text=True)
    early = client.fill("/program/baru", "/program/baru", **{**TYPED, "starts_on": TODAY.isoformat()})
    assert "Program mulai setelah batas daftar" in early.get_data(as_text=True)


def test_conditions_survive_an_edit(app: Flask, client: FlaskClient) -> None:
    dimas = startup_founder()
    eligibility = {"district": ["32.75.09"], "education": "sma", "owns_business": True, "skills": ["jahit_dasar"]}
    programme = make_programme(make_startup(dimas), status=ProgrammeStatus.DRAFT, eligibility=eligibility)
    sign_in(client, dimas)
    assert client.fill(f"/program/{programme.public_id}/ubah", "/ubah", title="Judul baru").status_code == 303
    db.session.rollback()
    changed = db.session.scalars(db.select(Programme)).one()
    assert (changed.title, changed.eligibility) == ("Judul baru", eligibility)


def test_the_list_begins_at_home_and_widens(app: Flask, client: FlaskClient) -> None:
    far = make_programme(region_code=ARENJAYA)
    sign_in(client, job_seeker())
    assert far.title in _text(client, "/program")
    assert far.title not in _text(client, "/program?wilayah=jatirasa")
    assert "Belum ada program yang dibuka" in _text(client, "/program?wilayah=jatirasa")


def test_a_hundred_programmes_cost_as_many_queries_as_one(app: Flask, client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    startup = make_startup()
    make_programme(startup)
    with count_queries() as few:
        client.get("/program")
    for _number in range(25):
        make_programme(startup)
    with count_queries() as many:
        page = client.page("/program")  # type: ignore[attr-defined]
    assert len(few) == len(many) <= 8
    older = next(node.get("href") for node in page.every("a") if node.get("rel") == "next")
    assert client.get(older).status_code == 200


def test_pages_stay_within_the_budget_of_queries(app: Flask, client: FlaskClient) -> None:
    dimas, seeker = startup_founder(), job_seeker()
    programme = make_programme(make_startup(dimas), eligibility={"owns_business": True, "skills": ["permak"]})
    application = make_programme_application(programme)
    page, answer = f"/program/{programme.public_id}", f"/program/pendaftaran/{application.public_id}"
    for account, path in (
        (seeker, page),
        (dimas, f"{page}/pendaftar"),
        (dimas, "/program/kelola"),
        (dimas, answer),
    ):
        sign_in(client, account)
        with count_queries() as statements:
            assert client.get(path).status_code == 200
        assert len(statements) <= 8, (path, statements)


HOSTILE = ["' OR 1=1 --", "<script>alert(1)</script>", "a" * 5000, "🍜" * 200, "-1", "9" * 40]


@pytest.mark.whole_site
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_never_break_a_list(app: Flask, client: FlaskClient, text: str) -> None:
    dimas = startup_founder()
    programme = make_programme(make_startup(dimas))
    sign_in(client, dimas)
    for path in ("/program", f"/program/{programme.public_id}/pendaftar"):
        for name in ("wilayah", "setelah", "keadaan"):
            answer = client.get(path, query_string={name: text})
            assert answer.status_code == 200, name
            assert "<script>alert" not in answer.get_data(as_text=True)


def test_hostile_markdown_stays_harmless(app: Flask, client: FlaskClient) -> None:
    nasty = "<img src=x onerror=alert(1)> [klik](javascript:alert(1)) <script>alert(1)</script>"
    programme = make_programme(benefits=nasty, aim=nasty, audience=nasty)
    html = client.get(f"/program/{programme.public_id}").get_data(as_text=True)
    assert "<img src=x" not in html
    assert "<script>alert" not in html


def test_places_are_counted_down_once_a_programme_is_open(client: FlaskClient) -> None:
    waiting = make_programme(title="Magang digital", places=15, status=ProgrammeStatus.REVIEW, published_at=None)
    opened = make_programme(places=15)
    sign_in(client, city_admin())
    card, page = _text(client, "/program/tinjau"), _text(client, f"/program/{waiting.public_id}")
    assert "· 15 tempat" in card and "Sisa" not in card
    assert "Jumlah tempat 15" in " ".join(page.split()) and "Sisa" not in page
    assert "Sisa 15 tempat" in _text(client, f"/program/{opened.public_id}")
