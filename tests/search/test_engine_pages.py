"""What every engine must do beside finding: keep, count, turn pages, and tell what it holds."""

from __future__ import annotations

import random
from datetime import timedelta
from typing import Any

import pytest

from community.foundation import clock
from community.search.asking import Days
from community.search.engine import Engine
from tests.factories import ARENJAYA, JATIASIH, JATIRASA
from tests.search.factories import document, keys


def test_the_typed_form_comes_before_other_forms(engine: Engine) -> None:
    engine.index([document(1, "Menjahit baju"), document(2, "Penjahit baju"), document(3, "Jahitan baju")])
    for form, first in (("menjahit ", "job:1"), ("penjahit ", "job:2"), ("jahitan ", "job:3")):
        assert keys(engine, form)[0] == first


def test_what_is_newer_comes_first_among_equals(engine: Engine) -> None:
    today = clock.today()
    engine.index([document(1, "Kasir", since=today), document(2, "Kasir", since=today - timedelta(days=20))])
    assert keys(engine, "kasir") == ["job:1", "job:2"]


def test_a_trade_keeps_what_belongs_to_it(engine: Engine) -> None:
    engine.index([document(1, "Juru masak", skills=("tata_boga",)), document(2, "Juru masak"), document(3, "Sopir")])
    assert [hit.key for hit in engine.find("juru masak", trade="dapur").hits] == ["job:1"]
    assert [hit.key for hit in engine.find("", trade="dapur").hits] == ["job:1"]
    assert engine.find("juru masak", trade="jahit").hits == []


def test_days_keep_what_is_new_and_what_ends_soon(engine: Engine) -> None:
    today = clock.today()
    engine.index(
        [
            document(1, "Kasir", since=today - timedelta(days=3), until=today + timedelta(days=20)),
            document(2, "Kasir", since=today - timedelta(days=40), until=today + timedelta(days=2)),
            document(3, "Kasir"),
        ]
    )
    new = Days("since", today.toordinal() - 7, today.toordinal())
    soon = Days("until", today.toordinal(), today.toordinal() + 7)
    assert [hit.id for hit in engine.find("kasir", days=new).hits] == [1]
    assert [hit.id for hit in engine.find("kasir", days=soon).hits] == [2]
    assert [hit.id for hit in engine.find("", days=soon).hits] == [2]


def test_facets_count_what_is_shown(engine: Engine) -> None:
    today = clock.today()
    engine.index(
        [
            document(1, "Kasir", since=today, until=today + timedelta(days=20), skills=("tata_boga",)),
            document(2, "Kasir", since=today - timedelta(days=20), until=today, region_code=ARENJAYA),
            document(3, "Kasir", kind="training"),
        ]
    )
    facets = engine.find("kasir", shown=["job"]).facets
    assert facets.regions == {JATIRASA: 1, ARENJAYA: 1}
    assert facets.trades == {"dapur": 1}
    assert (facets.new, facets.ending) == ({7: 1, 30: 2}, {7: 1, 30: 2})
    assert engine.find("kasir").facets.regions == {JATIRASA: 2, ARENJAYA: 1}


def test_what_is_left_out_is_neither_found_nor_counted(engine: Engine) -> None:
    engine.index([document(1, "Kasir"), document(2, "Kasir", region_code=ARENJAYA)])
    found = engine.find("kasir", without={"job:2", "job:77"})
    assert ([hit.key for hit in found.hits], found.counts, found.facets.regions) == (
        ["job:1"],
        {"job": 1},
        {JATIRASA: 1},
    )


@pytest.mark.parametrize("text", ["kasir ", "kasir toko", ""])
def test_pages_follow_one_another_to_the_end(engine: Engine, text: str) -> None:
    chance = random.Random(5)
    titles = ("Kasir", "Kasir toko", "Penjaga kasir toko", "Kasir toko kue")
    documents = [
        document(number, chance.choice(titles), region_code=chance.choice((JATIRASA, JATIASIH))) for number in range(95)
    ]
    engine.rebuild(documents)
    options: dict[str, Any] = {"near": {JATIASIH: 1.2}, "region_codes": [JATIRASA, JATIASIH]}
    everything = [hit.key for hit in engine.find(text, limit=200, **options).hits]
    seen: list[str] = []
    after = ""
    for _page in range(20):
        found = engine.find(text, limit=10, after=after, **options)
        seen += [hit.key for hit in found.hits]
        after = found.next
        if not after:
            break
    assert seen == everything
    assert len(set(seen)) == (95 if text != "kasir toko" else len(everything))


@pytest.mark.parametrize(
    "after", ["x", "1~nan~inf~job~1", "1~1.0~1.0~robot~1", "9999999~1~1~job~1", "1~..~1~job~1", "\0"]
)
def test_a_page_that_never_was_is_the_first(engine: Engine, after: str) -> None:
    engine.index([document(1, "Kasir")])
    assert [hit.key for hit in engine.find("kasir", after=after).hits] == ["job:1"]


def test_a_page_goes_on_where_its_last_hit_is_gone(engine: Engine) -> None:
    engine.index([document(number, "Kasir") for number in range(9)])
    first = engine.find("kasir", limit=3)
    engine.remove([first.hits[-1].key])
    assert [hit.id for hit in engine.find("kasir", limit=3, after=first.next).hits] == [5, 4, 3]


def test_the_text_of_a_hit_can_be_had(engine: Engine) -> None:
    engine.index([document(1, "Kasir", "Menjaga toko kue."), document(2, "Sopir"), document(3, "Kasir", "lama")])
    engine.update([document(1, "Kasir", "Menjaga toko roti.")], ["job:3"])
    assert engine.texts(["job:1", "job:2", "job:3"]) == {"job:1": "Menjaga toko roti.", "job:2": ""}


def test_digests_tell_what_the_index_holds(engine: Engine) -> None:
    first, second = document(1, "Kasir"), document(2, "Sopir", until=clock.today() - timedelta(days=2))
    engine.index([first, second, document(3, "Kasir")])
    engine.remove(["job:3"])
    assert engine.digests() == {"job:1": first.digest, "job:2": second.digest}
    assert document(1, "Kasir", "lain").digest != first.digest


def test_all_words_are_told_as_they_are_written(engine: Engine) -> None:
    engine.index([document(1, "Penjahit", "menerima jahitan"), document(2, "Penjahit")])
    words = engine.words()
    assert {"penjahit", "jahitan"} <= words.keys()
    assert words["penjahit"] > words["jahitan"] > 0
    assert "jahit" not in words
