"""What trail entries are about is said in words, in one query, and nothing raw is shown."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from community.accounts import audit, services
from community.accounts.models import Role
from community.accounts.queries import grants_of
from community.foundation import clock
from tests.businesses.factories import make_business
from tests.communities.factories import make_post, make_theme
from tests.events.factories import make_event
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, make_account, make_officer
from tests.personas import acting, city_admin, sign_in
from tests.programmes.factories import make_programme
from tests.support import count_queries, unit


def test_names_come_in_one_query(app: Flask) -> None:
    wanted = {
        f"account:{make_account(call_name='Sari').id}": "Sari",
        f"business:{make_business(name='Warung Bu Tini').id}": "Warung Bu Tini",
        f"event:{make_event(title='Foto produk').id}": "Foto produk",
        f"programme:{make_programme(title='Kelas Kurir').id}": "Kelas Kurir",
    }
    with count_queries() as statements:
        found = audit.things_of(
            [*wanted, "event:999999", "search:ab12", "job:x", "job:²", f"account:{'9' * 30}", "", "account"]
        )
    assert {subject: thing.name for subject, thing in found.items()} == wanted and len(statements) == 1
    assert audit.things_of(["search:ab12"]) == {}


def test_the_trail_speaks_of_things_as_people_know_them(app: Flask, client: FlaskClient) -> None:
    admin, sari = city_admin(), make_account(call_name="Sari")
    actor, programme = acting(admin), make_programme(title="Kelas Kurir")
    with unit():
        audit.note(
            "programmes.returned", f"programme:{programme.id}", actor=actor, region_code=CITY, note="Tulis ongkos"
        )
        audit.note("admin.people_searched", "search:ab12cd", actor=actor, region_code=CITY)
        services.grant_role(
            sari, Role.COORDINATOR, DISTRICT_JATIASIH, clock.today(), clock.today(), actor=actor, today=clock.today()
        )
    sign_in(client, admin)
    text = client.page("/admin/jejak").text
    assert "Kelas Kurir" in text and "Tulis ongkos" in text and "Koordinator · sampai" in text
    assert not [raw for raw in ("programme:", "search:", "account:", "coordinator") if raw in text]
    links = {link.text: link.get("href") for link in client.page("/admin/jejak").every("a")}
    assert (links["Kelas Kurir"], links["Sari"]) == (
        f"/program/{programme.public_id}",
        f"/admin/warga/{sari.public_id}",
    )
    assert "Kelas Kurir" in client.page(f"/admin/jejak?tentang=programme:{programme.id}").text
    assert "Satu orang atau hal" in client.page("/admin/jejak?tentang=job:1").text


def test_ones_own_trail_says_which_thing_and_repeats_no_name_of_a_person(app: Flask, client: FlaskClient) -> None:
    admin, sari = city_admin(), make_account(call_name="Sari")
    programmes = [make_programme(title=title) for title in ("Kelas Kurir", "Kelas Barista")]
    post = make_post(make_theme(), admin, title="Kerja bakti")
    with unit():
        for programme in programmes:
            audit.note("programmes.opened", f"programme:{programme.id}", actor=acting(admin), region_code=CITY)
        audit.note("accounts.suspended", f"account:{sari.id}", actor=acting(admin), region_code=CITY)
        audit.note("communities.post_hidden", f"post:{post.id}", actor=acting(admin), region_code=CITY)
    sign_in(client, admin)
    page = client.page("/akun/jejak")
    links = {link.text: link.get("href") for link in page.every("a")}
    assert [links[one.title] for one in programmes] == [f"/program/{one.public_id}" for one in programmes]
    assert "Kerja bakti" in page.text and "Kerja bakti" not in links and "Sari" not in page.text


def test_a_subject_is_named_only_where_my_own_trail_is_about_it(app: Flask, client: FlaskClient) -> None:
    admin, far = acting(city_admin()), make_account(call_name="Zubaedah", home_code=ARENJAYA)
    near = make_account(call_name="Sari")
    with unit():
        for account in (far, near):
            subject = f"account:{account.id}"
            audit.note("accounts.suspended", subject, actor=admin, region_code=account.home_code, reason="Menipu.")
    sign_in(client, make_officer())
    assert "Zubaedah" not in client.page(f"/admin/jejak?tentang=account:{far.id}").text
    assert "Sari" in client.page(f"/admin/jejak?tentang=account:{near.id}").text


def test_past_offices_keep_to_the_region(app: Flask, client: FlaskClient) -> None:
    admin = acting(city_admin())
    for name, region in (("Bu Ningsih", ARENJAYA), ("Pak Rahmat", DISTRICT_JATIASIH)):
        (grant,) = grants_of(make_officer(region_code=region, call_name=name).id)
        with unit():
            services.end_role(grant, actor=admin, reason="Pindah kota.")
    sign_in(client, make_officer(call_name="Bu Lasma"))
    past = client.page("/admin/petugas?kapan=lewat").text
    assert "Pak Rahmat" in past and "Pindah kota." in past and "oleh Pak Hendra" in past
    assert "Bu Ningsih" not in past and "Pak Rahmat" not in client.page("/admin/petugas").text
