"""When the database is in a transaction: never longer than something is changed."""

from __future__ import annotations

from typing import Any

import psycopg
import pytest
from flask import Flask
from psycopg.pq import TransactionStatus
from sqlalchemy import Table, bindparam, select, text

from community.accounts.models import Account
from community.events.models import SignUp
from community.events.queries import IS_RUNNING as SIGN_UP_RUNS
from community.foundation import database
from community.foundation.database import db
from community.jobs.models import Application, ApplicationState
from community.jobs.queries import IS_RUNNING as APPLICATION_RUNS
from community.programmes.models import ProgrammeApplication
from community.programmes.queries import IS_RUNNING as PROGRAMME_APPLICATION_RUNS
from tests.factories import make_account
from tests.support import unit


def _driver() -> Any:
    db.session.execute(text("SELECT 1"))
    return db.session.connection().connection.driver_connection


def _in_transaction() -> bool:
    driver = _driver()
    if db.engine.dialect.name == "sqlite":
        return bool(driver.in_transaction)
    return bool(driver.info.transaction_status != TransactionStatus.IDLE)


def test_a_unit_of_work_is_one_transaction(app: Flask) -> None:
    with unit():
        assert _in_transaction()


def test_reading_costs_postgresql_no_transaction(app: Flask) -> None:
    # On SQLite a transaction keeps what is read in one page from changing half-way; there it costs nothing.
    assert _in_transaction() == (db.engine.dialect.name == "sqlite")


def test_what_was_read_before_does_not_keep_a_unit_from_its_transaction(app: Flask) -> None:
    _driver()
    with unit():
        assert _in_transaction()
    assert _in_transaction() == (db.engine.dialect.name == "sqlite")


def test_a_connection_that_the_server_ended_breaks_no_page(app: Flask) -> None:
    # As after a restart of PostgreSQL. On SQLite there is no server that could end one.
    driver = _driver()
    db.session.remove()
    if db.engine.dialect.name == "postgresql":
        with psycopg.connect(driver.info.dsn, password=db.engine.url.password, autocommit=True) as other:
            other.execute("SELECT pg_terminate_backend(%s, 5000)", [driver.info.backend_pid])
    assert db.session.scalar(text("SELECT 1")) == 1


@pytest.mark.parametrize(
    ("model", "runs"),
    [
        (Application, APPLICATION_RUNS),
        (ProgrammeApplication, PROGRAMME_APPLICATION_RUNS),
        (SignUp, SIGN_UP_RUNS),
    ],
)
def test_what_runs_is_asked_in_the_words_of_its_index(model: Any, runs: Any) -> None:
    table: Table = model.__table__
    conditions = [str(one.dialect_options["sqlite"]["where"]) for one in table.indexes if one.unique]
    assert str(runs).replace(f"{table.name}.", "") in conditions


def test_ids_come_in_parts_each_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(database, "PART", 2)
    one, two, three = (make_account().id for _number in range(3))
    assert [list(part) for part in database.parts_of(Account.id, [three, one, two, one])] == [[one, two], [three]]
    assert [list(part) for part in database.parts_of(Account.id, None)] == [[one, two], [three]]
    assert list(database.parts_of(Account.id, [])) == []


def test_a_statement_goes_out_as_its_database_reads_it(app: Flask) -> None:
    # PostgreSQL's driver would read and rewrite every long statement at each run.
    asked = select(Account.id).where(Account.id == bindparam("me"))
    placeholder = {"sqlite": "?", "postgresql": "$1"}[db.engine.dialect.name]
    assert placeholder in str(asked.compile(db.engine))


def test_words_of_the_code_leave_a_statement_nothing_to_fill_in() -> None:
    chosen = Application.state.in_(database.constants((ApplicationState.SENT, ApplicationState.READ)))
    assert str(chosen) == "job_applications.state IN ('sent', 'read')"
