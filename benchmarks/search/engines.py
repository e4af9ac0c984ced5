"""Every engine that is measured, by name, behind the same few calls."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Protocol

import psycopg
from sqlalchemy.engine import make_url

from benchmarks import fetching
from benchmarks.fetching import NotAtHandError
from benchmarks.search.city import environment
from benchmarks.search.peers.fts5 import Fts5
from benchmarks.search.peers.tantivy_index import Tantivy
from community.foundation.documents import Document
from community.search.engine import ENGINES, make_engine
from scripts.database import flask

WHOOSH, POSTGRES = "Whoosh", "PostgreSQL"
OWN = {WHOOSH: "whoosh", POSTGRES: "postgresql"}
SAME_TERMS, RAW_WORDS, TANTIVY = "FTS5, same terms", "FTS5, raw words", "tantivy"
PEERS = (SAME_TERMS, RAW_WORDS, TANTIVY)
REQUIREMENTS = Path(__file__).parent / "requirements"
# Where the private server is, set by the run; without it, why there is none.
SERVER, NO_SERVER = "BENCH_POSTGRES", "BENCH_NO_POSTGRES"


class Measured(Protocol):
    """What is asked of an engine here; `ask` answers with keys ("job:17"), best first."""

    def rebuild(self, documents: Iterable[Document]) -> None:
        """All documents into a new index."""

    def update(self, document: Document) -> None:
        """One document in the place of its older self."""

    def ask(self, text: str, limit: int) -> list[str]:
        """The best for a text."""

    def bytes(self) -> int:
        """What the index takes on the disk."""

    def close(self) -> None:
        """Let go of everything."""


class Own:
    """An engine of the site, as its port offers it."""

    def __init__(self, name: str, where: str) -> None:
        self.engine = make_engine(OWN[name], where)
        self._where = where
        self._empty = _database_bytes(where) if name == POSTGRES else 0

    def rebuild(self, documents: Iterable[Document]) -> None:
        """All documents into a new index."""
        self.engine.rebuild(documents)

    def update(self, document: Document) -> None:
        """One document in the place of its older self."""
        self.engine.update([document], [])

    def ask(self, text: str, limit: int) -> list[str]:
        """The best for a text."""
        return [hit.key for hit in self.engine.search(text, limit)]

    def bytes(self) -> int:
        """What the index takes on the disk; of a database, what it has grown by."""
        if self._empty:
            return _database_bytes(self._where) - self._empty
        return sum(file.stat().st_size for file in Path(self._where).rglob("*") if file.is_file())

    def close(self) -> None:
        """Let go of everything."""
        # Both engines have it; the port does not ask for it.
        getattr(self.engine, "close", lambda: None)()


def open_engine(name: str, folder: Path, index: str) -> Measured:
    """The engine over the index called so, empty when it is new. NotAtHandError."""
    refuse_missing(name, folder)
    where = str(folder / f"{index}-{name.replace(', ', '-').replace(' ', '-')}")
    if name in OWN:
        return Own(name, _database(folder, index) if name == POSTGRES else where)
    return Tantivy(where) if name == TANTIVY else Fts5(where, raw=name == RAW_WORDS)


def fetch(folder: Path) -> None:
    """tantivy into the throwaway folder; why not, where that fails."""
    try:
        fetching.install(TANTIVY, folder, REQUIREMENTS)
    except NotAtHandError as problem:
        (folder / f"{TANTIVY}.why").write_text(str(problem), encoding="utf-8")


def refuse_missing(name: str, folder: Path) -> None:
    """NotAtHandError where an engine cannot be measured in this run; else it can be imported."""
    if name in OWN and OWN[name] not in ENGINES:
        raise NotAtHandError(f"the site has no engine on {name}")
    if name == POSTGRES and not os.environ.get(SERVER):
        raise NotAtHandError(os.environ.get(NO_SERVER) or "there is no PostgreSQL server")
    if name == TANTIVY:
        why = folder / f"{TANTIVY}.why"
        if why.exists():
            raise NotAtHandError(why.read_text(encoding="utf-8"))
        if str(folder / TANTIVY) not in sys.path:
            sys.path.insert(0, str(folder / TANTIVY))


def _database(folder: Path, index: str) -> str:
    """The URL of a database of this name on the private server, made and migrated when it is not there."""
    server = os.environ[SERVER]
    name = f"search_{index.replace('-', '_')}"
    url = make_url(server).set(database=name).render_as_string(hide_password=False)
    with psycopg.connect(_plain(server), autocommit=True) as connection:
        there = connection.execute("SELECT 1 FROM pg_database WHERE datname = %s", [name]).fetchone()
        if not there:
            connection.execute(f"CREATE DATABASE {name}".encode())
    if not there:
        flask(environment(folder / f"{name}-site") | {"DATABASE_URL": url}, "db", "upgrade")
    return url


def _database_bytes(url: str) -> int:
    with psycopg.connect(_plain(url)) as connection:
        row = connection.execute("SELECT pg_database_size(current_database())").fetchone()
    return int(row[0]) if row else 0


def _plain(url: str) -> str:
    return url.replace("+psycopg", "")
