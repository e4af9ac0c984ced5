from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from community.accounts.models import Account, AccountStatus, AuditEntry, Role, RoleGrant
from community.admin import services
from community.foundation import clock
from community.foundation.database import db
from community.foundation.messages import Message, MessageState
from community.foundation.outbox import MOST_ATTEMPTS, STUCK_AFTER, OutboxMessage
from community.foundation.paging import SIZE
from tests.events.factories import make_event
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIRASA, make_account, make_officer
from tests.personas import city_admin, coordinator, sign_in
from tests.support import count_queries, unit

PAGES = ("/admin", "/admin/petugas", "/admin/warga", "/admin/jejak")
ADMIN_PAGES = ("/admin/petugas/baru", "/admin/kiriman")


@pytest.mark.parametrize("path", [*PAGES, *ADMIN_PAGES])
def test_doors(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 303
    sign_in(client, make_account())
    assert client.get(path).status_code == 403


@pytest.mark.parametrize("path", PAGES)
def test_officers_come_in(client: FlaskClient, path: str) -> None:
    sign_in(client, coordinator())
    client.get(path)
    with count_queries() as statements:
        assert client.get(path).status_code == 200
    assert len(statements) <= 8, statements


@pytest.mark.parametrize("path", ADMIN_PAGES)
def test_admins_come_in_and_coordinators_do_not(client: FlaskClient, path: str) -> None:
    sign_in(client, coordinator())
    assert client.get(path).status_code == 403
    sign_in(client, city_admin())
    assert client.get(path).status_code == 200


def test_an_unproved_officer_is_led_to_the_second_factor(client: FlaskClient) -> None:
    sign_in(client, coordinator(), second_factor=False)
    answer = client.get("/admin")
    assert answer.status_code == 303
    assert "kembali=/admin" in (answer.location or "") or "kembali=%2Fadmin" in (answer.location or "")


def test_a_search_shows_my_region_alone_and_is_traced(client: FlaskClient) -> None:
    make_account(call_name="Siti Nurhaliza", home_code=JATIRASA)
    make_account(call_name="Siti Badriah", home_code=ARENJAYA)
    sign_in(client, coordinator())
    answer = client.fill("/admin/warga", text="Siti")
    assert (answer.status_code, answer.location) == (303, "/admin/warga")
    text = client.page("/admin/warga").text
    assert "Siti Nurhaliza" in text
    assert "Siti Badriah" not in text
    assert "••••" in text
    actions = db.session.scalars(select(AuditEntry.action)).all()
    assert actions.count("admin.people_searched") == 1


def test_an_empty_search_is_asked_again(client: FlaskClient) -> None:
    sign_in(client, coordinator())
    assert client.fill("/admin/warga", text=" ").status_code == 422


def test_a_person_elsewhere_is_not_there(client: FlaskClient) -> None:
    near, far = make_account(home_code=JATIRASA), make_account(home_code=ARENJAYA)
    sign_in(client, coordinator())
    client.page(f"/admin/warga/{near.public_id}")
    client.page(f"/admin/warga/{far.public_id}", status=404)


def test_name_and_dismiss_an_officer(client: FlaskClient) -> None:
    sari = make_account(call_name="Sari")
    sign_in(client, city_admin())
    until = (clock.today() + timedelta(days=365)).isoformat()
    told = {
        "account": sari.phone, "role": "coordinator", "region_code": "Jatirasa",
        "begins_on": clock.today().isoformat(), "ends_on": until,
    }  # fmt: skip
    assert client.fill("/admin/petugas/baru", **told).status_code == 200, "the code for her is shown"
    assert "Koordinator · Kel. Jatirasa" in client.page("/admin/petugas").text
    again = client.fill("/admin/petugas/baru", **told)
    assert again.status_code == 422
    assert "sudah memegang tugas" in again.get_data(as_text=True)
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == sari.id)).one()
    path = f"/admin/petugas/{grant.public_id}/akhiri"
    assert client.fill(path, reason="").status_code == 422
    assert client.fill(path, reason="Pindah kota").status_code == 303
    db.session.expire_all()
    ended = db.session.get_one(RoleGrant, grant.id)
    assert ended.ended_at is not None
    assert ended.reason == "Pindah kota"


def _names(client: FlaskClient, path: str) -> list[str]:
    text = client.page(path).text
    found = {name: text.find(name) for name in ("Anisah", "Bambang", "Cahya", "Dewanto", "Endang")}
    return sorted((name for name, at in found.items() if at >= 0), key=lambda name: found[name])


