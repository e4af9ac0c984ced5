"""The engine over tables of its own, and those tables from outside."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from typing import Any

import psycopg
import pytest

from community.search.postgresql_engine import PostgresqlEngine
from tests.search.conftest import SERVER


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
