"""Places in a question, and what is near."""

from __future__ import annotations

import pytest
from flask import Flask

from community.communities.services import ensure_region_communities
from community.regions import queries as regions
from community.search import queries, services
from community.search.places import nearness, read_places
from community.search.policies import visible_kinds
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIASIH, JATIRASA
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import all_fields, make_member
from tests.support import unit

GUEST = visible_kinds(is_member=False)


@pytest.fixture
def indexed(app: Flask) -> Flask:
    services.rebuild()
    return app


@pytest.mark.parametrize(
    ("text", "rest", "codes"),
    [
        ("loker tata boga jatiasih", "loker tata boga", {JATIASIH, DISTRICT_JATIASIH}),
        ("loker tata boga jati asih", "loker tata boga", {JATIASIH, DISTRICT_JATIASIH}),
        ("kasir di kelurahan Jatirasa", "kasir", {JATIRASA}),
        ("jatirasa", "", {JATIRASA}),
        ("Kel. Jatiasih", "", {JATIASIH}),
        ("kasir kec jatiasih", "kasir", {DISTRICT_JATIASIH}),
        ("loker bekasi", "loker", {CITY}),
        ("loker jatirassa", "loker", {JATIRASA}),
        ("jatiash", "", {JATIASIH, DISTRICT_JATIASIH}),
        ("tata boga", "tata boga", set()),
        ("kota", "kota", set()),
    ],
)
def test_a_region_in_the_question_is_understood(indexed: Flask, text: str, rest: str, codes: set[str]) -> None:
    words, named = read_places(text, queries.engine().knows)
    assert (words, {region.code for region in named}) == (rest, codes)


def test_a_word_of_a_document_is_no_misspelled_region(app: Flask) -> None:
    make_job(title="Juru jatirassa")
    services.rebuild()
    assert read_places("juru jatirassa", queries.engine().knows) == ("juru jatirassa", [])


def test_home_comes_before_its_surroundings(app: Flask) -> None:
    lifted = nearness(JATIRASA)
    assert lifted[JATIRASA] > lifted[JATIASIH] > 1
    assert ARENJAYA not in lifted


def test_a_named_region_counts_more_than_home(app: Flask) -> None:
    _words, named = read_places("arenjaya", queries.engine().knows)
    lifted = nearness(JATIRASA, named)
    assert lifted[ARENJAYA] > 2
    assert JATIRASA not in lifted


def test_mine_come_first(app: Flask) -> None:
    far, mine = make_job(title="Kasir", region_code=ARENJAYA), make_job(title="Kasir", region_code=JATIRASA)
    services.rebuild()
    for home, first in ((JATIRASA, mine), (ARENJAYA, far)):
        assert queries.search("kasir", kinds=GUEST, home_code=home).cards[0].id == first.id


def test_the_order_is_home_what_touches_it_its_kecamatan_and_the_city(app: Flask) -> None:
    city = regions.directory()
    touching = {region.code for region in city.neighbours(JATIRASA)}
    district = set(city.codes_under(DISTRICT_JATIASIH)) - touching - {JATIRASA, DISTRICT_JATIASIH}
    places = [JATIRASA, min(touching), min(district), ARENJAYA]
    # The farther, the better it fits by itself, but never by much.
    titles = ["Kasir toko bangunan besar", "Kasir toko bangunan", "Kasir toko", "Kasir"]
    made = [make_job(title=title, region_code=code) for title, code in zip(titles, places, strict=True)]
    for number in range(9):
        make_job(title=f"Sopir {number}", region_code=ARENJAYA)
    services.rebuild()
    found = queries.search("kasir", kinds=GUEST, home_code=JATIRASA)
    assert [card.id for card in found.cards] == [job.id for job in made]


@pytest.mark.parametrize(
    ("text", "first"),
    [
        ("jatiasih", {"Komunitas Jatiasih", "Komunitas Kecamatan Jatiasih"}),
        ("kelurahan jatiasih", {"Komunitas Jatiasih"}),
        ("kecamatan jatiasih", {"Komunitas Kecamatan Jatiasih"}),
        ("komunitas jatiasih", {"Komunitas Jatiasih", "Komunitas Kecamatan Jatiasih"}),
        ("komunitas jatirasa", {"Komunitas Jatirasa"}),
        ("jatirasa", {"Komunitas Jatirasa"}),
    ],
)
def test_the_named_place_itself_comes_first(app: Flask, text: str, first: set[str]) -> None:
    with unit():
        ensure_region_communities()
    for number in range(12):
        make_job(title=f"Kasir {number}", region_code=JATIASIH)
    services.rebuild()
    found = queries.search(text, kinds=GUEST, home_code=JATIRASA).cards
    assert {card.title for card in found[: len(first)]} == first


def test_a_region_alone_shows_what_is_there(app: Flask) -> None:
    make_job(title="Kasir", region_code=ARENJAYA)
    mine = make_job(title="Sopir", region_code=JATIRASA)
    services.rebuild()
    results = queries.search("cari di jatirasa", kinds=("job",))
    assert [card.id for card in results.cards] == [mine.id]
    assert results.region is not None and results.region.code == JATIRASA


def test_pages_follow_to_the_end(app: Flask) -> None:
    business = make_employer()
    for number in range(25):
        make_job(business, title=f"Kasir {number}")
    services.rebuild()
    first = queries.search("kasir", kinds=GUEST)
    assert (len(first.cards), first.total) == (20, 25)
    last = queries.search("kasir", kinds=GUEST, filters=queries.Filters(after=first.next))
    assert (len(last.cards), last.next) == (5, "")
    assert len({card.id for card in (*first.cards, *last.cards)}) == 25


def test_a_total_is_the_least_where_one_of_its_kinds_is() -> None:
    def total(counts: dict[str, int], *more: str) -> bool:
        return queries.Results(counts=counts, more=frozenset(more)).total_is_least

    assert total({"job": 3, "event": 2}, "event")
    assert not total({"job": 3, "member": 2}, "member")
    assert total({"member": 2}, "member")


def test_without_an_index_titles_are_looked_through(app: Flask) -> None:
    job = make_job(title="Kasir swalayan")
    make_job(title="Sopir")
    results = queries.search("kasir 100%", kinds=GUEST)
    assert results.cards == []
    results = queries.search("KASIR", kinds=GUEST)
    assert results.degraded
    assert [card.id for card in results.cards] == [job.id]
    assert results.counts == {"job": 1}


def test_people_stand_apart_from_what_else_fits(app: Flask) -> None:
    job = make_job(title="Kasir toko", skills=["kasir"])
    person = make_member(account={"call_name": "Gunawan"}, audiences=all_fields("members"))
    services.rebuild()
    member = visible_kinds(is_member=True)
    mixed = queries.search("kasir", kinds=member)
    assert [card.key for card in mixed.cards] == [f"job:{job.id}"]
    assert (mixed.total, mixed.counts["member"]) == (1, 1)
    people = queries.search("kasir", kinds=member, filters=queries.Filters("member"))
    assert [card.key for card in people.cards] == [f"member:{person.id}"]
    alone = queries.search("gunawan", kinds=member)
    assert ([card.key for card in alone.cards], alone.total) == ([f"member:{person.id}"], 1)
