"""The files of the Whoosh index: how documents are written into them, and that they are closed again."""

from __future__ import annotations

from array import array
from collections import defaultdict
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from whoosh import columns, fields, formats
from whoosh.codec.whoosh3 import W3Codec
from whoosh.filedb.filestore import FileStorage
from whoosh.reading import SegmentReader

from community.foundation.documents import Document
from community.search.analysis import document_terms, trade_of
from community.search.rows import ROW
from community.search.segments import KEY, ROWS, TEXT, WORDS

WRITER_SECONDS = 10.0
BLOCK = 512
# So many segments of about the same size become one. Whoosh's own rule joins all small ones at every fifth commit,
# and so writes the same documents again and again.
ALIKE_BITS = 3
ALIKE = 1 << ALIKE_BITS


class Files(FileStorage):
    """A folder of index files that knows what it opened: Whoosh forgets to close what it could not read or write."""

    def __init__(self, path: Path) -> None:
        super().__init__(str(path))
        self._opened: list[Any] = []
        self._locks: list[Any] = []

    def open_file(self, name: str, **options: Any) -> Any:
        """As Whoosh does, remembered."""
        return self._remember(super().open_file(name, **options))

    def create_file(self, name: str, **options: Any) -> Any:
        """As Whoosh does, remembered."""
        return self._remember(super().create_file(name, **options))

    def temp_storage(self, name: str | None = None) -> Any:
        """As Whoosh does; what is opened there is closed with the rest."""
        inner = Files(Path(super().temp_storage(name).folder))
        inner._opened = self._opened
        return inner

    def lock(self, name: str) -> Any:
        """As Whoosh does, remembered."""
        self._locks.append(super().lock(name))
        return self._locks[-1]

    def _remember(self, opened: Any) -> Any:
        self._opened.append(opened.file)
        return opened

    def close_all(self) -> None:
        """Close everything and let go of the right to write; what is closed already stays so."""
        while self._opened:
            # What still waits to be written to a full disk is lost either way.
            with suppress(OSError):
                self._opened.pop().close()
        while self._locks:
            lock = self._locks.pop()
            if lock.fd is not None:
                lock.release()


class Impacts(formats.Existence):
    """Takes (term, impact) pairs as they come from `document_terms`; stored by name in the index's schema."""

    def word_values(self, value: Any, analyzer: Any, **kwargs: Any) -> Iterator[tuple[str, int, float, bytes]]:
        """One posting for each pair."""
        return ((term, 1, impact, b"") for term, impact in value)


class Terms(fields.FieldType):
    """The field of all terms: no lengths and no positions, for the impacts hold what they would tell."""

    analyzer = None
    scorable = stored = unique = False

    def __init__(self) -> None:
        self.format = Impacts()


class Pool:
    """What a writer collects before it writes: numbers and impacts by term, in a tenth of Whoosh's memory.

    Whoosh's own pool spools every posting to the disk as a pickle; numbers come in rising order anyway.
    """

    def __init__(self) -> None:
        self._terms: dict[tuple[str, bytes], tuple[Any, Any]] = {}

    def add(self, item: tuple[str, bytes, int, float, bytes]) -> None:
        """Take one posting."""
        field_name, term, number, impact, _value = item
        kept = self._terms.get((field_name, term))
        if kept is None:
            kept = self._terms[field_name, term] = (array("I"), array("f"))
        kept[0].append(number)
        kept[1].append(impact)

    def iter_postings(self) -> Iterator[tuple[str, bytes, int, float, bytes]]:
        """Everything taken, in the order in which it is written."""
        for field_name, term in sorted(self._terms):
            for number, impact in zip(*self._terms[field_name, term], strict=True):
                yield field_name, term, number, impact, b""

    def cleanup(self) -> None:
        """Let everything go."""
        self._terms.clear()


def merge_alike(into: Any, segments: Sequence[Any]) -> list[Any]:
    """The rule by which a commit merges: each document is written anew only when its segment grows ALIKE-fold."""
    sizes: defaultdict[int, list[Any]] = defaultdict(list)
    for segment in segments:
        if segment.doc_count():
            sizes[(segment.doc_count().bit_length() - 1) // ALIKE_BITS].append(segment)
    kept: list[Any] = []
    for alike in sizes.values():
        if len(alike) < ALIKE:
            kept += alike
            continue
        for segment in alike:
            with closing(SegmentReader(into.storage, into.schema, segment)) as reader:
                into.add_reader(reader)
    return kept


def writer(index: Any) -> Any:
    """A writer of an index, to be used in `with`: it writes down at the end, or nothing at all."""
    codec = W3Codec(blocklimit=BLOCK)
    # There are no lengths, and asking for them costs a look at the disk for each posting.
    codec.length_stats = False
    opened = index.writer(codec=codec, timeout=WRITER_SECONDS)
    opened.pool = Pool()
    # The files of a compound segment would be copied into memory whole; loose ones are read where they stand.
    opened.compound = False
    opened.mergetype = merge_alike
    return opened


@contextmanager
def files(folder: Path) -> Iterator[Files]:
    """The files of a folder, closed at the end."""
    opened = Files(folder)
    try:
        yield opened
    finally:
        opened.close_all()


def schema() -> Any:
    """The fields of an index."""
    return fields.Schema(
        **{
            KEY: fields.ID(unique=True),
            TEXT: fields.STORED(),
            WORDS: Terms(),
            ROWS: fields.COLUMN(columns.FixedBytesColumn(ROW.size)),
        }
    )


def put(into: Any, document: Document) -> None:
    """Add one document."""
    into.add_document(**{KEY: document.key, TEXT: document.text, WORDS: document_terms(document), ROWS: _row(document)})


def _row(document: Document) -> bytes:
    return ROW.pack(
        document.kind.encode(), (document.region_code or "").encode(), trade_of(document).encode(), document.id,
        document.until.toordinal() if document.until else 0, document.since.toordinal() if document.since else 0,
        document.digest,
    )  # fmt: skip
