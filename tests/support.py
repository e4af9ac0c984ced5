"""Small helps that every test may use."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor, wait
from contextlib import contextmanager
from functools import partial
from threading import Event
from typing import Any, TypeVar

from flask import Flask
from flask.testing import FlaskClient
from itsdangerous import URLSafeTimedSerializer
from sqlalchemy import event, inspect, select
from werkzeug.test import TestResponse

from community.foundation import outbox, worker
from community.foundation.database import db
from community.foundation.outbox import OutboxMessage
from community.foundation.transactions import unit_of_work as unit

__all__ = [
    "count_queries", "deliver", "deliver_facts", "fresh", "overtaken", "recorded", "send_bare", "settle",
    "side_by_side", "unit",
]  # fmt: skip
T = TypeVar("T")


def settle() -> None:
    """Let the worker do everything there is to do."""
    worker.settle()


def deliver() -> None:
    """What the worker does within a second: facts and messages, and the lists and search entries they change."""
    while worker.work_once():
        pass
    worker.run_quick_tasks()


def deliver_facts() -> None:
    """Facts alone, and not what they change afterwards."""
    while outbox.deliver_due():
        pass


def recorded() -> list[str]:
    """The names of all facts so far, in their order: "JobPublished"."""
    db.session.rollback()
    kinds = db.session.scalars(select(OutboxMessage.kind).order_by(OutboxMessage.id))
    return [kind.partition(".")[2] for kind in kinds]


def fresh(thing: Any) -> Any:
    """A row as it is stored now."""
    db.session.rollback()
    return db.session.get_one(type(thing), inspect(thing).identity[0], populate_existing=True)


@contextmanager
def count_queries() -> Iterator[list[str]]:
    """The SQL statements that run inside, transaction words left out."""
    statements: list[str] = []

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not statement.startswith(("BEGIN", "COMMIT", "ROLLBACK", "PRAGMA")):
            statements.append(statement)

    event.listen(db.engine, "before_cursor_execute", note)
    try:
        yield statements
    finally:
        event.remove(db.engine, "before_cursor_execute", note)


def _alone(app: Flask, call: Callable[[], T]) -> T | Exception:
    with app.app_context():
        try:
            return call()
        except Exception as error:
            return error
        finally:
            db.session.remove()


def side_by_side(app: Flask, calls: list[Callable[[], T]]) -> list[T | Exception]:
    """Run the calls in threads at the same time, each with its own database session; errors are returned."""
    with ThreadPoolExecutor(len(calls)) as pool:
        return list(pool.map(partial(_alone, app), calls))


def _somebody_waits() -> bool:
    """Whether a connection waits for a row; on SQLite a second unit of work waits from its first moment."""
    if db.engine.dialect.name == "sqlite":
        return True
    waiting = "SELECT count(*) FROM pg_stat_activity WHERE datname = current_database() AND wait_event_type = 'Lock'"
    with db.engine.connect() as connection:
        return bool(connection.exec_driver_sql(waiting).scalar())


def overtaken(app: Flask, first: Callable[[], object], second: Callable[[], T]) -> T | Exception:
    """What becomes of `second`, begun after `first` has written and committed after it: each a unit of work."""

    def begin() -> T:
        begun.set()
        with unit():
            return second()

    begun = Event()
    with ThreadPoolExecutor(1) as pool:
        with unit():
            first()
            db.session.flush()
            later = pool.submit(_alone, app, begin)
            begun.wait()
            while not later.done() and not _somebody_waits():
                wait([later], timeout=0.01)
        return later.result()


def send_bare(client: FlaskClient, path: str, **values: Any) -> TestResponse:
    """A POST that no page offered, as somebody with a script sends it: her own valid token, any address."""
    with client.session_transaction() as session:
        token = session.setdefault("csrf_token", "of-this-test")
    serializer = URLSafeTimedSerializer(client.application.secret_key, salt="wtf-csrf-token")
    return client.post(path, data={"csrf_token": serializer.dumps(token), **values})
