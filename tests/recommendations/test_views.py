from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts import queries as accounts
from community.accounts.models import Purpose
from community.foundation.database import db
from community.foundation.languages import format_date
from community.jobs.models import Job
from community.recommendations import services
from tests.factories import ARENJAYA, JATIRASA, make_account
from tests.jobs.factories import make_employer, make_job
from tests.learning.factories import make_training
from tests.members.factories import make_member
from tests.personas import sign_in
from tests.recommendations.factories import make_neighbourhood, work
from tests.support import count_queries, unit

pytestmark = pytest.mark.slow


def listed(client: FlaskClient) -> Job:
    """Somebody signed in whose list holds one vacancy."""
    job = make_job(make_employer(), title="Kasir toko", skills=["kasir"], region_code=JATIRASA)
    sari = make_member()
    with unit():
        services.ask_refresh([sari.id])
    work()
    sign_in(client, sari)
    return job


def test_guests_are_led_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/cocok").status_code == 303


def test_the_page_says_why(client: FlaskClient) -> None:
    job = listed(client)
    text = client.page("/cocok").text
    assert "Kasir toko" in text
    assert "Keahlian Anda dicari di sini: Kasir" in text
    # Its last day is still a day to apply.
    assert f"Lamar sampai {format_date(job.closes_on)}" in text
    assert "Kasir toko" in client.page("/cocok?jenis=job").text
    assert "Kasir toko" not in client.page("/cocok?jenis=event").text
    assert client.get("/cocok?jenis=<b>").status_code == 200


def test_one_card_says_to_each_person_why_it_is_for_her_in_her_language(client: FlaskClient) -> None:
    listed(client)
    near = "Di kelurahan Anda, Jatirasa"
    assert near in client.page("/cocok").text
    client.set_cookie("bahasa", "en")
    assert "They look for your skills" in client.page("/cocok").text
    client.delete_cookie("bahasa")
    dimas = make_member(account={"home_code": ARENJAYA})
    with unit():
        services.ask_refresh([dimas.id])
    work()
    sign_in(client, dimas)
    of_dimas = client.page("/cocok").text
    assert "Keahlian Anda dicari di sini: Kasir" in of_dimas
    assert near not in of_dimas


@pytest.mark.parametrize("place", [{"online": True, "place": ""}, {"online": False}], ids=["online", "in a hall"])
def test_only_where_one_has_to_go_is_near(client: FlaskClient, place: dict[str, object]) -> None:
    make_training(title="Memasak untuk pemula", skills=["masak_nusantara"], **place)
    listed(client)
    with_profile = client.page("/cocok?jenis=training")
    client.fill("/cocok", "urutan")
    without = client.page("/cocok?jenis=training")
    for page in (with_profile, without, client.page("/cari?q=memasak")):
        [card] = [text for article in page.every("article") if "Memasak untuk pemula" in (text := article.text)]
        assert ("Daring" in card, "Kel. Jatirasa" in card) == (place["online"], not place["online"])
    for page in (with_profile, without):
        told = ("Bisa diikuti dari rumah" in page.text, "Di kelurahan Anda" in page.text)
        assert told == (place["online"], not place["online"])


def test_what_is_missing_says_how_many_vacancies_it_would_open(client: FlaskClient) -> None:
    for title in ("Kasir toko roti", "Kasir kafe", "Kasir warung kopi"):
        make_job(make_employer(), title=title, skills=["kasir", "barista"], region_code=JATIRASA)
    listed(client)
    text = client.page("/cocok?jenis=job").text
    assert "Belum ada di profil Anda: Barista kopi. Dengan itu, semua syarat 3 lowongan terpenuhi" in text
    client.set_cookie("bahasa", "en")
    assert "Not in your profile yet: Barista. With it you meet all that 3 vacancies ask" in (
        client.page("/cocok?jenis=job").text
    )


def test_reasons_stand_on_the_page_of_the_offer(client: FlaskClient) -> None:
    job = listed(client)
    assert "Kenapa ini disarankan" in client.page(f"/lowongan/{job.public_id}").text


