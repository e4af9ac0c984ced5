"""The database: typed base class, shared column types, and how each engine begins a transaction."""

from __future__ import annotations

import enum
import os
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextvars import ContextVar
from datetime import UTC, datetime
from select import POLLIN, poll
from typing import Annotated, Any

from flask import Flask
from flask_sqlalchemy import SQLAlchemy
from sqlalchemy import (
    JSON,
    BigInteger,
    ColumnElement,
    Connection,
    CursorResult,
    DateTime,
    Engine,
    Enum,
    Executable,
    Integer,
    MetaData,
    String,
    any_,
    bindparam,
    event,
    func,
    literal_column,
    select,
)
from sqlalchemy.dialects import postgresql, sqlite
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.exc import DisconnectionError
from sqlalchemy.orm import DeclarativeBase, mapped_column
from sqlalchemy.sql.dml import UpdateBase
from sqlalchemy.types import TypeDecorator

from community.foundation import clock, naming

ALPHABET = "23456789abcdefghjkmnpqrstuvwxyz"
LARGEST_ID = 2**63 - 1
PART = 500
writing: ContextVar[bool] = ContextVar("writing", default=False)


class UtcDateTime(TypeDecorator[datetime]):
    """Aware datetimes, stored in UTC on every engine (SQLite keeps no zone)."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a datetime without a zone reached the database")
        return value.astimezone(UTC)

    def process_result_value(self, value: datetime | None, dialect: Any) -> datetime | None:
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


BigId = BigInteger().with_variant(Integer, "sqlite")
Json = JSON().with_variant(JSONB, "postgresql")


def new_public_id() -> str:
    """Twelve characters, 59 random bits: an address that cannot be counted or guessed."""
    return "".join(secrets.choice(ALPHABET) for _ in range(12))


pk = Annotated[int, mapped_column(BigId, primary_key=True)]
public_id = Annotated[str, mapped_column(String(12), unique=True, default=new_public_id)]
moment = Annotated[datetime, mapped_column(UtcDateTime)]
created = Annotated[datetime, mapped_column(UtcDateTime, default=clock.now)]
region_code = Annotated[str, mapped_column(String(13), index=True)]


def stored_by_value(choices: type[enum.Enum], name: str) -> Enum:
    """An enum column that keeps the value, with a CHECK the database enforces."""
    return Enum(
        choices,
        name=name,
        native_enum=False,
        create_constraint=True,
        length=24,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    metadata = MetaData(
        naming_convention={
            "ix": "ix_%(column_0_N_label)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "pk": "pk_%(table_name)s",
        }
    )


db = SQLAlchemy(model_class=Base, session_options={"expire_on_commit": False})


def insert_into(table: Any) -> Any:
    """An INSERT that knows ON CONFLICT, as the engine of this application speaks it."""
    return (sqlite if db.engine.dialect.name == "sqlite" else postgresql).insert(table)


def rows_changed(statement: UpdateBase, *, refresh: bool = True) -> int:
    """How many rows an UPDATE or DELETE changed; without `refresh`, loaded objects keep what they were read with."""
    told = statement if refresh else statement.execution_options(synchronize_session=False)
    result = db.session.execute(told)
    assert isinstance(result, CursorResult)
    return result.rowcount


def one_of(column: ColumnElement[int], name: str) -> ColumnElement[bool]:
    """`column` is among the ids given as `name` when the statement is run.

    They are one array, or one JSON list on SQLite, so that the statement stays the same however many there are: it is
    put together once, and planned once.
    """
    if db.engine.dialect.name == "postgresql":
        return column == any_(bindparam(name, type_=postgresql.ARRAY(BigInteger)))
    return column.in_(select(func.json_each(bindparam(name, type_=JSON)).table_valued("value").c.value))


def parts_of(identity: Any, ids: Iterable[int] | None) -> Iterator[Sequence[int]]:
    """These ids, or every one of the column for None, in parts that every database takes in one IN list."""
    if ids is not None:
        wanted = sorted(set(ids))
        for start in range(0, len(wanted), PART):
            yield wanted[start : start + PART]
        return
    last = 0
    while part := db.session.scalars(select(identity).where(identity > last).order_by(identity).limit(PART)).all():
        yield part
        last = part[-1]


def constant(word: str) -> ColumnElement[Any]:
    """A word of the code, never of a person, that stands in the statement: what the condition of a partial index names.

    With the value beside it, SQLite plans the statement anew each time, and PostgreSQL's kept plan misses the index.
    """
    return literal_column(f"'{word}'")


def constants(words: Iterable[str]) -> list[ColumnElement[Any]]:
    """Words of the code for `in_()`: with values beside it, a statement is written anew at each run, however long."""
    return [constant(word) for word in words]


def rows(statement: Executable, values: Mapping[str, Any] | None = None) -> Sequence[Any]:
    """Plain rows of a statement, read on the session's connection but past the ORM; entities come as their columns.

    For what every page asks: half the time of a small query is the ORM's.
    """
    db.session.flush()
    return db.session.connection().execute(statement, values).all()


def _prepare_sqlite(engine: Engine, synchronous: str) -> None:
    @event.listens_for(engine, "connect")
    def configure(connection: Any, _record: Any) -> None:
        # The driver must not begin transactions by itself: SQLAlchemy's begin event does, below.
        connection.isolation_level = None
        cursor = connection.cursor()
        for pragma in (
            "journal_mode=WAL",
            f"synchronous={synchronous}",
            "foreign_keys=ON",
            "busy_timeout=15000",
            "cache_size=-8000",
            "temp_store=MEMORY",
        ):
            cursor.execute(f"PRAGMA {pragma}")
        cursor.close()

    @event.listens_for(engine, "begin")
    def begin(connection: Any) -> None:
        # A deferred transaction that reads first and writes later fails under concurrency.
        connection.exec_driver_sql("BEGIN IMMEDIATE" if writing.get() else "BEGIN")


def _prepare_postgresql(engine: Engine) -> None:
    @event.listens_for(engine, "checkout")
    def still_there(driver: Any, _record: Any, _proxy: Any) -> None:
        # What comes unasked is the server's farewell: no page breaks over it after a restart, and none waits for the
        # answer to a question sent ahead, as with `pool_pre_ping`.
        unasked = poll()
        unasked.register(driver.pgconn.socket, POLLIN)
        if unasked.poll(0):
            raise DisconnectionError("the server has ended this connection")

    @event.listens_for(engine, "engine_connect")
    def read_without_transaction(connection: Connection) -> None:
        # Reading gains nothing from a transaction at READ COMMITTED, and psycopg forgets the statements the
        # server has prepared at every ROLLBACK, so each page would be planned anew.
        if not writing.get():
            connection.execution_options(isolation_level="AUTOCOMMIT")


def init_app(app: Flask) -> None:
    """Bind the session and the migrations to `app`."""
    url = app.config["SQLALCHEMY_DATABASE_URI"]
    if url.startswith("sqlite"):
        app.config.setdefault("SQLALCHEMY_ENGINE_OPTIONS", {"hide_parameters": True, "connect_args": {"timeout": 15}})
    else:
        app.config.setdefault(
            "SQLALCHEMY_ENGINE_OPTIONS",
            {
                # An error that is logged must not tell what somebody wrote or answered.
                "hide_parameters": True,
                "pool_size": 8,
                "max_overflow": 4,
                "pool_pre_ping": False,
                "pool_recycle": 600,
                # Written as the server reads them, long statements are not read and rewritten at each run.
                "paramstyle": "numeric_dollar",
                "connect_args": {
                    "cursor_factory": naming.load("psycopg:RawCursor"),
                    # The few statements of the pages come again and again: the second time they are prepared.
                    "prepare_threshold": 1,
                    "options": "-c plan_cache_mode=force_generic_plan",
                },
            },
        )
    db.init_app(app)
    if os.environ.get("FLASK_RUN_FROM_CLI"):
        # Commands alone migrate; what that needs takes a web server a tenth of its start.
        folder = str(app.root_path) + "/../migrations"
        naming.load("flask_migrate:Migrate")(app, db, directory=folder, render_as_batch=True, compare_type=True)
    with app.app_context():
        if db.engine.dialect.name == "sqlite":
            _prepare_sqlite(db.engine, app.config["SQLITE_SYNCHRONOUS"])
        else:
            _prepare_postgresql(db.engine)
