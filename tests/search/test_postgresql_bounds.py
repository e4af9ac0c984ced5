"""Common words in PostgreSQL: what is found stays what it would be if each document were looked at."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest

from community.foundation import clock
from community.search import leaders, postgresql_asking, postgresql_scoring, postgresql_terms, scoring
from community.search.analysis import read_query
from community.search.postgresql_clauses import Chosen
from community.search.postgresql_engine import PostgresqlEngine
from tests.factories import ARENJAYA, JATIASIH, JATIRASA
from tests.search.factories import document
from tests.search.reference import Reference
from tests.search.tables import engine
from tests.search.test_bounds import NEAR, REGIONS, SEVERAL, SINGLE, bounded, made_up, questions

__all__ = ["bounded", "engine"]
pytestmark = pytest.mark.slow


@pytest.fixture(params=[1, 2])
def both(request: pytest.FixtureRequest, engine: PostgresqlEngine) -> tuple[PostgresqlEngine, Reference]:
    """An index and what it must tell; the second one was changed after it was built."""
    documents = made_up(request.param, 450)
    gone = {number for number, one in enumerate(documents) if one.until}
    if request.param == 1:
        engine.rebuild(documents)
    else:
        engine.rebuild([*documents[:400], document(9_000, "Kasir kasir roti")])
        engine.update(documents[380:], ["job:9000"])
    return engine, Reference(documents, gone)


def test_below_the_bound_everything_is_exact(both: tuple[PostgresqlEngine, Reference]) -> None:
    engine, reference = both
    for text, options in questions((*SINGLE, *SEVERAL)):
        found = engine.find(text, as_typed=True, **options)
        assert ([hit.key for hit in found.hits], found.counts) == reference.find(text, **options), (text, options)
        assert not found.more


@pytest.mark.usefixtures("bounded")
def test_one_common_word_is_found_and_counted_exactly(both: tuple[PostgresqlEngine, Reference]) -> None:
    engine, reference = both
    for text, options in questions(SINGLE):
        found = engine.find(text, as_typed=True, **options)
        keys, counts = reference.find(text, **options)
        assert [hit.key for hit in found.hits] == keys, (text, options)
        for kind, number in counts.items():
            assert found.counts[kind] <= number if kind in found.more else found.counts[kind] == number
        assert options["region_codes"] or not found.more, (text, options)


@pytest.mark.usefixtures("bounded")
def test_several_common_words_find_the_best_and_are_never_counted_too_high(
    both: tuple[PostgresqlEngine, Reference],
) -> None:
    engine, reference = both
    same = tried = 0
    for text, options in questions(SEVERAL):
        found = engine.find(text, as_typed=True, **options)
        keys, counts = reference.find(text, **{**options, "limit": 450})
        asked_for = partial(reference.is_asked_for, kinds=options["kinds"], region_codes=options["region_codes"])
        assert {hit.id for hit in found.hits} <= reference.scores(read_query(text), asked_for).keys(), (text, options)
        tried += 1
        if [hit.key for hit in found.hits][:3] == keys[:3]:
            same += 1
            assert found.counts.keys() | found.more <= counts.keys()
            for kind, number in found.counts.items():
                assert number <= counts[kind] if kind in found.more else number == counts[kind], (text, kind, options)
    assert same >= 0.95 * tried


@pytest.mark.parametrize("bound", [False, True])
def test_hits_alone_are_those_of_everything(
    both: tuple[PostgresqlEngine, Reference], bound: bool, request: pytest.FixtureRequest
) -> None:
    if bound:
        request.getfixturevalue("bounded")
    engine, _reference = both
    for text, options in questions(SEVERAL[::2]):
        options |= {"place": "toko", "limit": options["limit"] // 5}
        every, alone = engine.find(text, **options), engine.find(text, **options, counted=False)
        assert (alone.hits, alone.next, alone.corrected) == (every.hits, every.next, every.corrected), (text, options)
        assert not alone.counts and not alone.facets.regions


def test_a_page_of_hits_alone_goes_on_where_others_do(engine: PostgresqlEngine) -> None:
    engine.rebuild(
        [document(1, "Kasir", kind="job")]
        + [document(number, "Penjaga", "Lama di gudang, juga kasir", kind="event") for number in range(2, 5)]
    )
    alone = engine.find("kasir ", shown=["event"], limit=1, counted=False)
    assert alone.next
    assert alone.next == engine.find("kasir ", shown=["event"], limit=1).next


def test_the_kind_that_is_asked_for_is_among_hits_alone(engine: PostgresqlEngine) -> None:
    engine.rebuild(
        [document(number, "Las pagar", kind="business") for number in range(100, 180)]
        + [document(number, "Las pagar dasar", kind="training") for number in (30, 31, 32)]
    )
    every = engine.find("cara las pagar ", limit=3).hits
    assert [hit.kind for hit in every] == ["training"] * 3
    assert engine.find("cara las pagar ", limit=3, counted=False).hits == every


def test_what_is_new_is_among_hits_alone(engine: PostgresqlEngine) -> None:
    new = [document(number, "Kasir", since=clock.today()) for number in range(3)]
    engine.rebuild([*new, *(document(number, "Kasir") for number in range(10, 30))])
    every = engine.find("kasir ", limit=3).hits
    assert {hit.id for hit in every} == {0, 1, 2}
    assert engine.find("kasir ", limit=3, counted=False).hits == every


@pytest.mark.usefixtures("bounded")
def test_words_that_all_are_common_read_no_more_than_a_bound(
    engine: PostgresqlEngine, monkeypatch: pytest.MonkeyPatch
) -> None:
    read: list[int] = []
    asked = postgresql_asking.Question._read

    def counted(question: postgresql_asking.Question, chosen: Chosen) -> None:
        read.append(len(chosen.clauses))
        asked(question, chosen)

    monkeypatch.setattr(postgresql_asking.Question, "_read", counted)
    engine.rebuild(document(number, "Kasir toko roti sopir malam") for number in range(400))
    engine.find("kasir toko roti sopir malam ")
    of_all = read[0]
    read.clear()
    monkeypatch.setattr(leaders, "MOST_CHOSEN", 40)
    assert engine.find("kasir toko roti sopir malam ").hits
    assert 0 < read[0] < of_all


@pytest.mark.usefixtures("bounded")
def test_a_place_without_words_is_counted_exactly(both: tuple[PostgresqlEngine, Reference]) -> None:
    engine, reference = both
    for _text, options in questions(("",)):
        options["region_codes"] = REGIONS[:2]
        found = engine.find("", **options)
        assert found.counts == reference.find("", **options)[1]
        assert not found.more
        assert len(found.hits) == options["limit"]


@pytest.mark.usefixtures("bounded")
def test_what_cannot_be_counted_quickly_is_counted_too_low(
    both: tuple[PostgresqlEngine, Reference], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_asking, "MOST_COUNTED", 0)
    engine, reference = both
    kinds = ("job", "training", "event", "business", "member")
    told = 0
    for text in SINGLE:
        found = engine.find(text, kinds=kinds)
        counts = reference.find(text, limit=10, kinds=kinds, shown=kinds, region_codes=None, near={})[1]
        told += len(found.more)
        for kind, number in found.counts.items():
            assert number <= counts[kind] if kind in found.more else number == counts[kind]
    assert told


@pytest.mark.usefixtures("bounded")
def test_the_nearest_is_not_cut_away_among_many_that_fit_as_well(engine: PostgresqlEngine) -> None:
    mine = document(0, "Kasir", "toko", region_code=JATIRASA)
    engine.rebuild([mine, *(document(number, "Kasir toko", region_code=ARENJAYA) for number in range(1, 500))])
    for text in ("kasir ", "kasir toko "):
        assert engine.find(text, near=NEAR).hits[0].key == "job:0"
    assert engine.find("", near=NEAR, region_codes=REGIONS).hits[0].key == "job:0"


@pytest.mark.usefixtures("bounded")
def test_what_is_over_does_not_stand_before_what_is_not(engine: PostgresqlEngine) -> None:
    over = clock.today() - timedelta(days=1)
    engine.rebuild(
        [document(number, "Kasir", "Sopir " * 9) for number in range(40)]
        + [document(number, "Kasir", until=over) for number in range(40, 340)]
    )
    found = engine.find("kasir ", limit=40)
    assert (len(found.hits), found.counts) == (40, {"job": 40})


@pytest.mark.usefixtures("bounded")
def test_what_goes_later_leaves_its_place_to_others(engine: PostgresqlEngine) -> None:
    engine.rebuild(document(number, "Kasir") for number in range(100))
    assert engine.counts("kasir ") == {"job": 100}
    engine.remove(f"job:{number}" for number in range(60, 100))
    found = engine.find("kasir ", limit=30)
    assert (len(found.hits), found.counts) == (30, {"job": 60})


@pytest.mark.usefixtures("bounded")
def test_what_is_excluded_or_required_takes_no_place(engine: PostgresqlEngine) -> None:
    engine.rebuild(
        [document(number, "Kasir", "toko") for number in range(100)]
        + [document(number, "Penjaga", "Kasir gudang") for number in range(100, 150)]
        + [document(number, "Toko lama", "Kasir, kadang tanpa gudang, lalu toko " * 3) for number in range(150, 160)]
    )
    found = {hit.id for hit in engine.find("kasir -toko", limit=30).hits}
    assert found <= set(range(100, 150)) and len(found) == 30
    assert {hit.id for hit in engine.find('kasir "toko lama"', limit=30).hits} == set(range(150, 160))


@pytest.mark.usefixtures("bounded")
def test_what_has_both_words_comes_before_what_is_about_one(engine: PostgresqlEngine) -> None:
    engine.rebuild(
        [document(number, "Penjaga", "Kasir lalu roti") for number in range(5)]
        + [document(number, "Kasir") for number in range(10, 80)]
        + [document(number, "Roti") for number in range(100, 180)]
    )
    assert {hit.id for hit in engine.find("kasir roti ", limit=5).hits} == set(range(5))


@pytest.mark.usefixtures("bounded")
def test_a_word_for_the_kind_does_not_lead(engine: PostgresqlEngine) -> None:
    engine.rebuild(
        [document(number, "Usaha", kind="business") for number in range(40)]
        + [document(number, "Toko", kind="mentor") for number in range(40, 140)]
    )
    assert {hit.kind for hit in engine.find("usaha toko ", shown=["mentor"]).hits} == {"mentor"}


@pytest.mark.usefixtures("bounded")
def test_many_rare_words_do_not_read_everything(engine: PostgresqlEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    words = ("kasir", "toko", "roti", "sopir", "malam", "motor")
    engine.rebuild(
        [document(number, words[number % 6]) for number in range(150)]
        + [document(number, " ".join(words)) for number in range(150, 153)]
    )
    exact = engine.find(" ".join(words), limit=3)
    monkeypatch.setattr(postgresql_scoring, "MOST_READ", 40)
    monkeypatch.setattr(scoring, "ENOUGH", 1_000)
    monkeypatch.setattr(leaders, "EACH", 5)
    assert engine.find(" ".join(words), limit=3).hits == exact.hits


@pytest.mark.usefixtures("bounded")
@pytest.mark.parametrize("text", ["kasir ", ""])
def test_pages_begin_with_the_latest_of_what_is_equal_and_go_on_to_the_end(
    engine: PostgresqlEngine, monkeypatch: pytest.MonkeyPatch, text: str
) -> None:
    monkeypatch.setattr(postgresql_terms, "BLOCK_BITS", 3)
    engine.rebuild(document(number, "Kasir", region_code=JATIASIH) for number in range(300))
    seen: list[int] = []
    after = ""
    for _page in range(15):
        found = engine.find(text, limit=20, after=after, region_codes=[JATIASIH] if not text else None)
        seen += [hit.id for hit in found.hits]
        after = found.next
    assert seen == list(range(299, -1, -1))
