"""SQLite's own full text, by bm25."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable
from pathlib import Path

from benchmarks.search import fields
from benchmarks.search.judging import words_of
from community.foundation.documents import Document


class Fts5:
    """One table with a column for each field, or (`raw`) with the bare words of title and text."""

    def __init__(self, where: str, raw: bool = False) -> None:
        self._raw = raw
        self._columns = ["body"] if raw else [*fields.WEIGHTS]
        self._weights = [1.0] if raw else [*fields.WEIGHTS.values()]
        Path(where).mkdir(parents=True, exist_ok=True)
        self.path = Path(where)
        self._base = sqlite3.connect(Path(where) / "fts5.db")
        columns = ", ".join(self._columns)
        self._base.execute(f"CREATE VIRTUAL TABLE IF NOT EXISTS found USING fts5(key UNINDEXED, {columns})")
        self._base.execute("CREATE TABLE IF NOT EXISTS rows (key TEXT PRIMARY KEY, number INTEGER)")

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Into the empty table."""
        with self._base:
            for document in documents:
                self._put(document)
            self._base.execute("INSERT INTO found(found) VALUES ('optimize')")

    def update(self, document: Document) -> None:
        """One document in the place of its older self."""
        key = fields.key(document)
        with self._base:
            old = self._base.execute("SELECT number FROM rows WHERE key = ?", [key]).fetchone()
            if old:
                self._base.execute("DELETE FROM found WHERE rowid = ?", old)
                self._base.execute("DELETE FROM rows WHERE key = ?", [key])
            self._put(document)

    def _put(self, document: Document) -> None:
        if self._raw:
            given = [f"{document.title}\n{document.text}"]
        else:
            given = [" ".join(words) for words in fields.analysed(document).values()]
        marks = ", ".join("?" * (1 + len(given)))
        added = self._base.execute(f"INSERT INTO found VALUES ({marks})", [fields.key(document), *given])  # noqa: S608  # nosec B608
        self._base.execute("INSERT INTO rows VALUES (?, ?)", [fields.key(document), added.lastrowid])

    def ask(self, text: str, limit: int) -> list[str]:
        """The keys of the best, for any of the words."""
        words = list(dict.fromkeys(words_of(text[:300]))) if self._raw else fields.asked(text)
        if not words:
            return []
        wanted = " OR ".join(f'"{word}"' for word in words)
        weights = ", ".join(["0.0", *map(str, self._weights)])
        order = f"SELECT key FROM found WHERE found MATCH ? ORDER BY bm25(found, {weights}) LIMIT ?"  # noqa: S608  # nosec B608
        return [row[0] for row in self._base.execute(order, [wanted, limit])]

    def bytes(self) -> int:
        """What it takes on the disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    def close(self) -> None:
        """Let go of the file."""
        self._base.close()
