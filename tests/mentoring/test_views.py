"""The pages of mentoring, as people use them."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.foundation.database import db
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from tests.businesses.factories import make_business
from tests.factories import ARENJAYA, make_account
from tests.mentoring.factories import make_mentor, make_request
from tests.personas import city_admin, job_seeker, sign_in, umkm_owner
from tests.personas import mentor as mentor_persona
from tests.support import count_queries

MESSAGE = "Saya jualan nasi uduk dan uangnya selalu habis di akhir bulan."


def _text(client: FlaskClient, path: str, status: int = 200) -> str:
    return client.page(path, status).text  # type: ignore[attr-defined]


def _only_request() -> MentoringRequest:
    db.session.rollback()
    return db.session.scalars(db.select(MentoringRequest)).one()


def test_becoming_a_mentor_with_everyday_words(app: Flask, client: FlaskClient) -> None:
    wulan = mentor_persona()
    sign_in(client, wulan)
    answer = client.fill(
        "/mentor/saya",
        "/mentor/saya",
        headline="Bantu warung mencatat uang",
        topics="pembukuan, menghitung harga jual",
        about="Sepuluh tahun berjualan di Pasar Jatiasih.",
        modes=["offline", "online"],
        schedule=["malam"],
        capacity="1",
    )
    assert answer.status_code == 303
    db.session.rollback()
    mentor = db.session.scalars(db.select(Mentor)).one()
    assert mentor.topics == ["pembukuan_usaha", "harga_jual"]
    assert "Ubah halaman mentor Anda" in _text(client, "/mentor/saya")


def test_from_asking_to_the_end_of_a_mentoring(app: Flask, client: FlaskClient) -> None:
    wulan, sari = mentor_persona(), job_seeker()
    mentor = make_mentor(wulan, capacity=1)
    sign_in(client, sari)
    assert mentor.headline in _text(client, "/mentor?topik=pembukuan")
    answer = client.fill(f"/mentor/{mentor.public_id}/minta", "minta", topic="pembukuan_usaha", message=MESSAGE)
    assert answer.status_code == 303
    request = _only_request()
    page = f"/mentor/permintaan/{request.public_id}"
    assert "menjawab paling lambat" in _text(client, page)

    sign_in(client, wulan)
    assert "Sari" in _text(client, "/mentor/permintaan")
    assert wulan.phone not in _text(client, page)
    assert client.fill(page, "/terima").status_code == 303
    assert client.fill(page, "/nomor").status_code == 303
    assert sari.phone in client.get(page).get_data(as_text=True)

    sign_in(client, sari)
    assert wulan.phone not in client.get(page).get_data(as_text=True)
    assert client.fill(page, "/nomor").status_code == 303
    assert wulan.phone in client.get(page).get_data(as_text=True)
    assert mentor.headline not in _text(client, "/mentor?topik=pembukuan")
    assert client.fill(page, "/selesai").status_code == 303
    assert wulan.phone not in client.get(page).get_data(as_text=True)
    assert _only_request().state == RequestState.ENDED
    assert mentor.headline in _text(client, "/mentor?topik=pembukuan")


def test_a_reason_is_read_by_the_mentee_alone(app: Flask, client: FlaskClient) -> None:
    wulan, sari = mentor_persona(), job_seeker()
    mentor, other = make_mentor(wulan), make_mentor()
    request = make_request(mentor, sari)
    page = f"/mentor/permintaan/{request.public_id}"
    sign_in(client, wulan)
    answer = client.fill(page, "/tolak", reason="")
    assert answer.status_code == 422
    assert "Tulis alasannya" in answer.get_data(as_text=True)
    assert client.fill(page, "/tolak", reason="Bulan ini saya merawat ibu.").status_code == 303
    sign_in(client, sari)
    seen = _text(client, page)
    assert "Bulan ini saya merawat ibu." in seen
    assert other.headline in seen
    for outsider in (job_seeker(), city_admin()):
        sign_in(client, outsider)
        assert client.get(page).status_code == 404


def test_a_full_mentor_says_so_and_leads_on(app: Flask, client: FlaskClient) -> None:
    full, other = make_mentor(capacity=1), make_mentor()
    make_request(full, state=RequestState.ACCEPTED)
    sign_in(client, job_seeker())
    seen = _text(client, f"/mentor/{full.public_id}")
    assert "Penuh" in seen
    assert other.headline in seen
    assert client.get(f"/mentor/{full.public_id}/minta").status_code == 303


def test_the_last_place_goes_to_one_and_the_mentor_hears_why(app: Flask, client: FlaskClient) -> None:
    wulan = mentor_persona()
    mentor = make_mentor(wulan, capacity=1)
    first, second = make_request(mentor), make_request(mentor)
    sign_in(client, wulan)
    address, values = client.find_form(f"/mentor/permintaan/{second.public_id}", "/terima")
    assert client.fill(f"/mentor/permintaan/{first.public_id}", "/terima").status_code == 303
    late = client.post(address, data=values)
    assert late.status_code == 422
    assert "sudah terisi" in late.get_data(as_text=True)


def test_what_was_typed_stays_when_it_is_too_short(app: Flask, client: FlaskClient) -> None:
    mentor = make_mentor()
    sign_in(client, job_seeker())
    answer = client.fill(f"/mentor/{mentor.public_id}/minta", "minta", topic="pembukuan_usaha", message="Mau tanya ya")
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    assert "Mau tanya ya" in page
    assert "apa yang sudah Anda coba" in page


def test_the_list_begins_at_home_and_widens(app: Flask, client: FlaskClient) -> None:
    far = make_mentor(region_code=ARENJAYA)
    sign_in(client, job_seeker())
    seen = _text(client, "/mentor")
    assert far.headline in seen
    assert "belum ada mentor dengan tempat kosong" in seen
    assert far.headline not in _text(client, "/mentor?wilayah=jatirasa")
    assert far.headline in _text(client, "/mentor?wilayah=kota-bekasi&cara=offline")


def test_an_empty_list_has_a_next_step(app: Flask, client: FlaskClient) -> None:
    page = client.page("/mentor?topik=las")  # type: ignore[attr-defined]
    assert "Belum ada mentor yang pas di sini" in page.text
    assert any(node.get("href") == "/pelatihan" for node in page.every("a"))


def test_a_hundred_mentors_cost_as_many_queries_as_one(app: Flask, client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    make_mentor()
    with count_queries() as few:
        client.get("/mentor")
    for _number in range(25):
        make_mentor()
    with count_queries() as many:
        page = client.page("/mentor")  # type: ignore[attr-defined]
    assert len(few) == len(many) <= 8
    older = next(node.get("href") for node in page.every("a") if node.get("rel") == "next")
    assert client.get(older).status_code == 200


def test_an_inbox_of_many_costs_few_queries(app: Flask, client: FlaskClient) -> None:
    wulan = mentor_persona()
    mentor = make_mentor(wulan, capacity=10)
    for state in RequestState:
        make_request(mentor, state=state)
    sign_in(client, wulan)
    with count_queries() as statements:
        assert client.get("/mentor/permintaan").status_code == 200
    assert len(statements) <= 8


HOSTILE = ["' OR 1=1 --", "<script>alert(1)</script>", "%_\\", "a" * 5000, "🍜" * 200, "-1", "9" * 40, "jahit\u202e"]


@pytest.mark.whole_site
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_never_break_a_list(app: Flask, client: FlaskClient, text: str) -> None:
    make_mentor()
    for name in ("topik", "cara", "wilayah", "setelah"):
        answer = client.get("/mentor", query_string={name: text})
        assert answer.status_code == 200, name
        assert "<script>alert" not in answer.get_data(as_text=True)


def test_hostile_words_in_forms_are_refused_or_kept_as_words(app: Flask, client: FlaskClient) -> None:
    mentor = make_mentor()
    sign_in(client, make_account())
    path = f"/mentor/{mentor.public_id}/minta"
    assert client.fill(path, "minta", topic="bukan topik", message=MESSAGE).status_code == 422
    assert client.fill(path, "minta", topic="pembukuan_usaha", message="x" * 5000).status_code == 422
    script = "<script>alert(1)</script> " + MESSAGE + "\x00\u202e"
    answer = client.fill(path, "minta", topic="pembukuan_usaha", message=script)
    assert answer.status_code == 303
    seen = client.get(answer.location).get_data(as_text=True)
    assert "<script>alert" not in seen
    assert "\x00" not in _only_request().message


@pytest.mark.parametrize("path", ["/mentor/tidakadaxxxx", "/mentor/permintaan/tidakadaxxxx", "/mentor/%00"])
def test_what_is_not_there_is_not_found(app: Flask, client: FlaskClient, path: str) -> None:
    sign_in(client, job_seeker())
    assert client.get(path).status_code in {400, 404}


def test_guests_are_led_to_sign_in(app: Flask, client: FlaskClient) -> None:
    mentor = make_mentor()
    for path in ("/mentor/saya", "/mentor/permintaan", "/mentor/bimbingan", f"/mentor/{mentor.public_id}/minta"):
        answer = client.get(path)
        assert answer.status_code == 303
        assert "/masuk" in answer.location


def test_a_business_finds_mentors_of_what_it_needs_from_its_desk(app: Flask, client: FlaskClient) -> None:
    owner = umkm_owner()
    needy, content = make_business(owner, needs=["foto_produk", "pajak_umkm"]), make_business(owner)
    make_mentor(headline="Foto dagangan pakai HP", topics=["foto_produk"])
    make_mentor(headline="Pajak tanpa takut", topics=["pajak_umkm"])
    sign_in(client, owner)
    for place in ("", "/kelola"):
        page = client.page(f"/usaha/{needy.public_id}{place}")
        leading = [link.get("href") for link in page.every("a") if link.text.startswith("Cari mentor")]
        assert len(leading) == 1
        found = _text(client, leading[0])
        assert "Foto dagangan pakai HP" in found and "Pajak tanpa takut" not in found
        assert "Cari mentor" not in _text(client, f"/usaha/{content.public_id}{place}")
    assert "Bertanya soal foto produk, gratis" in _text(client, f"/usaha/{needy.public_id}/kelola")
