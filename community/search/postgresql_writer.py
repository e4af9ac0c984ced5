"""How documents come into the tables and out again: each change in one transaction, by one writer at a time."""

from __future__ import annotations

import tempfile
from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import replace
from typing import IO

from psycopg import errors, sql

from community.foundation.database import LARGEST_ID
from community.foundation.documents import Document
from community.search.hits import IndexUnavailable
from community.search.postgresql_connections import Connection, set_here
from community.search.postgresql_tables import (
    State,
    Tables,
    begin,
    generations,
    last_generation,
    read_state,
    write_state,
)
from community.search.postgresql_terms import (
    ALL,
    MOST_KINDS,
    MOST_WORDS,
    Row,
    row_of,
    tallied,
    terms_of,
    words_in,
)

# How long a writer waits for another, works on one change, and waits for readers of tables that are to go.
WRITER_MS, CHANGE_MS, SWEEP_MS = 10_000, 60_000, 1_000
BLOCK = 1 << 16
COPY_DOCUMENTS = "COPY {documents} (kind, id, region, trade, since, until, digest, keys, impacts, tiers) FROM STDIN"
COPY_TEXTS = "COPY {texts} (kind, id, said) FROM STDIN"
_ESCAPED = str.maketrans({"\\": "\\\\", "\t": "\\t", "\n": "\\n", "\r": "\\r", "\0": ""})


@contextmanager
def alone(connection: Connection, schema: str, most_ms: int) -> Iterator[None]:
    """One transaction of the one writer; whoever comes second waits, and gives up after a while.

    No statement takes longer than `most_ms`; 0 sets no bound.
    """
    with connection.transaction():
        set_here(connection, lock_timeout=WRITER_MS, statement_timeout=most_ms)
        connection.execute("SELECT pg_advisory_xact_lock(hashtext(%s), 7)", [schema])
        begin(connection, schema)
        yield


class Numbers:
    """The numbers of words, kinds and facts while a writer is at work, and how often each is counted."""

    def __init__(self, state: State, known: dict[str, int]) -> None:
        self._known = known
        self.kinds = list(state.kinds)
        self.new: list[str] = []
        self._last = state.words
        everything = self(ALL)
        assert everything is not None
        self.everything = everything

    def __call__(self, term: str) -> int | None:
        number = self._known.get(term)
        if number is None:
            if self._last + 1 >= MOST_WORDS:
                return None
            self._last = number = self._last + 1
            self._known[term] = number
            self.new.append(term)
        return number

    def kind(self, name: str) -> int:
        """The number of a kind."""
        if name not in self.kinds:
            if len(self.kinds) == MOST_KINDS:
                raise IndexUnavailable(f"the index has room for {MOST_KINDS} kinds of things")
            self.kinds.append(name)
        return self.kinds.index(name) + 1

    @property
    def last(self) -> int:
        """The last number given."""
        return self._last


def update(connection: Connection, schema: str, documents: Collection[Document], removed: Collection[str]) -> None:
    """Put documents in, each in the place of its older self, and take out what is named."""
    with alone(connection, schema, CHANGE_MS):
        if not last_generation(connection, schema):
            _make_empty(connection, schema)
        state = read_state(connection, schema)
        tables = Tables(schema, state.generation)
        latest = {document.key: document for document in documents}
        read = [(document, *terms_of(document)) for document in latest.values()]
        wanted = {ALL, *(word for _, terms, facts in read for word in (*(term for term, _ in terms), *facts))}
        numbers = Numbers(state, _known(connection, tables, wanted))
        rows = [
            (row_of(document, numbers.kind(document.kind), terms, facts, numbers), document)
            for document, terms, facts in read
        ]
        _add_words(connection, tables, numbers.new, state.words)
        words: Counter[int] = Counter()
        tallies: Counter[int] = Counter()
        gone = 0
        for kind, keys, tiers in _take_out(connection, tables, state, {*latest, *removed}):
            gone += 1
            words.subtract([numbers.everything, *words_in(keys, tiers)])
            tallies.subtract(tallied(kind, tiers, numbers.everything))
        with tempfile.TemporaryFile() as texts:
            with connection.cursor().copy(tables.say(COPY_DOCUMENTS)) as copy:
                for row, document in rows:
                    words.update([numbers.everything, *words_in(row.keys, row.tiers)])
                    tallies.update(tallied(row.kind, row.tiers, numbers.everything))
                    copy.write(line(row))
                    texts.write(text_line(row, document))
            copy_texts(connection, tables, texts)
        _count(connection, tables, words, tallies)
        write_state(
            connection, schema,
            replace(
                state, changes=state.changes + 1, documents=state.documents + len(rows) - gone, words=numbers.last,
                kinds=numbers.kinds,
            ),
        )  # fmt: skip
        _sweep(connection, schema, state.generation)


