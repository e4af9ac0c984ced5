"""Clauses of one statement that reads documents for a question."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field

from psycopg import sql

CLAUSE = sql.SQL(
    "(SELECT {strong} AS strong, kind, id, region, trade, since, until, keys || '{{}}' AS keys,"
    " impacts || '{{}}' AS impacts FROM {documents} WHERE {conditions}{limit})"
)
IN_TURN = sql.SQL("(SELECT * FROM ({clauses}) each LIMIT {limit})")


@dataclass(slots=True)
class Chosen:
    """Clauses of one round, how many documents they read at most about, and the kinds of which there are others."""

    clauses: list[sql.Composable] = field(default_factory=list)
    more: set[int] = field(default_factory=set)
    expected: float = 0.0

    def add(self, clause: sql.Composable, expected: float) -> None:
        """Another clause, and how many documents it reads at most about."""
        self.clauses.append(clause)
        self.expected += expected

    def add_in_turn(self, clauses: Sequence[sql.Composable], limit: int) -> None:
        """Clauses of which each is looked into only where those before it bring in less than `limit`."""
        self.add(IN_TURN.format(clauses=sql.SQL(" UNION ALL ").join(clauses), limit=sql.Literal(limit)), limit)
