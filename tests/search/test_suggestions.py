"""Suggestions while somebody types: what each leads to, that it stands once, and that nobody is named who hides."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask

from community.accounts import services as accounts
from community.accounts.models import Account, AccountStatus
from community.foundation import clock
from community.foundation.database import db
from community.members import services as members
from community.members.policies import RULES, Audience, Field
from community.search import queries, services
from community.search.suggestions import MOST
from tests.events.factories import make_event
from tests.factories import ARENJAYA
from tests.inspector import Inspector
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.personas import acting, city_admin, job_seeker, sign_in
from tests.search.factories import HIDDEN, MAKERS, hide, unlist
from tests.search.test_rights import CHOSEN, WORDS, person
from tests.support import count_queries, settle, unit

NAME = "Zubaedah"


def rows(client: Inspector, text: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = client.get("/cari.json", query_string={"q": text}).json
    return found


def named(client: Inspector, text: str) -> list[str]:
    """The pages of people that are suggested."""
    return [row["href"] for row in rows(client, text) if row["href"].startswith("/warga/")]


def make_public(**fields: Any) -> Account:
    return make_member(**{"account": {"call_name": NAME}, "audiences": {"name": "public"}, **fields})


def test_each_says_what_it_is_and_leads_there(client: Inspector) -> None:
    job = make_job(title="Jatilawang zamrud")
    account = make_public(account={"call_name": "Jatinegara"})
    services.rebuild()
    found = {row["text"]: row for row in rows(client, "jati")}
    assert found["Jatilawang zamrud"] == {
        "text": "Jatilawang zamrud", "hint": "Lowongan", "icon": "briefcase", "href": f"/lowongan/{job.public_id}",
    }  # fmt: skip
    assert found["Kel. Jatirasa"] == {
        "text": "Kel. Jatirasa", "hint": "Wilayah", "icon": "map-pin", "href": "/wilayah/jatirasa",
    }  # fmt: skip
    assert found["Jatinegara"] == {
        "text": "Jatinegara", "hint": "Warga · Kel. Jatirasa", "icon": "user", "href": f"/warga/{account.public_id}",
    }  # fmt: skip
    assert rows(client, "baris")[0] == {
        "text": "Barista kopi", "hint": "Keahlian", "icon": "bulb", "href": "/cari?q=Barista+kopi",
    }  # fmt: skip


def test_every_address_is_a_page(client: Inspector) -> None:
    make_job(title="Jatilawang zamrud")
    make_public(account={"call_name": "Jatinegara"})
    services.rebuild()
    addresses = [row["href"] for text in ("jati", "baris") for row in rows(client, text)]
    assert {client.get(address).status_code for address in addresses} == {200}


def test_nothing_stands_there_twice(client: Inspector) -> None:
    business = make_employer()
    for title in ("Kasir toko", "Kasir Toko", "Barista kopi", "Kel. Jatirasa"):
        make_job(business, title=title)
    event = make_event(title="Kasir toko")
    services.rebuild()
    found = [row for row in rows(client, "kasir toko") if row["text"].casefold() == "kasir toko"]
    assert [row["hint"] for row in found] == ["Lowongan", "Acara"]
    # Two vacancies of one name are looked through in a list; the one event is at hand.
    assert found[0]["href"].casefold() == "/cari?q=kasir+toko&jenis=job"
    assert found[1]["href"] == f"/acara/{event.public_id}"
    # A search for the skill finds the vacancy that is called like it, and so does the page of the place.
    assert [row["hint"] for row in rows(client, "barista") if row["text"] == "Barista kopi"] == ["Keahlian"]
    assert [row["hint"] for row in rows(client, "jatirasa") if row["text"] == "Kel. Jatirasa"] == ["Wilayah"]


def test_few_letters_mean_no_place_that_has_them_inside_a_word(client: Inspector) -> None:
    services.rebuild()
    assert [row for row in rows(client, "kas") if row["hint"] == "Wilayah"] == []
    assert "Kota Bekasi" in [row["text"] for row in rows(client, "bek")]
    assert "Kel. Bojong Rawalumbu" in [row["text"] for row in rows(client, "rawal")]
    assert "Kec. Jatiasih" in [row["text"] for row in rows(client, "jatasih")]


def test_they_are_few_and_leave_room_for_people(client: Inspector) -> None:
    business = make_employer()
    for number in range(12):
        make_job(business, title=f"Kasir {number}")
    for number in range(4):
        make_public(account={"call_name": f"Kasirah {number}"})
    services.rebuild()
    assert [row["hint"].split(" · ")[0] for row in rows(client, "kasir")][-3:] == ["Lowongan", "Warga", "Warga"]
    assert len(rows(client, "kasir")) == 8
    assert rows(client, "k") == []
    assert client.get("/cari.json").json == []


def test_people_of_one_name_are_told_apart(client: Inspector) -> None:
    make_public()
    make_public(account={"call_name": NAME, "home_code": ARENJAYA})
    services.rebuild()
    assert {row["hint"] for row in rows(client, "zubae")} == {"Warga · Kel. Jatirasa", "Warga · Kel. Arenjaya"}


@pytest.mark.parametrize("typed", ["zub", "Zubae", "zubaedah", "bu zub", "zubaedah bu"])
def test_people_are_suggested_by_the_beginning_of_a_name(client: Inspector, typed: str) -> None:
    account = make_public(account={"call_name": "Bu Zubaedah"})
    services.rebuild()
    assert named(client, typed) == [f"/warga/{account.public_id}"]


@pytest.mark.parametrize("audience", RULES[Field.NAME].choices)
@pytest.mark.parametrize("looks", ["guest", "member"])
def test_a_name_is_suggested_to_its_audience_alone(client: Inspector, audience: Audience, looks: str) -> None:
    account = make_public(audiences={"name": audience.value})
    services.rebuild()
    if looks == "member":
        sign_in(client, job_seeker())
    seen = audience == Audience.PUBLIC or looks == "member"
    assert named(client, "zubae") == ([f"/warga/{account.public_id}"] if seen else [])
    # The same people as search and her page show: a member finds her there, a guest may open what is public.
    assert client.get(f"/warga/{account.public_id}").status_code == (200 if seen else 404)
    if looks == "member":
        assert account.public_id in client.get("/cari?q=zubaedah&jenis=member").text


def test_who_has_chosen_nothing_is_not_suggested_to_guests(client: Inspector) -> None:
    account = make_public(audiences={})
    services.rebuild()
    assert named(client, "zubae") == []
    sign_in(client, job_seeker())
    assert named(client, "zubae") == [f"/warga/{account.public_id}"]


@pytest.mark.parametrize(("field", "audience"), [(field, who) for field, who in CHOSEN if field != Field.NAME])
@pytest.mark.parametrize("looks", ["guest", "member"])
def test_nobody_is_suggested_by_what_she_says(
    client: Inspector, field: Field, audience: Audience, looks: str
) -> None:  # fmt: skip
    person(**{"name": "public", field.value: audience.value})
    services.rebuild()
    if looks == "member":
        sign_in(client, job_seeker())
    assert named(client, WORDS[field]) == []
    assert len(named(client, WORDS[Field.NAME])) == 1
    told = client.get(f"/cari.json?q={WORDS[Field.NAME]}").text
    assert WORDS[field] not in told


@pytest.mark.parametrize("typed", ["zubaedah safirbiru", "baedah"])
def test_every_word_typed_begins_a_name(client: Inspector, typed: str) -> None:
    make_public(about="safirbiru baedah", audiences={"name": "public", "about": "public"})
    services.rebuild()
    assert named(client, "zubaedah")
    assert named(client, typed) == []


@pytest.mark.parametrize("first", ["guest", "member"])
def test_what_is_kept_in_memory_is_kept_for_each_audience(
    app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch, first: str
) -> None:  # fmt: skip
    monkeypatch.setitem(app.config, "CACHE_SECONDS", 3600.0)
    make_public(audiences={"name": "members"})
    services.rebuild()
    for to_members in (first == "member", first != "member"):
        assert len(queries.people_called("zubae", 2, to_members=to_members)) == to_members


def suspend(account: Account) -> None:
    accounts.suspend_account(account.id, reason="Menipu orang.", actor=acting(city_admin()))


def delete(account: Account) -> None:
    db.session.get_one(Account, account.id).status = AccountStatus.DELETED


def keep_to(name: Audience, *, is_listed: bool) -> Callable[[Account], None]:
    def chosen(account: Account) -> None:
        members.save_audiences(actor=acting(account), chosen={Field.NAME: name}, is_listed=is_listed)

    return chosen


def rename(account: Account) -> None:
    db.session.get_one(Account, account.id).call_name = "Rukmini"


GONE: dict[str, tuple[Callable[[Account], None], bool]] = {
    # what she does, and whether members still see her name
    "suspended": (suspend, False),
    "deleted": (delete, False),
    "renamed": (rename, False),
    "unlisted": (keep_to(Audience.PUBLIC, is_listed=False), False),
    "for members": (keep_to(Audience.MEMBERS, is_listed=True), True),
}


@pytest.mark.parametrize("what", GONE)
@pytest.mark.parametrize("looks", ["guest", "member"])
def test_who_hides_is_gone_at_the_next_letter(client: Inspector, what: str, looks: str) -> None:
    account = make_public()
    other = f"/warga/{make_public(account={'call_name': 'Zubair'}).public_id}"
    hers = f"/warga/{account.public_id}"
    services.rebuild()
    if looks == "member":
        sign_in(client, job_seeker())
    assert sorted(named(client, "zub")) == sorted([hers, other])
    hides, members_see = GONE[what]
    with unit():
        hides(account)
    assert named(client, "zub") == [other]
    settle()
    still = [hers] if members_see and looks == "member" else []
    assert sorted(named(client, "zub")) == sorted([other, *still])


def test_who_is_unlisted_in_the_database_alone_is_gone_too(client: Inspector) -> None:
    account = make_public()
    services.rebuild()
    unlist(account.id)
    assert named(client, "zubae") == []


def test_no_browser_keeps_them(client: Inspector) -> None:
    make_public()
    services.rebuild()
    headers = client.get("/cari.json?q=zubae").headers
    assert headers["Cache-Control"] == "private, no-store"
    assert "Cookie" in headers["Vary"]


@pytest.mark.parametrize("kind", sorted(HIDDEN.keys() - {"member"}))
def test_what_is_closed_is_not_suggested(client: Inspector, kind: str) -> None:
    thing = MAKERS[kind]("Zamrud")
    services.rebuild()
    assert [row["text"] for row in rows(client, "zamr")] == ["Zamrud"]
    hide(kind, thing.id)
    assert rows(client, "zamr") == []


def test_what_is_closed_takes_no_room(client: Inspector) -> None:
    business = make_employer()
    closed = [make_job(business, title=f"Zamrud {number}") for number in range(MOST)]
    make_job(business, title="Zamrud toko kue dan roti")
    services.rebuild()
    for job in closed:
        hide("job", job.id)
    with unit():
        services.mark("job", [job.id for job in closed])
    assert [row["text"] for row in rows(client, "zamrud")] == ["Zamrud toko kue dan roti"]


def test_what_is_over_is_not_suggested(client: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    now = clock.now()
    make_event(title="Zamrud kemarin", starts_at=now - timedelta(hours=4), ends_at=now - timedelta(hours=1))
    make_event(title="Zamrud besok", starts_at=now + timedelta(hours=20))
    services.rebuild()
    assert [row["text"] for row in rows(client, "zamr")] == ["Zamrud besok"]
    monkeypatch.setattr(clock, "now", lambda: now + timedelta(hours=23))
    assert rows(client, "zamr") == []


def test_without_an_index_nobody_is_named(app: Flask) -> None:
    make_public()
    assert queries.people_called("zubae", 2, to_members=False) == []


def test_a_letter_costs_few_queries(client: Inspector) -> None:
    make_public()
    make_job(title="Zubaedah mencari kasir")
    services.rebuild()
    sign_in(client, job_seeker())
    assert len(rows(client, "zubae")) == 2
    with count_queries() as statements:
        rows(client, "zubae")
    assert len(statements) <= 5
