"""A new set of tables filled from all documents, beside those in use."""

from __future__ import annotations

import tempfile
from array import array
from collections.abc import Callable, Iterable

from psycopg import sql

from community.foundation.documents import Document
from community.search.hits import IndexUnavailable
from community.search.postgresql_connections import Connection, set_here
from community.search.postgresql_tables import State, Tables, generations, last_generation, read_state, write_state
from community.search.postgresql_terms import LEVEL_BITS, MOST_KINDS, row_of, terms_of, tier, words_in
from community.search.postgresql_writer import (
    COPY_DOCUMENTS,
    Numbers,
    alone,
    copy_texts,
    line,
    plain,
    text_line,
)

PROGRESS_STEP = 1_000
# Memory that the server may use for building the indexes.
BUILD_MEMORY, COUNT_MEMORY = "256MB", "128MB"


def rebuild(
    connection: Connection, schema: str, documents: Iterable[Document], progress: Callable[[int], object] | None
) -> int:
    """Fill new tables and name them as those in use, in one transaction: whatever fails leaves nothing behind."""
    count = 0
    with alone(connection, schema, 0):
        generation = max(generations(connection, schema) | {last_generation(connection, schema)}, default=0) + 1
        tables = Tables(schema, generation)
        tables.create(connection)
        numbers = Numbers(State(), {})
        often = array("i", [0])
        with tempfile.TemporaryFile() as texts:
            # Frozen rows are never looked through again by the server.
            with connection.cursor().copy(tables.say(COPY_DOCUMENTS + " WITH (FREEZE)")) as copy:
                for count, document in enumerate(documents, 1):
                    row = row_of(document, numbers.kind(document.kind), *terms_of(document), numbers)
                    often.extend([0] * (numbers.last + 1 - len(often)))
                    for word in words_in(row.keys, row.tiers):
                        often[word] += 1
                    copy.write(line(row))
                    texts.write(text_line(row, document))
                    if progress is not None and count % PROGRESS_STEP == 0:
                        progress(count)
            copy_texts(connection, tables, texts)
        for keys, tiers in _take_out_doubles(connection, tables):
            count -= 1
            for word in words_in(keys, tiers):
                often[word] -= 1
        often[numbers.everything] = count
        with connection.cursor().copy(tables.say("COPY {words} (id, often, term) FROM STDIN")) as copy:
            for number, term in enumerate(numbers.new, 1):
                copy.write(f"{number}\t{often[number]}\t{plain(term)}\n".encode())
        set_here(connection, maintenance_work_mem=BUILD_MEMORY)
        _tally(connection, tables, numbers.everything)
        tables.create_indexes(connection)
        changes = _changes(connection, schema) + 1
        write_state(connection, schema, State(generation, changes, count, numbers.last, numbers.kinds))
    return count


def _changes(connection: Connection, schema: str) -> int:
    try:
        return read_state(connection, schema).changes
    except IndexUnavailable:
        return 0


def _take_out_doubles(connection: Connection, tables: Tables) -> list[tuple[list[int], list[int]]]:
    """Of what was given twice, all but the last."""
    connection.execute("SET LOCAL enable_seqscan = on")
    connection.execute(
        tables.say(
            "DELETE FROM {texts} t USING (SELECT kind, id, max(ctid) AS last FROM {texts} GROUP BY kind, id"
            " HAVING count(*) > 1) d WHERE t.kind = d.kind AND t.id = d.id AND t.ctid <> d.last"
        )
    )
    return connection.execute(
        tables.say(
            "DELETE FROM {documents} t USING (SELECT kind, id, max(ctid) AS last FROM {documents} GROUP BY kind, id"
            " HAVING count(*) > 1) d WHERE t.kind = d.kind AND t.id = d.id AND t.ctid <> d.last RETURNING keys, tiers"
        ),
        binary=True,
    ).fetchall()


def _tally(connection: Connection, tables: Tables, everything: int) -> None:
    """Count the tiers of everything that was loaded."""
    set_here(connection, work_mem=COUNT_MEMORY)
    connection.execute(
        tables.say(
            "INSERT INTO {tallies} SELECT tier, sum(often) FROM ("
            " SELECT CASE WHEN one & {every_kind} = 0 THEN one | (kind << {level_bits}) ELSE one END AS tier,"
            " count(*) AS often FROM {documents}, unnest(tiers) one GROUP BY 1"
            " UNION ALL SELECT {everything} | (kind << {level_bits}), count(*)"
            " FROM {documents} GROUP BY kind) counted GROUP BY tier",
            everything=sql.Literal(tier(everything)),
            every_kind=sql.Literal(MOST_KINDS << LEVEL_BITS),
            level_bits=sql.Literal(LEVEL_BITS),
        )
    )