def test_officers_stand_by_region_and_can_be_narrowed_to_one(client: FlaskClient) -> None:
    make_officer(call_name="Bambang", region_code=JATIRASA)
    make_officer(call_name="Anisah", region_code=ARENJAYA)
    make_officer(call_name="Cahya", region_code=DISTRICT_JATIASIH)
    gone = make_officer(call_name="Dewanto", region_code=ARENJAYA)
    make_officer(call_name="Endang", region_code=JATIRASA)
    make_officer(call_name="Anisah", region_code=JATIRASA)
    sign_in(client, city_admin())
    assert _names(client, "/admin/petugas?wilayah=jatirasa") == ["Bambang", "Endang", "Anisah"]
    assert _names(client, "/admin/petugas?wilayah=kecamatan-jatiasih") == ["Cahya", "Bambang", "Endang", "Anisah"]
    assert _names(client, "/admin/petugas?wilayah=arenjaya") == ["Anisah", "Dewanto"]
    page = client.page("/admin/petugas?wilayah=jatirasa")
    assert "/admin/petugas?wilayah=kecamatan-jatiasih" in [one.get("href") for one in page.every("a")], "one tap wider"
    with unit():
        grant = db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == gone.id)).one()
        grant.ended_at = clock.now()
    assert _names(client, "/admin/petugas?kapan=lewat&wilayah=arenjaya") == ["Dewanto"]
    assert _names(client, "/admin/petugas?kapan=lewat&wilayah=jatirasa") == []
    assert "Tidak ada petugas untuk Kel. Jatirasa" in client.page("/admin/petugas?kapan=lewat&wilayah=jatirasa").text


def test_no_officer_is_lost_or_seen_twice_between_pages(client: FlaskClient) -> None:
    for number in range(SIZE + 5):
        make_officer(call_name="Bu Ani", region_code=(JATIRASA, ARENJAYA, DISTRICT_JATIASIH)[number % 3])
    sign_in(client, city_admin())
    seen: list[str] = []
    path: str | None = "/admin/petugas?wilayah=kota-bekasi"
    while path and len(seen) < 3 * SIZE:
        page = client.page(path)
        ways = [str(one.get("href")) for one in page.every("a")]
        seen += [one for one in ways if one.endswith("/akhiri")]
        path = next((one for one in ways if "setelah=" in one and one != path), None)
    assert len(seen) == len(set(seen)) == SIZE + 5


def test_a_coordinator_narrows_to_nothing_beyond_her_regions(client: FlaskClient) -> None:
    make_officer(call_name="Anisah", region_code=ARENJAYA)
    sign_in(client, coordinator())
    make_officer(call_name="Bambang", region_code=JATIRASA)
    assert _names(client, "/admin/petugas?wilayah=arenjaya") == ["Bambang"], "a region elsewhere narrows nothing"
    for path in ("/admin/petugas?wilayah=jatirasa", "/admin/petugas?wilayah=jatirasa&kapan=lewat"):
        with count_queries() as statements:
            client.page(path)
        assert len(statements) <= 8, statements
    options = [one.get("value") for one in client.page("/admin/petugas").every("option")]
    assert "jatirasa" in options and "arenjaya" not in options


def test_a_role_always_has_an_end(client: FlaskClient) -> None:
    sari = make_account()
    sign_in(client, city_admin())
    told = {"account": sari.phone, "role": "coordinator", "region_code": "Jatirasa"}
    answer = client.fill("/admin/petugas/baru", **told, ends_on="")
    assert answer.status_code == 422 and "Pilih tanggal selesai" in answer.get_data(as_text=True)
    assert client.fill("/admin/petugas/baru", **told).status_code == 200
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == sari.id)).one()
    assert grant.ends_on == clock.today() + timedelta(days=365)


def test_naming_says_what_is_wrong(client: FlaskClient) -> None:
    sign_in(client, city_admin())
    answer = client.fill("/admin/petugas/baru", account="0899-9999-0000", role="admin", region_code="Jatirasa")
    assert answer.status_code == 422
    assert "Kami tidak menemukan akun ini" in answer.get_data(as_text=True)


def test_naming_leaves_the_trace_of_a_search_whatever_comes_of_it(client: FlaskClient) -> None:
    sari = make_account(call_name="Sari")
    sign_in(client, make_officer(Role.ADMIN, DISTRICT_JATIASIH))
    told = {"account": sari.phone, "role": "coordinator", "region_code": "Jatirasa"}

    def searches() -> list[AuditEntry]:
        db.session.rollback()
        return list(db.session.scalars(select(AuditEntry).where(AuditEntry.action == services.LOOKED_UP)))

    client.page("/admin/petugas/baru")
    assert client.fill("/admin/petugas/baru", **{**told, "account": ""}).status_code == 422
    assert searches() == [], "nobody was looked for"
    assert client.fill("/admin/petugas/baru", **{**told, "account": "0812-9999-0000"}).status_code == 422
    assert client.fill("/admin/petugas/baru", **told, ends_on="").status_code == 422
    assert client.fill("/admin/petugas/baru", **{**told, "region_code": "Arenjaya"}).status_code == 403
    assert client.fill("/admin/petugas/baru", **told).status_code == 200
    found = searches()
    assert [entry.region_code for entry in found] == [DISTRICT_JATIASIH] * 4
    assert len({entry.subject for entry in found}) == 2, "two numbers, and no words of them"
    assert "Mencari warga" in client.page("/admin/jejak").text


