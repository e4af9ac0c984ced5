"""The application under test, its inspecting client, and a clean database for each test."""

from __future__ import annotations

import gc
from collections.abc import Iterator
from functools import lru_cache
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from jinja2 import FileSystemBytecodeCache
from sqlalchemy import String, exists, literal, select, union_all

from community import create_app
from community.foundation import cache, guest_pages, worker
from community.foundation.database import db
from tests.hashing import hash_quickly
from tests.inspector import Inspector
from tests.provision.fixtures import browser, database_url, run_folder

__all__ = ["browser", "database_url", "run_folder"]
hash_quickly()
COMPILED = Path(__file__).parent.parent / ".pytest_cache" / "templates"
KEPT = {"regions", "region_spellings", "region_neighbours", "alembic_version"}


@pytest.fixture(scope="session")
def built_app(database_url: str, run_folder: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Flask]:
    """One application for the test process; `app` cleans the database behind it for each test."""
    folder = tmp_path_factory.mktemp("instance")
    app = create_app(
        "testing",
        SQLALCHEMY_DATABASE_URI=database_url,
        SEARCH_INDEX_PATH=str(folder / "search"),
        UPLOAD_PATH=str(folder / "uploads"),
        RUN_FOLDER=str(run_folder),
    )
    app.test_client_class = Inspector
    # A second engine fills the same templates.
    Inspector.inspecting = database_url.startswith("sqlite")
    # The site's own files stay as they are during a run: they are looked at once, and compiled once.
    app.extensions["assets"].follows = False
    COMPILED.mkdir(parents=True, exist_ok=True)
    app.jinja_env.bytecode_cache = FileSystemBytecodeCache(str(COMPILED))
    with app.app_context():
        worker.prepare()
    # What stands now stays for the run: nobody need look through it for rubbish again and again.
    gc.collect()
    gc.freeze()
    gc.set_threshold(20_000, 20, 20)
    yield app
    with app.app_context():
        db.session.remove()
        db.engine.dispose()


@pytest.hookimpl(tryfirst=True)
def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what stands on the database that the run names: `make test` runs that on either engine."""
    for item in items:
        if "database_url" in getattr(item, "fixturenames", ()):
            item.add_marker("database")


@lru_cache(maxsize=1)
def _emptied() -> tuple[str, dict[str, str]]:
    """What finds the tables that hold rows, and what empties each, children before parents."""
    tables = [table for table in reversed(db.metadata.sorted_tables) if table.name not in KEPT]
    filled = union_all(
        *(select(literal(table.name, String)).where(exists(select(1).select_from(table))) for table in tables)
    )
    # As text: putting these statements together took longer than what they do.
    spelled = filled.compile(db.engine, compile_kwargs={"literal_binds": True})
    return str(spelled), {table.name: str(table.delete().compile(db.engine)) for table in tables}


def empty_tables() -> None:
    """Remove every row but the regions; most tables have none and are left alone."""
    filled, deletions = _emptied()
    with db.engine.begin() as connection:
        names = set(connection.exec_driver_sql(filled).scalars())
        for name, deletion in deletions.items():
            if name in names:
                connection.exec_driver_sql(deletion)


@pytest.fixture
def app(built_app: Flask, tmp_path: Path) -> Iterator[Flask]:
    """The application inside an application context, on a database without people."""
    built_app.config["SEARCH_INDEX_PATH"] = str(tmp_path / "search")
    with built_app.app_context():
        empty_tables()
        # What the matcher learned is of rows that are gone.
        built_app.extensions.pop("recommendations", None)
        yield built_app
        db.session.remove()


@pytest.fixture
def client(app: Flask) -> FlaskClient:
    """A browser without JavaScript that inspects every page it opens."""
    return app.test_client()


@pytest.fixture
def kept_as_deployed(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """What is the same for everybody is kept for a while, as on a server."""
    monkeypatch.setitem(app.config, "CACHE_SECONDS", 3600.0)
    yield
    app.extensions[guest_pages.EXTENSION].pages.clear()
    app.extensions.pop(cache.EXTENSION, None)