def _make_empty(connection: Connection, schema: str) -> None:
    tables = Tables(schema, 1)
    tables.drop(connection)
    tables.create(connection)
    tables.create_indexes(connection)
    write_state(connection, schema, State(generation=1))


def sweep(connection: Connection, schema: str) -> None:
    """Remove the tables that are no longer named, unless somebody holds them for long."""
    with alone(connection, schema, CHANGE_MS):
        _sweep(connection, schema, last_generation(connection, schema))


def _sweep(connection: Connection, schema: str, current: int) -> None:
    for generation in generations(connection, schema) - {current}:
        with suppress(errors.LockNotAvailable), connection.transaction():
            set_here(connection, lock_timeout=SWEEP_MS)
            Tables(schema, generation).drop(connection)


def _known(connection: Connection, tables: Tables, wanted: Collection[str]) -> dict[str, int]:
    rows = connection.execute(tables.say("SELECT term, id FROM {words} WHERE term = ANY(%s)"), [list(wanted)])
    return dict(rows.fetchall())


def _add_words(connection: Connection, tables: Tables, new: list[str], last: int) -> None:
    if new:
        with connection.cursor().copy(tables.say("COPY {words} (id, often, term) FROM STDIN")) as copy:
            for number, term in enumerate(new, last + 1):
                copy.write(f"{number}\t0\t{plain(term)}\n".encode())


def _take_out(
    connection: Connection, tables: Tables, state: State, keys: Iterable[str]
) -> list[tuple[int, list[int], list[int]]]:  # fmt: skip
    kinds, ids = numbered(state, keys)
    if not kinds:
        return []
    named = sql.SQL("WHERE (kind, id) IN (SELECT * FROM unnest(%s::smallint[], %s::bigint[]))")
    connection.execute(tables.say("DELETE FROM {texts} {named}", named=named), [kinds, ids])
    rows = connection.execute(
        tables.say("DELETE FROM {documents} {named} RETURNING kind, keys, tiers", named=named),
        [kinds, ids],
        binary=True,
    )
    return rows.fetchall()


def numbered(state: State, keys: Iterable[str]) -> tuple[list[int], list[int]]:
    """Kinds and ids of names ("job:17"), without those that cannot stand in the index."""
    kinds, ids = [], []
    for name, _, number in (key.partition(":") for key in keys):
        kind = state.kind(name)
        if kind and number.isdecimal() and int(number) <= LARGEST_ID:
            kinds.append(kind)
            ids.append(int(number))
    return kinds, ids


def _count(connection: Connection, tables: Tables, words: Counter[int], tallies: Counter[int]) -> None:
    changed = sorted((word, by) for word, by in words.items() if by)
    connection.execute(
        tables.say(
            "UPDATE {words} w SET often = w.often + c.by FROM unnest(%s::integer[], %s::integer[]) c (id, by)"
            " WHERE w.id = c.id"
        ),
        [[word for word, _ in changed], [by for _, by in changed]],
    )
    moved = sorted((one, by) for one, by in tallies.items() if by)
    connection.execute(
        tables.say(
            "INSERT INTO {tallies} AS t (tier, often) SELECT * FROM unnest(%s::integer[], %s::integer[])"
            " ON CONFLICT (tier) DO UPDATE SET often = t.often + excluded.often"
        ),
        [[one for one, _ in moved], [by for _, by in moved]],
    )


def line(row: Row) -> bytes:
    """A document as a line of COPY."""
    keys, impacts, tiers = (",".join(map(str, each)) for each in (row.keys, row.impacts, row.tiers))
    return (
        f"{row.kind}\t{row.id}\t{row.region}\t{row.trade}\t{row.since}\t{row.until}\t{row.digest}"
        f"\t{{{keys}}}\t{{{impacts}}}\t{{{tiers}}}\n"
    ).encode()


def plain(text: str) -> str:
    """Text as it may stand in a line of COPY, without what PostgreSQL cannot keep."""
    return text.translate(_ESCAPED).encode(errors="replace").decode()


def text_line(row: Row, document: Document) -> bytes:
    """What a document says as a line of COPY."""
    return f"{row.kind}\t{row.id}\t{plain(document.text)}\n".encode()


def copy_texts(connection: Connection, tables: Tables, texts: IO[bytes]) -> None:
    """Put in the lines that were written to a file."""
    texts.seek(0)
    with connection.cursor().copy(tables.say(COPY_TEXTS)) as copy:
        while block := texts.read(BLOCK):
            copy.write(block)