def test_an_admin_of_one_kecamatan_names_nobody_elsewhere(client: FlaskClient) -> None:
    sari = make_account()
    sign_in(client, make_officer(Role.ADMIN, DISTRICT_JATIASIH))
    answer = client.fill("/admin/petugas/baru", account=sari.public_id, role="coordinator", region_code="Arenjaya")
    assert answer.status_code == 403
    assert db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == sari.id)).all() == []
    other = make_officer(region_code=ARENJAYA)
    grant = db.session.scalars(select(RoleGrant).where(RoleGrant.account_id == other.id)).one()
    client.page(f"/admin/petugas/{grant.public_id}/akhiri", status=404)


def test_suspend_and_restore(client: FlaskClient) -> None:
    sari = make_account(call_name="Sari")
    sign_in(client, city_admin())
    page = f"/admin/warga/{sari.public_id}"
    assert client.fill(f"{page}/tangguhkan", reason="Menipu pembeli").status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Account, sari.id).status == AccountStatus.SUSPENDED
    assert client.fill(page, "buka").status_code == 303
    db.session.expire_all()
    assert db.session.get_one(Account, sari.id).status == AccountStatus.ACTIVE
    trail = client.page(f"/admin/jejak?tentang=account:{sari.id}").text
    assert "Akun ditangguhkan" in trail
    assert "Menipu pembeli" in trail


def test_a_coordinator_suspends_nobody(client: FlaskClient) -> None:
    sari = make_account()
    sign_in(client, coordinator())
    assert "Tangguhkan akun" not in client.page(f"/admin/warga/{sari.public_id}").text
    assert client.get(f"/admin/warga/{sari.public_id}/tangguhkan").status_code == 403


def test_failed_messages_are_seen_masked_and_sent_again(client: FlaskClient, app: Flask) -> None:
    with unit():
        db.session.add(
            Message(address="+6281234567890", subject="Kode", body="…", state=MessageState.FAILED, problem="x")
        )
    sign_in(client, city_admin())
    text = client.page("/admin/kiriman").text
    assert "Kode" in text
    assert "34567" not in text
    assert client.fill("/admin/kiriman", "pesan").status_code == 303
    db.session.expire_all()
    assert db.session.scalars(select(Message.state)).one() == MessageState.WAITING


def test_stuck_facts_say_whether_they_are_tried_again(client: FlaskClient) -> None:
    now = clock.now()
    failing = {"kind": "accounts.AccountClosed", "payload": {}, "problem": "no"}
    with unit():
        again = OutboxMessage(**failing, attempts=STUCK_AFTER, due_at=now + timedelta(hours=1))
        given_up = OutboxMessage(**failing, attempts=MOST_ATTEMPTS, delivered_at=now)
        db.session.add_all([again, given_up])
    sign_in(client, city_admin())
    assert "2 perlu dilihat" in client.page("/admin").text
    text = client.page("/admin/kiriman").text
    assert f"Dicoba {STUCK_AFTER} kali, dicoba lagi" in text
    assert f"Dicoba {MOST_ATTEMPTS} kali, lalu berhenti." in text


def test_the_trail_takes_any_address(client: FlaskClient) -> None:
    sign_in(client, make_officer(Role.ADMIN, CITY))
    for query in ("bagian=%25&wilayah=x", "tentang=account:99999999999999999999", "setelah=abc", "bagian=jobs"):
        assert client.get(f"/admin/jejak?{query}").status_code == 200


def test_the_desk_shows_the_days_events_and_who_is_new_there(client: FlaskClient) -> None:
    officer = coordinator()
    make_event(
        title="Ngopi produk", starts_at=clock.now() + timedelta(hours=30), places=40, taken=17, organiser=officer
    )
    make_event(
        title="Jauh di sana", starts_at=clock.now() + timedelta(hours=30), region_code=ARENJAYA, organiser=officer
    )
    make_account(home_code=ARENJAYA)
    for _number in range(2):
        make_account(home_code=JATIRASA)
    make_account(home_code="32.75.09.1003", created_at=clock.now() - timedelta(days=8))
    sign_in(client, officer)
    page = client.page("/admin")
    assert "Daftar hadir: Ngopi produk" in page.text and "17 dari 40 tempat terisi" in page.text
    assert "Jauh di sana" not in page.text
    newcomers = page.text[page.text.index("Warga baru minggu ini") : page.text.index("Alat petugas")]
    assert newcomers.split("minggu ini")[1].split() == "Kel. Jatirasa 3 warga baru".split()
