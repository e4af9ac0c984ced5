"""tantivy, by its BM25 over the same fields; its library is at hand only while a benchmark runs."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pathlib import Path
from typing import Any

from benchmarks.search import fields
from community.foundation.documents import Document

HEAP = 128_000_000


class Tantivy:
    """One index in a folder."""

    def __init__(self, where: str) -> None:
        self._library: Any = import_module("tantivy")
        self.path = Path(where)
        self.path.mkdir(parents=True, exist_ok=True)
        builder = self._library.SchemaBuilder()
        builder.add_text_field("key", stored=True, tokenizer_name="raw")
        for name in fields.WEIGHTS:
            builder.add_text_field(name, tokenizer_name="whitespace")
        self._schema = builder.build()
        self._index = self._library.Index(self._schema, path=where)

    def rebuild(self, documents: Iterable[Document]) -> None:
        """Into the empty index."""
        self._write(documents, ()).wait_merging_threads()
        self._index.reload()

    def update(self, document: Document) -> None:
        """One document in the place of its older self."""
        self._write([document], [fields.key(document)])

    def _write(self, documents: Iterable[Document], removed: Iterable[str]) -> Any:
        writer = self._index.writer(HEAP, 1)
        for key in removed:
            writer.delete_documents_by_term("key", key)
        for document in documents:
            row = self._library.Document()
            row.add_text("key", fields.key(document))
            for name, words in fields.analysed(document).items():
                row.add_text(name, " ".join(words))
            writer.add_document(row)
        writer.commit()
        self._index.reload()
        return writer

    def ask(self, text: str, limit: int) -> list[str]:
        """The keys of the best, for any of the words."""
        query, should = self._library.Query, self._library.Occur.Should
        wanted = [
            (should, query.boost_query(query.term_query(self._schema, name, word), weight))
            for word in fields.asked(text)
            for name, weight in fields.WEIGHTS.items()
        ]
        searcher = self._index.searcher()
        found = searcher.search(query.boolean_query(wanted), limit) if wanted else None
        return [searcher.doc(at)["key"][0] for _score, at in found.hits] if found else []

    def bytes(self) -> int:
        """What it takes on the disk."""
        return sum(file.stat().st_size for file in self.path.rglob("*") if file.is_file())

    def close(self) -> None:
        """Its files close with it."""
