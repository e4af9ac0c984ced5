"""The latest first: what comes next, on every page, however much there is and whichever engine is asked."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from community.foundation import clock
from community.foundation.documents import Document
from community.search import newest
from community.search.asking import Days
from community.search.engine import Engine
from tests.factories import ARENJAYA, JATIASIH, JATIRASA
from tests.search.factories import document
from tests.search.test_bounds import NEAR, bounded, made_up

__all__ = ["bounded"]


def turned(engine: Engine, text: str, limit: int, **options: Any) -> list[str]:
    """What all pages show, one after the other."""
    seen: list[str] = []
    after = ""
    for _page in range(200):
        found = engine.find(text, limit=limit, newest=True, as_typed=True, after=after, **options)
        assert bool(found.next) <= (len(found.hits) == limit)
        seen += [hit.key for hit in found.hits]
        after = found.next
        if not after:
            return seen
    raise AssertionError("the pages have no end")


def aged(number: int, days: int | None, **fields: Any) -> Document:
    since = None if days is None else clock.today() - timedelta(days=days)
    return document(number, "Kasir", since=since, **fields)


def test_the_latest_comes_first_of_one_day_the_nearest_and_last_what_has_no_day(engine: Engine) -> None:
    engine.index(
        [
            aged(1, 2, kind="event"), aged(9, 0, region_code=ARENJAYA), aged(3, None, kind="community"), aged(4, 0),
            aged(5, 90), aged(6, 0),
        ]
    )  # fmt: skip
    best = ["job:6", "job:4", "job:9", "event:1", "job:5", "community:3"]
    found = engine.find("kasir", newest=True, near=NEAR)
    assert [hit.key for hit in found.hits] == best
    today = clock.today().toordinal()
    assert [hit.since for hit in found.hits] == [today, today, today, today - 2, today - 90, 0]
    for limit in (1, 2, 4):
        assert turned(engine, "kasir", limit, near=NEAR) == best


def test_the_order_changes_neither_what_is_found_nor_what_is_counted(engine: Engine) -> None:
    engine.index([aged(number, number, kind="job" if number % 3 else "event") for number in range(9)])
    engine.index([document(20, "Sopir malam", "Antar kasir toko kue roti ke rumah."), document(21, "Sopir")])
    by_fit, by_day = (engine.find("kasir toko", limit=50, newest=order) for order in (False, True))
    assert (by_fit.counts, by_fit.facets, by_fit.more) == (by_day.counts, by_day.facets, by_day.more)
    assert {hit.key for hit in by_fit.hits} == {hit.key for hit in by_day.hits}
    assert {hit.key: hit.since for hit in by_fit.hits} == {hit.key: hit.since for hit in by_day.hits}


def test_what_is_left_out_or_kept_to_stays_so(engine: Engine) -> None:
    engine.index([aged(number, number % 7, region_code=(JATIRASA, JATIASIH)[number % 2]) for number in range(20)])
    engine.index([aged(30, 0, kind="member"), aged(31, 1, kind="training")])
    hidden = {"job:0", "job:6"}
    keys = turned(engine, "kasir", 3, kinds=["job", "training"], shown=["job"], without=hidden, region_codes=[JATIRASA])
    assert sorted(keys) == sorted(f"job:{number}" for number in range(2, 20, 2) if number != 6)
    today = clock.today().toordinal()
    assert turned(engine, "kasir", 3, kinds=["job"], days=Days("since", today - 1, today), without=hidden) == [
        "job:14", "job:7", "job:15", "job:8", "job:1",
    ]  # fmt: skip


def dated(seed: int) -> list[Document]:
    """Many documents of a few words, more of late than long ago, some in the same days, some without one."""
    chance = random.Random(seed)
    return [
        replace(
            one,
            since=clock.today() - timedelta(days=int(chance.expovariate(0.02))) if chance.random() < 0.9 else None,
            until=one.until or clock.today() + timedelta(days=chance.randint(0, 40)),
        )
        for one in made_up(seed, 700)
    ]


@pytest.mark.slow
@pytest.mark.parametrize("text", ["kasir ", "mentor", ""])
@pytest.mark.parametrize("wider", [2, 4])
def test_every_page_is_exact_though_few_are_looked_at(
    engine: Engine, request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, text: str, wider: int
) -> None:
    documents = dated(3)
    engine.rebuild(documents[:600])
    engine.index(documents[600:])
    today = clock.today().toordinal()
    kinds = ("job", "training", "event", "business")
    questions: list[dict[str, Any]] = [
        {"region_codes": (JATIRASA, JATIASIH, ARENJAYA), "near": NEAR},
        {"region_codes": (JATIRASA, JATIASIH), "shown": ("job",), "near": NEAR},
        {"days": Days("until", today, today + 30), "near": NEAR},
        {"days": Days("since", today - 30, today - 2), "without": {f"job:{number}" for number in range(0, 700, 3)}},
        {"days": Days("until", today, today + 30), "shown": ("training", "event")},
    ]
    exact = [turned(engine, text, 1_000, kinds=kinds, **options) for options in questions]
    assert min(map(len, exact)) > 20
    monkeypatch.setattr(newest, "WIDER", wider)
    request.getfixturevalue("bounded")
    for options, everything in zip(questions, exact, strict=True):
        assert turned(engine, text, 20, kinds=kinds, **options) == everything, options
        # Who turns pages is shown more than the strongest; nobody has turned any yet on a long first one.
        assert turned(engine, text, 900, kinds=kinds, **options) == everything, options


@pytest.mark.slow
@pytest.mark.usefixtures("bounded")
def test_the_latest_is_found_though_much_fits_better(engine: Engine) -> None:
    old = [aged(number, 20 + number % 50) for number in range(200)]
    weak = document(900, "Kasir toko", "kue roti " * 6, since=clock.today())
    engine.rebuild([weak, *old])
    assert "job:900" not in [hit.key for hit in engine.find("kasir ", limit=20).hits]
    assert engine.find("kasir ", limit=20, newest=True).hits[0].key == "job:900"


@pytest.mark.slow
@pytest.mark.usefixtures("bounded")
def test_no_day_brings_in_what_fits_too_little(engine: Engine) -> None:
    engine.rebuild([aged(number, 20 + number % 50) for number in range(200)])
    best = engine.find("kasir toko malam ", limit=1).hits[0].score
    engine.index(
        [document(900, "Sopir", "malam " + "antar barang ke rumah pelanggan setiap hari " * 9, since=clock.today())]
    )
    engine.index([document(901, "Kasir toko malam", since=clock.today() - timedelta(days=99))])
    assert engine.find("kasir toko malam ", limit=1).hits[0].score > best
    shown = {hit.key for hit in engine.find("kasir toko malam ", limit=300).hits}
    assert engine.find("kasir toko malam ", limit=1, newest=True).hits[0].key in shown
