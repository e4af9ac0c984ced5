"""The benchmark of the search: larger cities, the other engines, its rows, its page."""

from __future__ import annotations

import json
from datetime import date
from itertools import islice
from pathlib import Path

import pytest

from benchmarks.fetching import NotAtHandError
from benchmarks.page import table
from benchmarks.parts import sizes
from benchmarks.search import city, corpus, engines, hostile, page, run, timed
from benchmarks.search.corpus import Enlarged
from benchmarks.search.engines import PEERS, POSTGRES, RAW_WORDS, SAME_TERMS, TANTIVY, WHOOSH, open_engine
from benchmarks.search.judging import Asked
from benchmarks.search.parts import slips, speed
from community.foundation.documents import Document

MARGAHAYU, BINTARA = "32.75.01.1002", "32.75.02.1001"
DOCUMENTS = [
    Document("job", 1, "Kasir pagi", "Toko di Margahayu. Melayani.", MARGAHAYU, ("kasir",), until=date(2030, 1, 2)),
    Document("job", 2, "Kasir sore", "Minimarket. Menghitung uang.", BINTARA, ("kasir",)),
    Document("business", 1, "Jahit Sinar Pagi", "Menjahit.\nPermak celana.", BINTARA, ("jahit_dasar",), "business:1"),
    Document("business", 2, "Jahit Bulan Terang", "Seragam sekolah. Cepat.", MARGAHAYU, ("jahit_dasar",), "business:2"),
    Document("member", 1, "Bu Sari", "Ibu rumah tangga.", None, ("masakan_nusantara",), features={"needs": ()}),
]  # fmt: skip


@pytest.fixture
def stored(tmp_path: Path) -> Path:
    """The documents as the run leaves them for its parts."""
    city.write(DOCUMENTS, tmp_path / city.DOCUMENTS)
    return tmp_path / city.DOCUMENTS


class TestCorpus:
    def test_documents_come_back_as_they_were(self, stored):
        read = list(city.read(stored))
        assert [(one.kind, one.id, one.skills, one.until) for one in read] == [
            (one.kind, one.id, one.skills, one.until) for one in DOCUMENTS
        ]
        assert read[0] == DOCUMENTS[0]

    def test_a_larger_city_is_the_same_each_time(self, stored):
        first = list(corpus.documents(stored, 60))
        assert len(first) == 60
        assert first == list(corpus.documents(stored, 60))

    def test_no_two_documents_share_a_key(self, stored):
        keys = {(one.kind, one.id) for one in corpus.documents(stored, 500)}
        assert len(keys) == 500

    def test_the_city_itself_comes_first(self):
        own = islice(Enlarged(DOCUMENTS).all(), len(DOCUMENTS))
        assert sorted((one.kind, one.id) for one in own) == sorted((one.kind, one.id) for one in DOCUMENTS)

    def test_what_moves_names_its_new_place_and_keeps_its_trade(self):
        others = [one for one in islice(Enlarged(DOCUMENTS).all(), 400) if one not in DOCUMENTS]
        jobs = [one for one in others if one.kind == "job"]
        assert {one.skills for one in jobs} == {("kasir",)}
        assert {one.title for one in jobs} == {"Kasir pagi", "Kasir sore"}
        assert len({one.region_code for one in jobs}) > 20
        assert any("Minimarket." in one.text and "Melayani." in one.text for one in jobs)
        assert any("Toko di Bojongmenteng." in one.text for one in jobs)
        assert {one.region_code for one in others if one.kind == "member"} == {None}

    def test_some_names_are_new(self):
        names = {one.title for one in islice(Enlarged(DOCUMENTS).all(), 400) if one.kind == "business"}
        assert len(names) > 20


class TestEngines:
    @pytest.mark.parametrize("name", [WHOOSH, SAME_TERMS, RAW_WORDS])
    def test_each_finds_updates_and_tells_its_size(self, tmp_path, name):
        engine = open_engine(name, tmp_path, "few")
        engine.rebuild(DOCUMENTS)
        assert set(engine.ask("kasir", 10)) == {"job:1", "job:2"}
        assert engine.ask("kasir", 1) in (["job:1"], ["job:2"])
        engine.update(Document("job", 2, "Barista", "Menyeduh."))
        assert engine.ask("kasir", 10) == ["job:1"]
        assert engine.ask("barista", 10) == ["job:2"]
        assert engine.bytes() > 0
        engine.close()

    def test_the_same_terms_are_roots_and_raw_words_are_not(self, tmp_path):
        found = {}
        for name in (SAME_TERMS, RAW_WORDS):
            engine = open_engine(name, tmp_path, "few")
            engine.rebuild(DOCUMENTS)
            found[name] = engine.ask("penjahit", 10)
            engine.close()
        assert set(found[SAME_TERMS]) == {"business:1", "business:2"}
        assert found[RAW_WORDS] == []

    def test_an_index_is_there_for_the_next_process(self, tmp_path):
        engine = open_engine(WHOOSH, tmp_path, "few")
        engine.rebuild(DOCUMENTS)
        engine.close()
        assert open_engine(WHOOSH, tmp_path, "few").ask("jahit", 10)

    def test_what_is_not_at_hand_says_why(self, tmp_path, monkeypatch):
        (tmp_path / f"{TANTIVY}.why").write_text("no network", encoding="utf-8")
        with pytest.raises(NotAtHandError, match="no network"):
            open_engine(TANTIVY, tmp_path, "few")
        monkeypatch.setitem(engines.ENGINES, "postgresql", lambda where: where)
        monkeypatch.delenv(engines.SERVER, raising=False)
        monkeypatch.setenv(engines.NO_SERVER, "none could be had")
        with pytest.raises(NotAtHandError, match="none could be had"):
            open_engine(POSTGRES, tmp_path, "few")

    def test_hostile_queries_hold_what_they_promise(self):
        texts = dict(hostile.queries())
        assert "\0" in texts["NUL"]
        assert sum(len(text) >= 9_000 for text in texts.values()) >= 6
        assert len(set(texts.values())) == len(texts)

    def test_the_site_s_engine_answers_each_hostile_query(self, tmp_path):
        engine = open_engine(WHOOSH, tmp_path, "few")
        engine.rebuild(DOCUMENTS)
        found = timed._hostile(engine)
        assert found["raised_what"] == ""
        assert found["hostile"] > 0
        engine.close()


