"""Many documents: what is found stays what it would be if each of them were looked at."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from whoosh.reading import SegmentReader
from whoosh.writing import SegmentWriter

from community.foundation import clock
from community.foundation.documents import Document
from community.search import leaders, scoring, segments, whoosh_engine, whoosh_files
from community.search.analysis import read_query
from community.search.engine import Engine, make_engine
from tests.factories import ARENJAYA, JATIASIH, JATIRASA
from tests.search.factories import document
from tests.search.reference import Reference

pytestmark = pytest.mark.slow

KINDS = ("job", "training", "event", "business", "member")
REGIONS = (JATIRASA, JATIASIH, ARENJAYA)
VOCABULARY = ("kasir", "toko", "kue", "jahit", "menjahit", "sopir", "malam", "motor", "kasirah", "roti", "mentor")
NEAR = {JATIRASA: 1.25, JATIASIH: 1.1}
SINGLE = ("kasir ", "malam ", "mentor", '"kasir"', "toko ")
SEVERAL = (
    "kasir toko", "kue roti ", "kas", "jah", "loker kasir", "mentor motor", '"kue roti"', '"toko kue" malam',
    "kasir -toko", "sopir -malam -motor", "kasir toko kue roti jahit", "tokoh", "kas -kue", "lowongan kerja",
)  # fmt: skip


def made_up(seed: int, number: int) -> list[Document]:
    chance = random.Random(seed)
    yesterday = clock.today() - timedelta(days=1)
    return [
        document(
            one,
            " ".join(chance.choices(VOCABULARY, k=chance.randint(1, 3))),
            " ".join(chance.choices(VOCABULARY, weights=range(len(VOCABULARY), 0, -1), k=chance.randint(0, 12))),
            kind=chance.choice(KINDS),
            region_code=chance.choice(REGIONS),
            until=yesterday if chance.random() < 0.15 else None,
        )
        for one in range(number)
    ]


def asked(chance: random.Random) -> dict[str, Any]:
    kinds = chance.choice((KINDS, KINDS[:-1]))
    return {
        "limit": chance.choice((10, 30)),
        "kinds": kinds,
        "shown": chance.choice((kinds, kinds[:1], kinds[-1:])),
        "region_codes": chance.choice((None, None, REGIONS[:1], REGIONS[:2])),
        "near": chance.choice(({}, NEAR)),
    }


@pytest.fixture
def bounded(monkeypatch: pytest.MonkeyPatch) -> None:
    """Words are common early, and few of their documents are looked at."""
    for module in (scoring, leaders):
        monkeypatch.setattr(module, "COMMON", 30)
    monkeypatch.setattr(scoring, "ENOUGH", 20)
    for name, value in {"EACH": 30, "NEAREST": 30, "SHARED": 25, "MOST_CHOSEN": 200, "FEW": 4}.items():
        monkeypatch.setattr(leaders, name, value)


@pytest.fixture(params=[1, 2])
def both(request: pytest.FixtureRequest, tmp_path: Path) -> tuple[Engine, Reference]:
    """An index and what it must tell; the second one lies in several files and has had things removed."""
    documents = made_up(request.param, 450)
    engine = make_engine("whoosh", tmp_path / "index")
    gone = {document.id for document in documents if document.until}
    engine.rebuild(documents[:400])
    if request.param == 1:
        engine.rebuild(documents)
    else:
        engine.index(documents[400:])
        engine.remove(f"{document.kind}:{document.id}" for document in documents[100:110])
        gone |= set(range(100, 110))
    return engine, Reference(documents, gone)


def questions(texts: tuple[str, ...]) -> Iterator[tuple[str, dict[str, Any]]]:
    chance = random.Random(7)
    for text in texts:
        for _ in range(6):
            yield text, asked(chance)


def test_below_the_bound_everything_is_exact(both: tuple[Engine, Reference]) -> None:
    engine, reference = both
    for text, options in questions((*SINGLE, *SEVERAL)):
        found = engine.find(text, as_typed=True, **options)
        assert ([hit.key for hit in found.hits], found.counts) == reference.find(text, **options), (text, options)
        assert not found.more


@pytest.mark.usefixtures("bounded")
def test_one_common_word_is_found_and_counted_exactly(both: tuple[Engine, Reference]) -> None:
    engine, reference = both
    for text, options in questions(SINGLE):
        found = engine.find(text, as_typed=True, **options)
        assert ([hit.key for hit in found.hits], found.counts) == reference.find(text, **options), (text, options)
        assert not found.more


@pytest.mark.usefixtures("bounded")
def test_a_place_without_words_is_counted_exactly(both: tuple[Engine, Reference]) -> None:
    engine, reference = both
    for _text, options in questions(("",)):
        options["region_codes"] = REGIONS[:2]
        found = engine.find("", **options)
        assert ([hit.key for hit in found.hits], found.counts) == reference.find("", **options), options


@pytest.mark.usefixtures("bounded")
def test_several_common_words_find_the_best_and_are_never_counted_too_high(both: tuple[Engine, Reference]) -> None:
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


@pytest.mark.usefixtures("bounded")
def test_the_nearest_is_not_cut_away_among_many_that_fit_as_well(tmp_path: Path) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    mine = document(0, "Kasir", "toko", region_code=JATIRASA)
    engine.rebuild([mine, *(document(number, "Kasir toko", region_code=ARENJAYA) for number in range(1, 500))])
    for text in ("kasir ", "kasir toko "):
        assert engine.find(text, near=NEAR).hits[0].key == "job:0"


@pytest.mark.usefixtures("bounded")
def test_what_is_over_does_not_stand_before_what_is_not(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(leaders, "FARTHEST", 35)
    engine = make_engine("whoosh", tmp_path / "index")
    over = clock.today() - timedelta(days=1)
    engine.rebuild(
        [document(number, "Kasir", "Sopir " * 9) for number in range(40)]
        + [document(number, "Kasir", until=over) for number in range(40, 140)]
    )
    found = engine.find("kasir ", limit=40)
    assert (len(found.hits), found.counts) == (30, {"job": 40})


@pytest.mark.usefixtures("bounded")
def test_what_goes_later_is_not_counted(tmp_path: Path) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.rebuild(document(number, "Kasir") for number in range(100))
    assert engine.counts("kasir ") == {"job": 100}
    engine.remove(["job:3", "job:99"])
    found = engine.find("kasir ", limit=100)
    assert found.counts == {"job": 98}
    assert not {"job:3", "job:99"} & {hit.key for hit in found.hits}


@pytest.mark.usefixtures("bounded")
def test_what_goes_later_leaves_its_place_to_others(tmp_path: Path) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.rebuild(document(number, "Kasir") for number in range(100))
    assert engine.counts("kasir ") == {"job": 100}
    engine.remove(f"job:{number}" for number in range(60, 100))
    found = engine.find("kasir ", limit=30)
    assert (len(found.hits), found.counts) == (30, {"job": 60})


@pytest.mark.usefixtures("bounded")
def test_what_is_excluded_takes_no_place(tmp_path: Path) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.rebuild(
        [document(number, "Kasir", "toko") for number in range(100)]
        + [document(number, "Penjaga", "Kasir gudang") for number in range(100, 150)]
    )
    assert {hit.id for hit in engine.find("kasir -toko", limit=30).hits} <= set(range(100, 150))
    assert len(engine.find("kasir -toko", limit=30).hits) == 30


@pytest.mark.usefixtures("bounded")
def test_what_has_both_words_comes_before_what_is_about_one(tmp_path: Path) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    engine.rebuild(
        [document(number, "Penjaga", "Kasir lalu roti") for number in range(5)]
        + [document(number, "Kasir") for number in range(10, 80)]
        + [document(number, "Roti") for number in range(100, 180)]
    )
    assert {hit.id for hit in engine.find("kasir roti ", limit=5).hits} == set(range(5))


@pytest.mark.usefixtures("bounded")
def test_new_things_with_a_common_word_are_found_at_once(both: tuple[Engine, Reference]) -> None:
    engine, _reference = both
    engine.index([document(9_000, "Kasir kasir")])
    assert 9_000 in {hit.id for hit in engine.find("kasir ", limit=500).hits}


def test_what_was_asked_long_ago_is_forgotten(both: tuple[Engine, Reference], monkeypatch: pytest.MonkeyPatch) -> None:
    engine, reference = both
    monkeypatch.setattr(segments, "MOST_REMEMBERED", 4_000)
    for _ in range(2):
        for text, options in questions(("kasir toko", "sopir ")):
            found = engine.find(text, as_typed=True, **options)
            assert [hit.key for hit in found.hits] == reference.find(text, **options)[0]
    now = engine._now()  # type: ignore[attr-defined]
    assert len(now.segments[0].memory.postings) < 8


def test_a_clock_put_back_brings_things_back(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, bounded: None) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    today = clock.today()
    engine.rebuild(document(number, "Kasir", until=today if number < 50 else None) for number in range(100))
    monkeypatch.setattr(whoosh_engine.clock, "today", lambda: today + timedelta(days=1))
    assert engine.counts("kasir ") == {"job": 50}
    monkeypatch.setattr(whoosh_engine.clock, "today", lambda: today)
    assert engine.counts("kasir ") == {"job": 100}


@pytest.mark.usefixtures("bounded")
def test_one_question_reads_each_word_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(segments, "MOST_REMEMBERED", 1)
    engine = make_engine("whoosh", tmp_path / "index")
    engine.rebuild(made_up(3, 300))
    read: list[str] = []
    decode = segments.Segment._decode

    def counted(segment: segments.Segment, term: str) -> segments.Postings:
        read.append(term)
        return decode(segment, term)

    monkeypatch.setattr(segments.Segment, "_decode", counted)
    engine.find("kasir toko kue -roti", near=NEAR)
    assert len(read) == len(set(read)) > 3


def test_changes_one_by_one_write_no_document_again_and_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    written: list[int] = []
    add_reader = SegmentWriter.add_reader

    def counted(writer: SegmentWriter, reader: SegmentReader) -> None:
        written.append(reader.doc_count())
        add_reader(writer, reader)

    monkeypatch.setattr(SegmentWriter, "add_reader", counted)
    for number in range(80):
        engine.index([document(number, "Kasir")])
    # Each document came from a segment of one into one of nine, and once more into a larger one.
    assert 80 < sum(written) <= 160
    assert len(engine._now().segments) < 2 * whoosh_files.ALIKE  # type: ignore[attr-defined]
    assert {hit.id for hit in engine.find("kasir ", limit=100).hits} == set(range(80))


def test_what_is_taken_out_leaves_no_empty_files_behind(tmp_path: Path) -> None:
    engine = make_engine("whoosh", tmp_path / "index")
    for number in range(5):
        engine.index([document(number, "Kasir")])
    engine.remove([f"job:{number}" for number in range(4)])
    assert [len(segment.gone) for segment in engine._now().segments] == [0]  # type: ignore[attr-defined]
    assert [hit.id for hit in engine.find("kasir ").hits] == [4]
