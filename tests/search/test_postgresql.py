"""What is about the tables of PostgreSQL alone: swapping, counting, breaking, and the same answers as elsewhere."""

from __future__ import annotations

import os
import random
import threading
from collections.abc import Iterator
from contextlib import closing
from datetime import timedelta
from pathlib import Path
from typing import Any

import psycopg
import pytest
from flask import Flask

from community import create_app
from community.foundation import clock
from community.foundation.documents import Document
from community.search import postgresql_connections, postgresql_writer, queries, services, tasks
from community.search.analysis import document_terms
from community.search.asking import Days
from community.search.engine import make_engine
from community.search.hits import IndexUnavailable
from community.search.postgresql_engine import PostgresqlEngine
from community.search.postgresql_terms import is_pair, parts_of
from tests.factories import ARENJAYA, JATIASIH, JATIRASA
from tests.jobs.factories import make_job
from tests.search.conftest import SERVER
from tests.search.factories import document, keys
from tests.support import unit

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


@pytest.fixture
def engine(schema: str) -> Iterator[PostgresqlEngine]:
    with closing(PostgresqlEngine(str(SERVER), schema)) as opened:
        yield opened


@pytest.fixture
def database() -> Iterator[psycopg.Connection[Any]]:
    with psycopg.connect(str(SERVER).replace("+psycopg", ""), autocommit=True) as connection:
        yield connection


def tables(database: psycopg.Connection[Any], schema: str) -> set[str]:
    return {name for (name,) in database.execute("SELECT tablename FROM pg_tables WHERE schemaname = %s", [schema])}


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


def test_readers_see_the_old_index_or_the_new_one(engine: PostgresqlEngine) -> None:
    engine.rebuild([document(0, "Kasir")])
    problems: list[object] = []
    through = threading.Event()

    def read() -> None:
        while not through.is_set():
            try:
                found = keys(engine, "kasir")
            except IndexUnavailable as problem:
                found = [str(problem)]
            if len(found) != 1 or not found[0].startswith("job:"):
                problems.append(found)

    readers = [threading.Thread(target=read) for _ in range(3)]
    for reader in readers:
        reader.start()
    for number in range(1, 12):
        engine.rebuild([document(number, "Kasir"), document(99, "Sopir")])
    through.set()
    for reader in readers:
        reader.join()
    assert problems == []
    assert keys(engine, "kasir") == ["job:11"]


