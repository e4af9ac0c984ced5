"""The engines that the contract is asked of.

TEST_SEARCH_URL, or else TEST_DATABASE_URL, names a PostgreSQL server; without one, as in `make test-fast`, the
contract is asked of the embedded engine alone.
"""

from __future__ import annotations

import os
import secrets
from collections.abc import Callable, Iterator
from contextlib import ExitStack, closing, contextmanager
from pathlib import Path

import psycopg
import pytest
from psycopg import sql

from community.search.engine import Engine, make_engine
from community.search.postgresql_engine import PostgresqlEngine

SERVER = os.environ.get("TEST_SEARCH_URL") or os.environ.get("TEST_DATABASE_URL")
NAMES = ["whoosh", "postgresql"] if SERVER else ["whoosh"]
# What is about that engine alone.
collect_ignore = [] if SERVER else ["test_postgresql.py", "test_postgresql_bounds.py", "test_postgresql_tables.py"]
Again = Callable[[], Engine]


@contextmanager
def own_schema() -> Iterator[str]:
    """The name of a schema for one test, removed afterwards."""
    assert SERVER
    schema = f"search_{secrets.token_hex(6)}"
    yield schema
    with psycopg.connect(SERVER.replace("+psycopg", ""), autocommit=True) as connection:
        connection.execute(sql.SQL("DROP SCHEMA IF EXISTS {} CASCADE").format(sql.Identifier(schema)))


@pytest.fixture
def schema() -> Iterator[str]:
    """A schema of its own on the server."""
    with own_schema() as name:
        yield name


@pytest.fixture(params=NAMES)
def again(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Again]:
    """Opens the engine of this test, each time as another process would."""
    with ExitStack() as stack:
        schema = stack.enter_context(own_schema()) if request.param == "postgresql" else ""

        def opened() -> Engine:
            if schema:
                return stack.enter_context(closing(PostgresqlEngine(str(SERVER), schema)))
            return make_engine("whoosh", tmp_path / "index")

        yield opened


@pytest.fixture
def engine(again: Again) -> Engine:
    """An engine without an index yet."""
    return again()
