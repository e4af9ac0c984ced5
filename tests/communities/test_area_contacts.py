"""Whom to call, on the page of an area."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import AuditEntry
from community.accounts.queries import grants_of
from community.accounts.services import end_role, suspend_account
from community.foundation import cache, guest_pages
from community.foundation.database import db
from community.regions.queries import directory
from tests.communities.factories import make_community
from tests.factories import DISTRICT_JATIASIH, JATIRASA, make_officer
from tests.personas import acting, city_admin, coordinator, job_seeker, sign_in
from tests.support import count_queries, unit


def card_of(client: FlaskClient, path: str) -> str:
    text = client.page(path).text
    return text[text.index("Siapa yang bisa dihubungi") :]


def district_path() -> str:
    district = directory().by_code(DISTRICT_JATIASIH)
    assert district is not None
    return f"/wilayah/{district.slug}"


def test_a_kelurahan_names_its_own_coordinators(client: FlaskClient) -> None:
    for name in ("Bu Tuti", "Pak Asep"):
        make_officer(region_code=JATIRASA, call_name=name)
    coordinator(), city_admin()
    card = card_of(client, "/wilayah/jatirasa")
    assert "Bu Tuti" in card and "Pak Asep" in card and "Koordinator Kel. Jatirasa" in card
    assert "Pak Rahmat" not in card and "Pak Hendra" not in card and "Belum ada" not in card


def test_without_one_the_kecamatan_stands_in_then_the_city(client: FlaskClient) -> None:
    city_admin()
    card = card_of(client, "/wilayah/jatirasa")
    assert "Belum ada koordinator di Kel. Jatirasa" in card
    assert "Pak Hendra" in card and "Admin Kota Bekasi" in card
    coordinator()
    card = card_of(client, "/wilayah/jatirasa")
    assert "Pak Rahmat" in card and "Koordinator Kec. Jatiasih" in card and "Pak Hendra" not in card
    assert "Pak Rahmat" in card_of(client, district_path())
    assert "Pak Rahmat" not in card_of(client, "/wilayah/arenjaya")
    city = card_of(client, "/wilayah")
    assert "Pak Hendra" in city and "Pak Rahmat" not in city


def test_where_nobody_is_in_office_the_next_office_up_is_named(client: FlaskClient) -> None:
    card = card_of(client, "/wilayah/jatirasa")
    assert "Belum ada petugas yang ditunjuk untuk Kel. Jatirasa" in card
    assert f'href="{district_path()}"' in client.get("/wilayah/jatirasa").text and "Kec. Jatiasih" in card
    assert "Kota Bekasi" in card_of(client, district_path())
    assert "Belum ada petugas yang ditunjuk untuk Kota Bekasi" in card_of(client, "/wilayah")


@pytest.fixture
def kept_as_deployed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Pages of guests are kept for a while, as on a server."""
    monkeypatch.setitem(app.config, "CACHE_SECONDS", 3600.0)
    yield
    app.extensions.pop(cache.EXTENSION, None)
    app.extensions[guest_pages.EXTENSION].pages.clear()


def test_who_is_suspended_or_has_left_office_is_gone_at_once(client: FlaskClient, kept_as_deployed: None) -> None:
    gone = make_officer(region_code=JATIRASA, call_name="Bu Tuti")
    left = make_officer(region_code=JATIRASA, call_name="Pak Asep")
    admin = acting(city_admin())
    assert "Bu Tuti" in card_of(client, "/wilayah/jatirasa")
    with unit():
        suspend_account(gone.id, reason="Menyalahgunakan nomor warga", actor=admin)
    card = card_of(client, "/wilayah/jatirasa")
    assert "Bu Tuti" not in card and "Pak Asep" in card
    with unit():
        end_role(grants_of(left.id)[0], actor=admin, reason="Pindah rumah")
    card = card_of(client, "/wilayah/jatirasa")
    assert "Pak Asep" not in card and "Pak Hendra" in card


def test_guests_read_name_and_hours_and_are_led_to_sign_in_for_the_number(client: FlaskClient) -> None:
    officer = make_officer(region_code=JATIRASA, call_name="Bu Tuti")
    make_community(
        slug="komunitas-jatirasa",
        contact_name="Mpok Ijah",
        contact_phone="+6281200999111",
        office_hours="Selasa, 09–12",
    )
    page = client.page("/wilayah/jatirasa")
    assert "Mpok Ijah" in page.text and "Selasa, 09–12" in page.text and "Bu Tuti" in page.text
    html = client.get("/wilayah/jatirasa").text
    assert "/masuk?kembali=/wilayah/jatirasa" in html
    assert "999111" not in html and "/nomor" not in html and officer.public_id not in html


def test_a_member_sees_the_number_once_her_look_is_written_down(client: FlaskClient) -> None:
    officer = make_officer(region_code=JATIRASA, call_name="Bu Tuti")
    make_community(slug="komunitas-jatirasa", contact_name="Mpok Ijah", contact_phone="+6281200999111")
    sign_in(client, job_seeker())
    assert "9111" not in client.get("/wilayah/jatirasa").text
    assert f"/warga/{officer.public_id}" in client.get("/wilayah/jatirasa").text
    shown = client.fill("/wilayah/jatirasa", "nomor")
    assert "0812-0099-9111" in client.page(shown.location).text
    assert db.session.query(AuditEntry).filter_by(action="communities.phone_opened").count() == 1


def test_the_card_costs_the_same_for_one_officer_and_for_many(client: FlaskClient) -> None:
    make_officer(region_code=JATIRASA)
    make_community()
    client.page("/wilayah/jatirasa")
    with count_queries() as few:
        client.page("/wilayah/jatirasa")
    for _turn in range(8):
        make_officer(region_code=JATIRASA)
    with count_queries() as many:
        card = card_of(client, "/wilayah/jatirasa")
    assert len(many) == len(few)
    assert card.count("Koordinator Kel. Jatirasa") == 5


@pytest.mark.parametrize("page", ["/bantuan", "/tentang"])
def test_help_leads_to_the_card_of_ones_own_kelurahan_or_to_the_list(client: FlaskClient, page: str) -> None:
    assert 'href="/wilayah#daftar"' in client.get(page).text
    assert 'id="daftar"' in client.get("/wilayah").text
    sign_in(client, job_seeker())
    assert 'href="/wilayah/jatirasa#kontak"' in client.get(page).text
    assert 'id="kontak"' in client.get("/wilayah/jatirasa").text