def test_a_question_that_was_under_way_while_the_tables_went_is_asked_again(
    engine: PostgresqlEngine, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine.rebuild([document(1, "Kasir")])
    now, other = PostgresqlEngine._now, PostgresqlEngine(str(SERVER), schema)
    swaps = iter([True])

    def swapped_meanwhile(asked: PostgresqlEngine, connection: Any) -> Any:
        state = now(asked, connection)
        if next(swaps, False):
            other.rebuild([document(2, "Kasir")])
        return state

    monkeypatch.setattr(PostgresqlEngine, "_now", swapped_meanwhile)
    assert keys(engine, "kasir") == ["job:2"]
    other.close()


def test_rebuilding_leaves_nothing_behind(
    engine: PostgresqlEngine, database: psycopg.Connection[Any], schema: str
) -> None:
    engine.rebuild([document(1, "Kasir")])
    with pytest.raises(ZeroDivisionError):
        engine.rebuild(document(1 // number, "Sopir") for number in (1, 0))
    engine.rebuild([document(1, "Kasir")])
    assert tables(database, schema) == {"state", "documents_2", "texts_2", "words_2", "tallies_2"}


def test_old_tables_that_somebody_holds_go_with_the_next_change(
    engine: PostgresqlEngine, database: psycopg.Connection[Any], schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_writer, "SWEEP_MS", 20)
    engine.rebuild([document(1, "Kasir")])
    with database.transaction():
        database.execute(f"SELECT FROM {schema}.documents_1")
        engine.rebuild([document(2, "Kasir")])
        assert keys(engine, "kasir") == ["job:2"]
        engine.index([document(3, "Sopir")])
    assert "documents_1" in tables(database, schema)
    engine.index([document(4, "Sopir")])
    assert "documents_1" not in tables(database, schema)


def test_a_second_writer_waits_and_then_gives_up(
    engine: PostgresqlEngine, schema: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(postgresql_writer, "WRITER_MS", 50)
    second = PostgresqlEngine(str(SERVER), schema)

    def slowly() -> Iterator[Document]:
        yield document(1, "Kasir")
        with pytest.raises(IndexUnavailable, match="another process is writing"):
            second.rebuild([document(2, "Kasir")])

    engine.rebuild(slowly())
    second.close()
    assert keys(engine, "kasir") == ["job:1"]


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


def test_a_lost_connection_is_opened_anew(engine: PostgresqlEngine, database: psycopg.Connection[Any]) -> None:
    engine.index([document(1, "Kasir")])
    _end_connections(engine, database)
    assert keys(engine, "kasir") == ["job:1"]
    _end_connections(engine, database)
    engine.index([document(2, "Kasir")])
    assert len(keys(engine, "kasir")) == 2


def _end_connections(engine: PostgresqlEngine, database: psycopg.Connection[Any]) -> None:
    """Those of this engine alone: others may be at work on the same server."""
    numbers = [connection.info.backend_pid for connection in engine._connections._idle.open]
    assert numbers
    database.execute("SELECT pg_terminate_backend(pid, 5000) FROM unnest(%s::integer[]) pid", [numbers]).fetchall()


def test_a_server_that_is_not_there_is_a_clear_error() -> None:
    engine = PostgresqlEngine("postgresql://nobody@127.0.0.1:1/nothing")
    with pytest.raises(IndexUnavailable, match="does not answer"):
        engine.search("kasir")
    with pytest.raises(IndexUnavailable, match="does not answer"):
        engine.rebuild([document(1, "Kasir")])


@pytest.mark.parametrize("table", ["documents", "words", "tallies", "texts"])
def test_missing_tables_are_a_clear_error_and_come_back(
    engine: PostgresqlEngine, database: psycopg.Connection[Any], schema: str, table: str
) -> None:
    engine.index([document(1, "Kasir")])
    database.execute(f"DROP TABLE {schema}.{table}_1")
    with pytest.raises(IndexUnavailable):
        engine.check()
    engine.rebuild([document(1, "Kasir")])
    assert keys(engine, "kasir") == ["job:1"]


@pytest.mark.parametrize(
    "damage", ["DELETE FROM {}.documents_1 WHERE id = 2", "DROP INDEX {}.documents_1_keys_tiers_idx"]
)
def test_what_does_not_hold_what_was_put_in_is_damaged(
    engine: PostgresqlEngine, database: psycopg.Connection[Any], schema: str, damage: str
) -> None:
    engine.index([document(1, "Kasir"), document(2, "Kasir")])
    assert engine.check() == 2
    database.execute(damage.format(schema))
    with pytest.raises(IndexUnavailable, match="damaged"):
        engine.check()


def test_tables_of_somebody_else_are_left_alone(
    engine: PostgresqlEngine, database: psycopg.Connection[Any], schema: str
) -> None:
    database.execute(f"CREATE SCHEMA {schema}; CREATE TABLE {schema}.state (of_mind text)")
    for wrong in (engine.check, lambda: engine.search("kasir"), lambda: engine.rebuild([document(1, "Kasir")])):
        with pytest.raises(IndexUnavailable):
            wrong()
    assert tables(database, schema) == {"state"}


def test_a_question_that_takes_too_long_is_given_up(
    schema: str, database: psycopg.Connection[Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(postgresql_connections.SETTINGS, "lock_timeout", "5s")
    monkeypatch.setitem(postgresql_connections.SETTINGS, "statement_timeout", "50ms")
    with closing(PostgresqlEngine(str(SERVER), schema)) as engine:
        engine.index([document(1, "Kasir")])
        with database.transaction():
            database.execute(f"LOCK TABLE {schema}.words_1")
            with pytest.raises(IndexUnavailable, match="too long"):
                engine.search("kasir")
        assert keys(engine, "kasir") == ["job:1"]


def test_a_fork_opens_connections_of_its_own(engine: PostgresqlEngine) -> None:
    engine.index([document(1, "Kasir")])
    child = os.fork()
    if not child:
        found = False
        try:
            found = keys(engine, "kasir") == ["job:1"]
            engine.close()
        finally:
            os._exit(0 if found else 1)
    assert os.waitstatus_to_exitcode(os.waitpid(child, 0)[1]) == 0
    assert keys(engine, "kasir") == ["job:1"]


def test_many_threads_share_few_connections(engine: PostgresqlEngine, monkeypatch: pytest.MonkeyPatch) -> None:
    engine.index([document(1, "Kasir")])
    opened: list[int] = []
    open_one = postgresql_connections.Connections.open

    def counted(connections: postgresql_connections.Connections) -> Any:
        opened.append(1)
        return open_one(connections)

    monkeypatch.setattr(postgresql_connections.Connections, "open", counted)
    found: list[list[str]] = []
    threads = [threading.Thread(target=lambda: found.append(keys(engine, "kasir"))) for _ in range(40)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert found == [["job:1"]] * 40
    assert len(opened) <= postgresql_connections.MOST_OPEN


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


@pytest.mark.parametrize(
    ("settings", "sentence"),
    [
        ({"SEARCH_ENGINE": "solr"}, "SEARCH_ENGINE=solr is unknown; use one of whoosh, postgresql."),
        ({"SEARCH_ENGINE": "postgresql", "SQLALCHEMY_DATABASE_URI": "sqlite://"}, "needs a PostgreSQL database"),
    ],
)
def test_settings_that_name_no_engine_start_nothing(settings: dict[str, str], sentence: str) -> None:
    with pytest.raises(SystemExit, match=sentence):
        create_app("testing", **settings)
