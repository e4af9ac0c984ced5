"""The tables of the index: a schema of their own, a set of tables for each rebuild, one row that names those in use.

`state` is read by every question and locked by nobody but writers; what it names is never changed in shape.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

from psycopg import sql

from community.search.hits import IndexUnavailable
from community.search.postgresql_connections import Connection
from community.search.postgresql_terms import KIND_BITS, LEVEL_BITS, LOWEST_TIER

# Another number makes every older index one that is built anew.
FORMAT = 1
NAMES = ("documents", "texts", "words", "tallies")
STATE = sql.SQL(
    """
    CREATE TABLE IF NOT EXISTS {state} (
        single boolean PRIMARY KEY DEFAULT true CHECK (single),
        format integer NOT NULL,
        generation integer NOT NULL,
        changes bigint NOT NULL,
        documents integer NOT NULL,
        words integer NOT NULL,
        kinds text[] NOT NULL
    )
    """
)
TABLES = sql.SQL(
    """
    CREATE TABLE {documents} (
        id bigint NOT NULL, digest bigint NOT NULL, region integer NOT NULL, trade integer NOT NULL,
        since integer NOT NULL, until integer NOT NULL, kind smallint NOT NULL,
        keys bigint[] NOT NULL, impacts real[] NOT NULL, tiers integer[] NOT NULL
    ) WITH (toast_tuple_target = 8160, autovacuum_vacuum_scale_factor = 0.05);
    ALTER TABLE {documents}
        ALTER keys SET STORAGE MAIN, ALTER impacts SET STORAGE MAIN, ALTER tiers SET STORAGE MAIN,
        ALTER keys SET STATISTICS 0, ALTER impacts SET STATISTICS 0, ALTER tiers SET STATISTICS 0;
    CREATE TABLE {texts} (id bigint NOT NULL, kind smallint NOT NULL, said text NOT NULL);
    CREATE TABLE {words} (id integer NOT NULL, often integer NOT NULL, term text COLLATE "C" NOT NULL)
        WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05);
    CREATE TABLE {tallies} (tier integer NOT NULL, often integer NOT NULL)
        WITH (fillfactor = 80, autovacuum_vacuum_scale_factor = 0.05)
    """
)
# Made after loading. New entries go straight in: a list of pending ones would be read by every question. Ids come
# before kinds, so that nobody is tempted to read a whole kind.
INDEXES = sql.SQL(
    """
    ALTER TABLE {documents} ADD PRIMARY KEY (id, kind);
    CREATE INDEX ON {documents} USING gin (keys, tiers) WITH (fastupdate = off);
    ALTER TABLE {texts} ADD PRIMARY KEY (id, kind);
    ALTER TABLE {words} ADD PRIMARY KEY (id), ADD UNIQUE (term);
    ALTER TABLE {tallies} ADD PRIMARY KEY (tier);
    ANALYZE {documents};
    ANALYZE {words};
    ANALYZE {tallies}
    """
)
MOST_INDEXES = 6
# Joins the tallies (t) of words (w).
OF_WORD = sql.SQL("t.tier BETWEEN (w.id::bigint << {bits}) + {lowest} AND (w.id + 1::bigint << {bits}) + {lowest} - 1")


@dataclass(frozen=True, slots=True)
class State:
    """Which tables are in use, and what they hold; `words` is the last number given to a word."""

    generation: int = 0
    changes: int = 0
    documents: int = 0
    words: int = 0
    kinds: list[str] = field(default_factory=list)
    format: int = FORMAT

    def kind(self, name: str) -> int:
        """The number of a kind, 0 for one that nothing is of."""
        return self.kinds.index(name) + 1 if name in self.kinds else 0


class Tables:
    """The names of the tables of one generation, and what is asked of them with few words."""

    def __init__(self, schema: str, generation: int) -> None:
        self.schema = schema
        self.names = {name: sql.Identifier(schema, f"{name}_{generation}") for name in NAMES}
        self._of_word = OF_WORD.format(bits=sql.Literal(KIND_BITS + LEVEL_BITS), lowest=sql.Literal(LOWEST_TIER))

    def say(self, words: str, **more: sql.Composable) -> sql.Composed:
        """A statement, with the names of the tables in it, and {of_word}: see OF_WORD."""
        return sql.SQL(words).format(**self.names, of_word=self._of_word, **more)

    def create(self, connection: Connection) -> None:
        """New tables without indexes."""
        connection.execute(TABLES.format(**self.names))

    def create_indexes(self, connection: Connection) -> None:
        """The indexes of tables that are filled, or empty."""
        connection.execute(INDEXES.format(**self.names))

    def drop(self, connection: Connection) -> None:
        """Remove the tables."""
        connection.execute(self.say("DROP TABLE IF EXISTS {documents}, {texts}, {words}, {tallies}"))


def state_name(schema: str) -> sql.Identifier:
    """The table of the one row."""
    return sql.Identifier(schema, "state")


def read_state(connection: Connection, schema: str) -> State:
    """The state; IndexUnavailable where there is none that can be used."""
    row = connection.execute(
        sql.SQL("SELECT generation, changes, documents, words, kinds, format FROM {}").format(state_name(schema))
    ).fetchone()
    if row is None:
        raise IndexUnavailable("there is no index")
    state = State(*row)
    if state.format != FORMAT:
        raise IndexUnavailable("the index was made by another version")
    return state


def write_state(connection: Connection, schema: str, state: State) -> None:
    """Put the one row in the place of its older self."""
    values: list[Any] = [state.format, state.generation, state.changes, state.documents, state.words, state.kinds]
    connection.execute(
        sql.SQL(
            "INSERT INTO {} (format, generation, changes, documents, words, kinds)"
            " VALUES (%s, %s, %s, %s, %s, %s)"
            " ON CONFLICT (single) DO UPDATE SET (format, generation, changes, documents, words, kinds) ="
            " (excluded.format, excluded.generation, excluded.changes, excluded.documents, excluded.words,"
            " excluded.kinds)"
        ).format(state_name(schema)),
        values,
    )


def begin(connection: Connection, schema: str) -> None:
    """Make the schema and its one table, where they are missing."""
    found = connection.execute("SELECT to_regclass(%s)", [f'"{schema}".state']).fetchone()
    if found == (None,):
        connection.execute(sql.SQL("CREATE SCHEMA IF NOT EXISTS {}").format(sql.Identifier(schema)))
        connection.execute(STATE.format(state=state_name(schema)))


def last_generation(connection: Connection, schema: str) -> int:
    """The last generation that was in use, whatever is left of it; 0 for none."""
    row = connection.execute(sql.SQL("SELECT generation FROM {}").format(state_name(schema))).fetchone()
    return int(row[0]) if row else 0


def generations(connection: Connection, schema: str) -> set[int]:
    """The generations of which there are tables."""
    rows = connection.execute(
        "SELECT relname FROM pg_class JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE nspname = %s AND relkind = 'r' AND relname ~ '^documents_[0-9]{1,9}$'",
        [schema],
    )
    return {int(name.rpartition("_")[2]) for (name,) in rows}


def check_tables(connection: Connection, schema: str, state: State) -> None:
    """Count what is there; IndexUnavailable where that is not what was put in."""
    tables = Tables(schema, state.generation)
    counted = connection.execute(
        tables.say(
            "SELECT (SELECT count(*) FROM {documents}), (SELECT count(*) FROM {texts}),"
            " (SELECT coalesce(sum(often), 0) FROM {words} WHERE term = '*'), (SELECT count(*) FROM {words}),"
            " (SELECT coalesce(sum(t.often), 0) FROM {words} w JOIN {tallies} t ON {of_word} WHERE w.term = '*')"
        )
    ).fetchone()
    if counted != (state.documents, state.documents, state.documents, state.words, state.documents):
        raise IndexUnavailable("the index is damaged: it does not hold what was put in")
    usable = connection.execute(
        "SELECT count(*) FROM pg_index JOIN pg_class ON pg_class.oid = indrelid"
        " JOIN pg_namespace ON pg_namespace.oid = relnamespace"
        " WHERE nspname = %s AND relname = ANY(%s) AND indisvalid",
        [schema, [f"{name}_{state.generation}" for name in NAMES]],
    ).fetchone()
    if usable != (MOST_INDEXES,):
        raise IndexUnavailable("the index is damaged: it lacks what makes it quick")