class TestSpeed:
    def test_sizes(self):
        assert sizes({}, speed.USUAL, speed.LARGEST) == [10_000, 25_000, 100_000]
        assert sizes({"SIZES": "5_000", "BENCH_LARGE": "1"}, speed.USUAL, speed.LARGEST) == [5_000, 1_000_000]

    def test_the_million_is_postgresql_s_alone(self):
        assert speed.engines(1_000_000) == (POSTGRES,)
        assert {WHOOSH, POSTGRES, *PEERS} == {*speed.engines(25_000)}

    def test_promises(self):
        assert speed.targets(WHOOSH, 25_000)["p99"] == 60
        assert "p99" not in speed.targets(POSTGRES, 25_000)
        assert speed.targets(POSTGRES, 25_000)["update"] == 50
        assert speed.targets(POSTGRES, 1_000_000)["p50"] == 40
        assert speed.targets(WHOOSH, 10_000) == {}

    def test_rows_are_judged_and_stand_beside_the_others(self):
        found = {
            (WHOOSH, 25_000): {"p50": 9.0, "p99": 61.0, "hostile": 5.0, "hostile_what": "NUL", "raised": 1},
            (SAME_TERMS, 25_000): {"p50": 3.21},
            (TANTIVY, 25_000): "no network",
        }
        rows = {row.what.partition(": ")[2]: row for row in speed._rows(WHOOSH, 25_000, found)}
        assert rows["a query, p50"].met
        assert rows["a query, p50"].beside == {SAME_TERMS: 3.21}
        assert rows["a query, p99"].met is False
        assert rows["hostile queries, slowest"].why == "NUL"
        assert rows["hostile queries that raise"].met is False

    def test_what_was_not_measured_is_told_where_it_was_promised(self):
        rows = list(speed._rows(POSTGRES, 25_000, {(POSTGRES, 25_000): "no server"}))
        assert [(row.value, row.why, row.met) for row in rows] == [(None, "no server", None)] * 3

    def test_beginnings_are_the_same_each_time(self):
        assert set(timed.beginnings(["kasir", "kas"])) == {"kas", "kasi", "kasir"}
        many = [f"kata nomor {number}" for number in range(2_000)]
        assert timed.beginnings(many) == timed.beginnings(many)
        assert len(timed.beginnings(many)) == timed.MOST_BEGINNINGS


class TestSlips:
    def test_what_is_kept_is_told_against_what_was_found_without(self):
        class Made:
            grades = {"kasir": {"job:1": 3, "job:2": 2}, "barista": {"job:3": 3}}

        answers = {"kasir": ["job:1", "job:2"], "kasri": ["job:1"], "barista": [], "barisat": []}

        def pair(clean: str, wrong: str) -> tuple[Asked, Asked]:
            return Asked(clean, "", {}), Asked(wrong, "", {})

        kept = slips._recalls(Made(), answers.__getitem__)
        assert kept([pair("kasir", "kasri")]) == 0.5
        assert kept([pair("kasir", "kasri"), pair("barista", "barisat")]) == 0.5
        assert kept([pair("barista", "barisat")]) == 0.0


class TestRun:
    def test_parts(self):
        assert run.BENCH.asked({}) == ["quality", "slips", "speed"]
        assert run.BENCH.asked({"PARTS": "speed, quality"}) == ["quality", "speed"]
        with pytest.raises(ValueError, match="no part 'sped'"):
            run.BENCH.asked({"PARTS": "sped"})

    def test_the_environment_of_the_shell_does_not_leak_into_the_city(self, tmp_path, monkeypatch):
        monkeypatch.setenv("DATABASE_URL", "sqlite:////somebody/else.db")
        monkeypatch.setenv("GUYUB_INSTANCE", "/somebody")
        made = city.environment(tmp_path)
        assert made["DATABASE_URL"] == f"sqlite:///{tmp_path / city.DATABASE}"
        assert made["GUYUB_INSTANCE"] == str(tmp_path)


class TestPage:
    RESULT = {"commit": "abc", "machine": "m", "note": "", "rows": []}

    def test_only_what_stands_between_the_markers_is_written(self):
        text = f"head\n{page.BEGIN}\nold\n{page.END}\ntail\n"
        made = page.with_table(text, self.RESULT)
        assert made.startswith("head\n")
        assert made.endswith("\ntail\n")
        assert "old" not in made
        assert page.with_table(made, self.RESULT) == made

    def test_the_page_of_the_house_has_its_markers(self):
        text = page.PAGE.read_text(encoding="utf-8")
        assert text.count(page.BEGIN) == text.count(page.END) == 1

    def test_the_table_is_the_one_of_the_last_result(self):
        if page.RESULT.exists():
            kept = json.loads(page.RESULT.read_text(encoding="utf-8"))
            assert table(kept) in page.PAGE.read_text(encoding="utf-8")
