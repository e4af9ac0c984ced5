"""The pages of trainings, as people use them."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.foundation import clock
from community.foundation.database import db
from community.learning.models import Training, TrainingSignUp, TrainingStatus
from tests.factories import ARENJAYA
from tests.learning.factories import make_school, make_sign_up, make_training
from tests.members.factories import make_member
from tests.personas import city_admin, coordinator, job_seeker, sign_in, umkm_owner
from tests.support import count_queries

TODAY = clock.today()
TYPED = {
    "title": "Menjahit dasar untuk ibu",
    "skills": "menjahit",
    "description": "Dari memasang benang sampai celana anak jadi.",
    "starts_on": (TODAY + timedelta(days=7)).isoformat(),
    "ends_on": (TODAY + timedelta(days=21)).isoformat(),
    "schedule": "Sabtu, 09.00–12.00",
    "hours": "12",
    "place": "Aula RW 05, belakang Alfamart",
    "region_code": "jati rasa",
    "places": "1",
    "cost": "",
}


def _text(client: FlaskClient, path: str, status: int = 200) -> str:
    return client.page(path, status).text  # type: ignore[attr-defined]


def test_a_coordinator_gives_a_training_and_people_come(app: Flask, client: FlaskClient) -> None:
    officer, sari = coordinator(), job_seeker()
    sign_in(client, officer)
    answer = client.fill("/pelatihan/baru", "/pelatihan/baru", provider="Kelurahan Jatirasa", **TYPED)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    page = answer.location
    assert "Draf" in _text(client, page)
    sign_in(client, sari)
    assert client.get(page).status_code == 404

    sign_in(client, officer)
    assert client.fill(page, "/tayang").status_code == 303
    sign_in(client, sari)
    assert TYPED["title"] in _text(client, "/pelatihan?belajar=jahit&gratis=1")
    assert client.fill(page, "/daftar").status_code == 303
    assert "Anda terdaftar" in _text(client, page)
    assert TYPED["title"] in _text(client, "/pelatihan/saya")

    sign_in(client, job_seeker())
    assert "Penuh" in _text(client, page)

    sign_in(client, officer)
    people = page + "/peserta"
    listed = client.get(people).get_data(as_text=True)
    assert "Sari" in listed
    assert sari.phone not in listed
    opened = client.fill(people, "/nomor")
    assert opened.status_code == 303
    assert sari.phone in client.get(opened.location).get_data(as_text=True)
    assert sari.phone not in client.get(people).get_data(as_text=True)

    sign_in(client, sari)
    address, fields = client.find_form(page, "/batal")
    assert client.fill(page, "/batal").status_code == 303
    assert client.post(address, data={**fields, "idempotency_key": "another-tap"}).status_code == 303
    assert "Anda terdaftar" not in _text(client, page)
    sign_in(client, officer)
    assert client.fill(page + "/tutup", "/tutup").status_code == 303
    assert "ditutup" in _text(client, page)


def test_no_button_promises_a_number_its_owner_keeps(app: Flask, client: FlaskClient) -> None:
    owner = umkm_owner()
    training = make_training(make_school(owner))
    make_sign_up(training, make_member(account={"call_name": "Sari"}))
    make_sign_up(training, make_member(account={"call_name": "Pak Tono"}, audiences={"phone": "coordinator"}))
    sign_in(client, owner)
    page = client.page(f"/pelatihan/{training.public_id}/peserta")
    buttons = [button.text for button in page.every("button") if "Lihat nomor" in button.text]
    assert len(buttons) == 1 and "Sari" in buttons[0]


def test_a_business_gives_a_training_in_its_own_name(app: Flask, client: FlaskClient) -> None:
    owner = umkm_owner()
    school = make_school(owner)
    sign_in(client, owner)
    assert "Tulis pelatihan pertama" in _text(client, "/pelatihan/kelola")
    answer = client.fill("/pelatihan/baru", "/pelatihan/baru", **TYPED)
    assert answer.status_code == 303, answer.get_data(as_text=True)
    db.session.rollback()
    training = db.session.scalars(db.select(Training)).one()
    assert (training.provider, training.business_id) == (school.name, school.id)
    edited = client.fill(answer.location + "/ubah", "/ubah", places="25")
    assert edited.status_code == 303, edited.get_data(as_text=True)
    db.session.rollback()
    assert db.session.scalars(db.select(Training)).one().places == 25


def test_wrong_input_stands_beside_its_field_and_what_was_typed_stays(app: Flask, client: FlaskClient) -> None:
    sign_in(client, coordinator())
    wrong = {**TYPED, "region_code": "antah berantah", "places": "banyak", "cost": "gratis dong"}
    answer = client.fill("/pelatihan/baru", "/pelatihan/baru", provider="Kelurahan Jatirasa", **wrong)
    page = answer.get_data(as_text=True)
    assert answer.status_code == 422
    for kept in ("antah berantah", "gratis dong", TYPED["title"], "Kami belum mengenal", "Tulis angka saja"):
        assert kept in page
    db.session.rollback()
    assert db.session.scalars(db.select(Training)).all() == []


def test_only_the_giver_sees_who_comes(app: Flask, client: FlaskClient) -> None:
    training = make_training(make_school())
    sign_up = make_sign_up(training)
    path = f"/pelatihan/{training.public_id}"
    opening = f"{path}/peserta/{sign_up.public_id}/nomor"
    for account in (job_seeker(), coordinator(), city_admin()):
        sign_in(client, account)
        assert client.get(path + "/peserta").status_code == 403
        assert client.get(path + "/ubah").status_code == 403
    client.get("/")
    _address, values = client.find_form(f"{path}/tutup", "/tutup")
    assert client.post(opening, data=values).status_code == 403


def test_an_admin_closes_with_a_reason(app: Flask, client: FlaskClient) -> None:
    training = make_training(make_school())
    sign_in(client, city_admin())
    path = f"/pelatihan/{training.public_id}/tutup"
    assert client.fill(path, "/tutup", reason="").status_code == 422
    assert client.fill(path, "/tutup", reason="Meminta uang muka.").status_code == 303


def test_a_double_tap_takes_one_place(app: Flask, client: FlaskClient) -> None:
    training = make_training(places=2)
    sign_in(client, job_seeker())
    address, values = client.find_form(f"/pelatihan/{training.public_id}", "/daftar")
    assert [client.post(address, data=values).status_code for _tap in range(2)] == [303, 303]
    db.session.rollback()
    assert db.session.get_one(Training, training.id).taken == 1
    assert len(db.session.scalars(db.select(TrainingSignUp)).all()) == 1


def test_the_last_place_just_gone_is_said_kindly(app: Flask, client: FlaskClient) -> None:
    training = make_training(places=1)
    sign_in(client, job_seeker())
    address, values = client.find_form(f"/pelatihan/{training.public_id}", "/daftar")
    make_sign_up(training)
    answer = client.post(address, data=values)
    assert answer.status_code == 303
    assert "sudah terisi" in _text(client, answer.location)


def test_the_list_begins_at_home_and_widens(app: Flask, client: FlaskClient) -> None:
    far = make_training(region_code=ARENJAYA)
    sign_in(client, job_seeker())
    assert far.title in _text(client, "/pelatihan")
    assert far.title not in _text(client, "/pelatihan?wilayah=jatirasa")
    assert "Belum ada pelatihan yang pas di sini" in _text(client, "/pelatihan?wilayah=jatirasa")


def test_a_hundred_trainings_cost_as_many_queries_as_one(app: Flask, client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    make_training()
    with count_queries() as few:
        client.get("/pelatihan")
    school = make_school()
    for _number in range(25):
        make_training(school)
    with count_queries() as many:
        page = client.page("/pelatihan")  # type: ignore[attr-defined]
    assert len(few) == len(many) <= 8
    older = next(node.get("href") for node in page.every("a") if node.get("rel") == "next")
    assert client.get(older).status_code == 200


def test_an_area_page_names_the_next_trainings(app: Flask, client: FlaskClient) -> None:
    training = make_training()
    assert training.title in _text(client, "/wilayah/jatirasa")


HOSTILE = ["' OR 1=1 --", "<script>alert(1)</script>", "%_\\", "a" * 5000, "🍜" * 200, "-1", "9" * 40]


@pytest.mark.whole_site
@pytest.mark.parametrize("text", HOSTILE)
def test_hostile_words_never_break_a_list(app: Flask, client: FlaskClient, text: str) -> None:
    make_training()
    for name in ("belajar", "gratis", "daring", "wilayah", "setelah"):
        answer = client.get("/pelatihan", query_string={name: text})
        assert answer.status_code == 200, name
        assert "<script>alert" not in answer.get_data(as_text=True)


def test_hostile_words_in_forms_stay_words(app: Flask, client: FlaskClient) -> None:
    sign_in(client, coordinator())
    nasty = {**TYPED, "title": "<script>alert(1)</script>\u202e", "places": "9" * 30}
    assert client.fill("/pelatihan/baru", "/pelatihan/baru", provider="Kel", **nasty).status_code == 422
    answer = client.fill("/pelatihan/baru", "/pelatihan/baru", provider="Kel", **{**nasty, "places": "3"})
    assert answer.status_code == 303
    assert "<script>alert" not in client.get(answer.location).get_data(as_text=True)
    assert client.get(answer.location + "/peserta?nomor=bukanorang12").status_code == 404


def test_guests_see_and_are_led_to_sign_in(app: Flask, client: FlaskClient) -> None:
    training = make_training()
    assert "Masuk untuk mendaftar" in _text(client, f"/pelatihan/{training.public_id}")
    for path in ("/pelatihan/saya", "/pelatihan/kelola", "/pelatihan/baru"):
        assert "/masuk" in client.get(path).location
    draft = make_training(status=TrainingStatus.DRAFT)
    assert client.get(f"/pelatihan/{draft.public_id}").status_code == 404


def test_nobody_is_sent_to_a_place_where_an_online_training_is_not(app: Flask, client: FlaskClient) -> None:
    here, online = make_training(cost=50_000), make_training(cost=50_000, online=True, place="")
    sign_in(client, job_seeker())
    told = {}
    for training in (here, online):
        page = f"/pelatihan/{training.public_id}"
        assert client.fill(page, "/daftar").status_code == 303
        told[training.id] = _text(client, page)
    assert "Datang pada" in told[here.id] and "di tempat pelatihan" in told[here.id]
    assert "Datang pada" not in told[online.id] and "di tempat pelatihan" not in told[online.id]
    assert "lewat HP atau komputer" in told[online.id] and "Bayar hanya kepada penyelenggara." in told[online.id]


def test_no_places_are_counted_once_nobody_can_sign_up(app: Flask, client: FlaskClient) -> None:
    sign_in(client, job_seeker())
    begins = clock.today() - timedelta(days=3)
    for training, left in ((make_training(), True), (make_training(starts_on=begins), False)):
        assert ("Sisa 2 tempat" in _text(client, f"/pelatihan/{training.public_id}")) == left
