"""Tables that are swapped, held, damaged or somebody else's, and connections that break."""

from __future__ import annotations

import os
import threading
from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest

from community.foundation.documents import Document
from community.search import postgresql_connections, postgresql_writer
from community.search.hits import IndexUnavailable
from community.search.postgresql_engine import PostgresqlEngine
from tests.search.conftest import SERVER
from tests.search.factories import document, keys
from tests.search.tables import database, engine, tables

__all__ = ["database", "engine"]


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


@pytest.mark.parametrize("times", [1, 3])
def test_a_question_that_was_under_way_while_the_tables_went_is_asked_again(
    engine: PostgresqlEngine, schema: str, monkeypatch: pytest.MonkeyPatch, times: int
) -> None:
    engine.rebuild([document(1, "Kasir")])
    now, other = PostgresqlEngine._now, PostgresqlEngine(str(SERVER), schema)
    swaps = iter([True] * times)

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
