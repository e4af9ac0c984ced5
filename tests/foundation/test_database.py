"""When the database is in a transaction: never longer than something is changed."""

from __future__ import annotations

from typing import Any

from flask import Flask
from psycopg.pq import TransactionStatus
from sqlalchemy import text

from community.foundation.database import db
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
