"""From a page without results every way leads to results."""

from __future__ import annotations

from flask import Flask

from community.accounts.models import Role
from community.search import services, ways
from community.search.policies import visible_kinds
from tests.events.factories import make_event
from tests.factories import ARENJAYA, CITY, JATIASIH, JATIRASA, make_officer
from tests.inspector import Inspector
from tests.jobs.factories import make_employer, make_job
from tests.learning.factories import make_training
from tests.members.factories import make_member
from tests.pages import Node
from tests.personas import sign_in
from tests.search.factories import hide
from tests.search.test_views import titles
from tests.support import count_queries

KINDS = visible_kinds(is_member=False)


def ways_on(text: str, shown: tuple[str, ...] = KINDS) -> ways.Ways:
    return ways.ways_on(text, kinds=KINDS, shown=shown)


def helpful(page: Node) -> dict[str, str]:
    """What the page offers to search for instead, by address."""
    lists = [part for part in page.every("ul") if "link-list" in part.get("class")]
    return {link.get("href"): link.text for part in lists for link in part.every("a") if "/cari?" in link.get("href")}


def test_a_place_without_anything_leads_to_the_nearest_that_has_something(client: Inspector) -> None:
    business = make_employer(region_code=ARENJAYA)
    make_job(business, region_code=JATIASIH)
    services.rebuild()
    page = client.page("/cari?q=Jatirasa")
    assert titles(page) == []
    links = helpful(page)
    assert list(links.values()) == ["Kel. Jatiasih", "Kec. Jatiasih", "Kota Bekasi"]
    assert [len(titles(client.page(href))) for href in links] == [1, 1, 2]


def test_a_place_counts_the_kind_that_is_looked_for(client: Inspector) -> None:
    make_job(region_code=JATIASIH)
    make_event(region_code=JATIRASA)
    services.rebuild()
    links = helpful(client.page("/cari?q=Jatirasa&jenis=job"))
    assert "/cari?q=Kel.+Jatiasih&jenis=job" in links
    assert all(titles(client.page(href)) for href in links)


def test_a_phrase_that_nobody_wrote_leads_to_its_words(client: Inspector) -> None:
    make_job(title="Kasir toko roti")
    services.rebuild()
    page = client.page('/cari?q="kasir malam"')
    assert next(iter(helpful(page))) == "/cari?q=kasir+malam"
    assert titles(client.page("/cari?q=kasir+malam")) == ["Kasir toko roti"]


def test_what_is_left_out_is_tried_without_that(client: Inspector) -> None:
    make_job(title="Kasir toko roti")
    services.rebuild()
    assert [way.text for way in ways_on("kasir -toko").words] == ["kasir"]


def test_a_skill_leads_to_what_goes_with_it_and_to_its_group(client: Inspector) -> None:
    make_training(title="Belajar cepat", skills=["mesin_high_speed"])
    make_training(title="Kerajinan dari kain", skills=["batik"])
    services.rebuild()
    assert titles(client.page("/cari?q=obras")) == []
    found = [way.text for way in ways_on("obras").skills]
    assert found == ["Mesin jahit industri", "Jahit dan kerajinan"]
    assert titles(client.page("/cari?q=Mesin jahit industri")) == ["Belajar cepat"]
    assert "Kerajinan dari kain" in titles(client.page("/cari?q=Jahit dan kerajinan"))


def test_a_way_to_nothing_is_not_shown(app: Flask) -> None:
    job = make_job(title="Barista kopi")
    services.rebuild()
    assert ways_on("barissta").skills[0].text == "Barista kopi"
    hide("job", job.id)
    assert ways_on("barissta") == ways.Ways()
    assert ways_on("barissta", shown=("event",)) == ways.Ways()


def test_people_are_no_way_out_of_an_empty_page(app: Flask, client: Inspector) -> None:
    make_member(account={"call_name": "Zamrud"}, about="Pernah menjadi barista kopi.")
    services.rebuild()
    sign_in(client, make_officer(Role.ADMIN, CITY))
    assert helpful(client.page("/cari?q=barissta")) == {}


def test_without_an_index_there_is_no_way_and_no_error(app: Flask) -> None:
    assert ways_on("kasir") == ways.Ways()


def test_the_engine_is_asked_a_few_times_and_the_database_once(app: Flask, client: Inspector) -> None:
    for title in ("Penjahit", "Kasir", "Barista kopi"):
        make_job(title=title)
    services.rebuild()
    long = "obras bordir sablon las listrik barissta jait kasirr " * 4
    asker = ways._Asker(KINDS, KINDS)
    ways._with_skills(asker, long)
    assert asker.left >= 0
    sign_in(client, make_officer())
    client.get("/cari?q=barissta")
    with count_queries() as statements:
        client.get("/cari?q=barissta")
    assert len(statements) <= 8