def test_hide_bring_back_and_order(client: FlaskClient) -> None:
    listed(client)
    answer = client.fill("/cocok", "sembunyikan", reason="upah_kurang")
    assert answer.status_code == 303
    assert "Kasir toko" not in client.page("/cocok").text
    assert "Upahnya kurang" in client.page("/cocok/tersembunyi").text
    assert client.fill("/cocok/tersembunyi", "tampilkan").status_code == 303
    assert "Kasir toko" in client.page("/cocok").text
    client.fill("/cocok", "urutan")
    assert "Profil Anda tidak dipakai" in client.page("/cocok").text
    client.fill("/cocok", "urutan")
    assert "Dipilih dari profil Anda" in client.page("/cocok").text


def test_hiding_needs_a_reason_and_an_offer(client: FlaskClient) -> None:
    job = listed(client)
    _address, sent = client.find_form("/cocok", "sembunyikan")
    without = {**sent, "public_id": job.public_id}
    assert client.post("/cocok/sembunyikan", data=without).status_code == 422
    _address, sent = client.find_form("/cocok", "sembunyikan")
    gone = {**sent, "reason": "upah_kurang", "public_id": "tidak-ada"}
    assert client.post("/cocok/sembunyikan", data=gone).status_code == 404
    _address, sent = client.find_form("/cocok", "sembunyikan")
    away = {**sent, "reason": "upah_kurang", "kembali": "https://jahat.example"}
    assert client.post("/cocok/sembunyikan", data=away).location == "/cocok"


def test_without_consent_the_page_says_so(client: FlaskClient) -> None:
    make_neighbourhood()
    sign_in(client, make_account(consents=[Purpose.ACCOUNT]))
    text = client.page("/cocok").text
    assert "belum menyetujuinya" in text
    assert "Buka persetujuan" in text


def test_today_shows_six_with_reasons(client: FlaskClient) -> None:
    make_neighbourhood()
    sari = make_account(intents=["kerja"])
    sign_in(client, sari)
    work()
    page = client.page("/hari-ini")
    assert "Cocok untuk Anda" in page.text
    assert len(list(page.every("article"))) == 6


def test_every_list_ordered_by_the_profile_can_be_ordered_without_it(client: FlaskClient) -> None:
    listed(client)
    for path in ("/cocok", "/cocok?jenis=job", "/hari-ini"):
        assert "Urutkan tanpa profil saya" in client.page(path).text, path
        assert "Sudah punya, tidak perlu lagi" in client.page(path).text, path
    assert client.fill("/hari-ini", "urutan").status_code == 303
    for path in ("/cocok", "/cocok?jenis=job", "/hari-ini"):
        assert "Profil Anda tidak dipakai" in client.page(path).text, path


def test_being_introduced_is_asked_where_lists_are_explained(client: FlaskClient) -> None:
    sari = make_account()
    assert "Saran kepada yang mencari" in client.page("/privasi").text
    sign_in(client, sari)
    for path in ("/cocok", "/privasi"):
        assert client.fill(path, "/akun/persetujuan").location == path
        assert Purpose.INTRODUCTIONS in accounts.consents_of(sari.id)
        assert client.fill(path, "/akun/persetujuan").location == path
        assert Purpose.INTRODUCTIONS not in accounts.consents_of(sari.id)


def test_few_queries(client: FlaskClient, app: Flask) -> None:
    listed(client)
    make_neighbourhood()
    work()
    for path, most in (("/cocok", 8), ("/cocok/tersembunyi", 8)):
        client.get(path)
        with count_queries() as statements:
            client.get(path)
        assert len(statements) <= most, statements
    db.session.remove()


def test_who_told_nothing_yet_is_not_told_that_her_profile_chose(client: FlaskClient) -> None:
    make_job(make_employer(), title="Penjaga toko", region_code=JATIRASA)
    sari = make_account(call_name="Sari", consents=(Purpose.ACCOUNT, Purpose.MATCHING))
    with unit():
        services.ask_refresh([sari.id])
    work()
    sign_in(client, sari)
    text = client.page("/cocok").text
    assert "Penjaga toko" in text
    assert "Isi profil dulu" in text and "Dipilih dari profil Anda" not in text
