"""What PostgreSQL answers is what the embedded engine answers, and what it counts stays right."""

from __future__ import annotations

import random
from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask

from community.foundation import clock
from community.foundation.documents import Document
from community.search import queries, services, tasks
from community.search.analysis import document_terms
from community.search.asking import Days
from community.search.engine import make_engine
from community.search.postgresql_engine import PostgresqlEngine
from community.search.postgresql_terms import is_pair, parts_of
from tests.factories import ARENJAYA, JATIASIH, JATIRASA
from tests.jobs.factories import make_job
from tests.search.conftest import SERVER
from tests.search.factories import document, keys
from tests.search.tables import database, engine
from tests.support import unit

__all__ = ["database", "engine"]
KINDS = ("job", "training", "event", "member")
WORDS = ("kasir", "toko", "kue", "jahit", "menjahit", "sopir", "malam", "motor", "roti", "mentor", "part time")
QUESTIONS = (
    "kasir ",
    "kasir toko",
    "kue roti ",
    "kas",
    "jah",
    "loker kasir",
    '"kue roti"',
    "kasir -toko",
    "",
    "part time",
)


def made_up(chance: random.Random, numbers: range) -> list[Document]:
    today = clock.today()
    return [
        document(
            number,
            " ".join(chance.choices(WORDS, k=chance.randint(1, 3))),
            " ".join(chance.choices(WORDS, k=chance.randint(0, 9))),
            kind=chance.choice(KINDS),
            region_code=chance.choice((JATIRASA, JATIASIH, ARENJAYA, None)),
            skills=chance.choice(((), (), ("tata_boga",))),
            since=chance.choice((None, today - timedelta(days=chance.randint(0, 50)))),
            until=chance.choice((None, None, today + timedelta(days=chance.randint(-2, 40)))),
        )
        for number in numbers
    ]


def asked(chance: random.Random) -> dict[str, Any]:
    today = clock.today().toordinal()
    return {
        "limit": chance.choice((5, 30)),
        "kinds": chance.choice((None, KINDS, KINDS[:-1])),
        "shown": chance.choice((None, KINDS[:1])),
        "region_codes": chance.choice((None, None, [JATIRASA], [JATIASIH, ARENJAYA])),
        "near": chance.choice(({}, {JATIRASA: 1.25, JATIASIH: 1.1})),
        "place": chance.choice(("", "toko")),
        "trade": chance.choice((None, None, "dapur")),
        "days": chance.choice((None, None, Days("since", today - 9, today), Days("until", today, today + 9))),
        "without": chance.choice(((), ("job:3", "event:4", "robot:1", "job:x"))),
    }


