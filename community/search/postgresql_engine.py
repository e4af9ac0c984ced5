"""The engine for grown deployments: tables in a schema of their own in a PostgreSQL database.

Analysis, scores and order are those of every engine; a GIN index finds what may fit, and one statement scores it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from typing import Any

import psycopg
from psycopg import errors, sql

from community.foundation import clock
from community.foundation.documents import Document
from community.search import postgresql_rebuild
from community.search import postgresql_writer as writer
from community.search.analysis import BEGUN, SAID, Query, roots_of, words_of
from community.search.asking import Asked
from community.search.base import AskedEngine
from community.search.hits import Found
from community.search.postgresql_asking import Facts, Question
from community.search.postgresql_connections import Connection, Connections, refusal, set_here
from community.search.postgresql_tables import State, Tables, check_tables, read_state, state_name
from community.search.postgresql_words import Memory, Words
from community.search.ranking import Cursor

SCHEMA = "search_index"
LONG_MS = 60_000
AT_ONCE = 5_000


class PostgresqlEngine(AskedEngine):
    """See community.search.engine.Engine; one object serves all threads of a process, and of its forks."""

    def __init__(self, url: str, schema: str = SCHEMA) -> None:
        super().__init__()
        self._connections = Connections(url)
        self._schema = schema
        self._facts = Facts(0)
        self._memory = Memory(State())

    def index(self, documents: Iterable[Document]) -> int:
        """Put documents in, each in the place of its older self; returns how many."""
        return self.update(documents, ())

    def remove(self, keys: Iterable[str]) -> None:
        """Take out what these keys name."""
        self.update((), keys)

    def update(self, documents: Iterable[Document], removed: Iterable[str]) -> int:
        """Both in one transaction; the first one makes the tables."""
        new, gone = list(documents), list(removed)
        self._connections.ask(lambda connection: writer.update(connection, self._schema, new, gone))
        return len(new)

    def rebuild(self, documents: Iterable[Document], progress: Callable[[int], object] | None = None) -> int:
        """Build beside the old tables, then name the new ones; whoever still asks the old ones asks again."""
        with self._writing() as connection:
            count = postgresql_rebuild.rebuild(connection, self._schema, documents, progress)
            # Where somebody still reads the old tables, the next writer removes them.
            with suppress(psycopg.Error):
                writer.sweep(connection, self._schema)
        return count

    def _answer(self, query: Query, asked: Asked, limit: int, after: Cursor | None) -> Found:
        today = clock.today().toordinal()

        def find_in(connection: Connection) -> Found:
            words, tables = self._words(connection)
            facts = self._facts_of(words.state)
            return Question(
                connection, tables, words, facts, words.past(today), today, query, asked, limit, after
            ).find()

        return self._connections.ask(find_in)

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """What documents say beside their titles, by their names."""

        def read(connection: Connection) -> dict[str, str]:
            state, tables = self._now(connection)
            rows = connection.execute(
                tables.say(
                    "SELECT kind, id, said FROM {texts}"
                    " WHERE (kind, id) IN (SELECT * FROM unnest(%s::smallint[], %s::bigint[]))"
                ),
                writer.numbered(state, keys),
            )
            return {f"{state.kinds[kind - 1]}:{number}": text for kind, number, text in rows}

        return self._connections.ask(read)

    def digests(self) -> dict[str, int]:
        """The digest of every document, by name."""

        def read(connection: Connection) -> dict[str, int]:
            state, tables = self._now(connection)
            rows = self._everything(connection, tables, "SELECT kind, id, digest FROM {documents}")
            return {f"{state.kinds[kind - 1]}:{number}": digest for kind, number, digest in rows}

        return self._connections.ask(read)

    def words(self) -> dict[str, int]:
        """Every word as it is written where everybody may read it, and how often."""

        def read(connection: Connection) -> dict[str, int]:
            _state, tables = self._now(connection)
            found: Counter[str] = Counter()
            for mark in (BEGUN, SAID):
                rows = self._everything(
                    connection, tables,
                    "SELECT term, often FROM {words} WHERE term >= %s AND term < %s AND often > 0",
                    [mark, chr(ord(mark) + 1)],
                )  # fmt: skip
                for term, often in rows:
                    found[term[1:]] += often
            return dict(found)

        return self._connections.ask(read)

    def close(self) -> None:
        """Close the idle connections; the next question opens them again."""
        self._connections.close()

    def __del__(self) -> None:
        # What never came to be has nothing open.
        if hasattr(self, "_connections"):
            self.close()

    def knows(self, word: str) -> bool:
        """Whether a word, in any of its forms, stands anywhere in the index."""
        roots = roots_of(word)

        def look(connection: Connection) -> bool:
            words, _tables = self._words(connection)
            words.look_up(roots)
            return not roots or any(words.often(root) for root in roots)

        return self._connections.ask(look)

    def is_written(self, word: str) -> bool:
        """Whether a word stands, just as it is, where everybody may read it."""
        typed = [[BEGUN + one, SAID + one] for one in words_of(word)]

        def look(connection: Connection) -> bool:
            words, _tables = self._words(connection)
            words.look_up([term for terms in typed for term in terms])
            return all(any(map(words.often, terms)) for terms in typed)

        return self._connections.ask(look)

    def exists(self) -> bool:
        """Whether there is an index at all, whatever its state."""

        def look(connection: Connection) -> bool:
            try:
                found = connection.execute(sql.SQL("SELECT 1 FROM {}").format(state_name(self._schema))).fetchone()
            except errors.UndefinedTable:
                return False
            return found is not None

        return self._connections.ask(look)

    def check(self) -> int:
        """Count everything; returns the number of documents that are not over."""

        def count(connection: Connection) -> int:
            state, tables = self._now(connection)
            with connection.transaction():
                set_here(connection, statement_timeout=LONG_MS)
                check_tables(connection, self._schema, state)
            return state.documents - Words(connection, tables, Memory(state)).past(clock.today().toordinal()).total

        return self._connections.ask(count)

    def _now(self, connection: Connection) -> tuple[State, Tables]:
        state = read_state(connection, self._schema)
        return state, Tables(self._schema, state.generation)

    def _words(self, connection: Connection) -> tuple[Words, Tables]:
        """The words of the present state, with what was looked up since it is so."""
        state, tables = self._now(connection)
        memory = self._memory
        if memory.state != state or memory.is_full:
            memory = self._memory = Memory(state)
        return Words(connection, tables, memory), tables

    def _facts_of(self, state: State) -> Facts:
        if self._facts.generation != state.generation:
            self._facts = Facts(state.generation)
        return self._facts

    @staticmethod
    def _everything(
        connection: Connection, tables: Tables, statement: str, values: Sequence[Any] = ()
    ) -> Iterator[tuple[Any, ...]]:  # fmt: skip
        """Many rows, a few thousand at a time."""
        with connection.transaction():
            set_here(connection, statement_timeout=LONG_MS)
            connection.execute("SET LOCAL enable_seqscan = on")
            with connection.cursor("everything") as cursor:
                cursor.itersize = AT_ONCE
                yield from cursor.execute(tables.say(statement), values)

    @contextmanager
    def _writing(self) -> Iterator[Connection]:
        """A connection of its own for long work: a pause between two documents breaks nothing else."""
        try:
            with closing(self._connections.open()) as connection:
                yield connection
        except psycopg.Error as error:
            raise refusal(error) from error