@pytest.mark.parametrize("seed", range(6))
def test_answers_are_those_of_the_embedded_engine(engine: PostgresqlEngine, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    embedded = make_engine("whoosh", tmp_path / "index")
    documents = made_up(chance, range(120))
    for one in (engine, embedded):
        one.rebuild(documents)
    for text in QUESTIONS:
        for _ in range(5):
            options = asked(chance)
            ours, theirs = engine.find(text, as_typed=True, **options), embedded.find(text, as_typed=True, **options)
            assert [hit.key for hit in ours.hits] == [hit.key for hit in theirs.hits], (text, options)
            assert (ours.counts, ours.more, ours.facets) == (theirs.counts, theirs.more, theirs.facets), (text, options)
            if theirs.next:
                following = (
                    engine.find(text, **options, after=ours.next),
                    embedded.find(text, **options, after=theirs.next),
                )
                assert [hit.key for hit in following[0].hits] == [hit.key for hit in following[1].hits], (text, options)
    assert engine.digests() == embedded.digests()
    assert engine.words() == embedded.words()


def test_frequencies_stay_right_whatever_changes(
    engine: PostgresqlEngine, database: psycopg.Connection[Any], schema: str
) -> None:
    chance = random.Random(3)
    there = {one.key: one for one in made_up(chance, range(60))}
    engine.rebuild(there.values())
    for _round in range(12):
        new = made_up(chance, range(chance.randint(0, 70), 75))
        gone = chance.sample(sorted(there), 8)
        engine.update(new, gone)
        there = {key: one for key, one in there.items() if key not in gone} | {one.key: one for one in new}
        counted: dict[str, int] = {}
        for one in there.values():
            for term, _impact in document_terms(one):
                if not is_pair(term):
                    counted[term] = counted.get(term, 0) + 1
        kept = dict(database.execute(f"SELECT term, often FROM {schema}.words_1 WHERE often <> 0").fetchall())
        assert {term: often for term, often in kept.items() if term[0] not in "*@#<>"} == counted
        assert kept["*"] == len(there) == database.execute(f"SELECT documents FROM {schema}.state").fetchone()[0]  # type: ignore[index]
        engine.check()
    afresh = PostgresqlEngine(str(SERVER), schema)
    tallies = dict(_named_tallies(database, schema, 1))
    afresh.rebuild(there.values())
    assert tallies == dict(_named_tallies(database, schema, 2))
    afresh.close()


def _named_tallies(
    database: psycopg.Connection[Any], schema: str, generation: int
) -> Iterator[tuple[tuple[str, str, int], int]]:
    terms = dict(database.execute(f"SELECT id, term FROM {schema}.words_{generation}").fetchall())
    kinds = database.execute(f"SELECT kinds FROM {schema}.state").fetchone()[0]  # type: ignore[index]
    for tier, often in database.execute(f"SELECT tier, often FROM {schema}.tallies_{generation} WHERE often <> 0"):
        word, kind, level = parts_of(tier)
        yield (terms[word], kinds[kind - 1], level), often


def test_a_document_given_twice_stands_there_once(engine: PostgresqlEngine) -> None:
    assert engine.rebuild([document(1, "Kasir", "lama"), document(2, "Sopir"), document(1, "Kasir", "baru")]) == 2
    assert engine.counts("kasir") == {"job": 1}
    assert engine.texts(["job:1"]) == {"job:1": "baru"}
    assert engine.check() == 2
    assert engine.words()["kasir"] == 1


def test_text_the_database_cannot_hold_is_found_all_the_same(engine: PostgresqlEngine) -> None:
    engine.index([document(1, "Kasir\0 toko\ud800", "satu\tdua\\N\n\0tiga\ud800"), document(2, "w" * 5_000)])
    assert keys(engine, "kasir") == ["job:1"]
    assert keys(engine, "w" * 300) == ["job:2"]
    assert engine.texts(["job:1"]) == {"job:1": "satu\tdua\\N\ntiga?"}


def test_a_long_document_is_found_by_every_word(engine: PostgresqlEngine) -> None:
    text = " ".join(f"kata{number}x" for number in range(900))
    engine.rebuild([document(1, "Kasir", text), document(2, "Sopir", text[:200])])
    assert keys(engine, "kata499x ") == ["job:1"]
    assert set(keys(engine, "kata1x ")) == {"job:1", "job:2"}


def test_the_site_keeps_its_index_in_the_database_where_settings_say_so(
    app: Flask, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(app.config, "SEARCH_ENGINE", "postgresql")
    monkeypatch.setitem(app.config, "SEARCH_DATABASE_URL", SERVER)
    monkeypatch.setattr(PostgresqlEngine.__init__, "__defaults__", (schema,))
    number = make_job(title="Kasir swalayan").id
    answer = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert "search index ready: 2 documents" in answer.output, answer.output
    assert keys(queries.engine(), "kasir") == [f"job:{number}"]
    other = make_job(title="Kasir kantin").id
    with unit():
        services.mark("job", [other])
    tasks.update_index()
    tasks.check_index()
    assert len(keys(queries.engine(), "kasir")) == 2
    queries.engine().close()
