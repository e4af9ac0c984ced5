"""Which of the rows that were read are sent, where the best hits are all that is asked for.

The bands of ranking.py are not drawn here: what may stand in them is sent, and the ranking has the last word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable

from psycopg import sql

from community.search.asking import Asked
from community.search.postgresql_conditions import Conditions
from community.search.postgresql_scoring import array, literal
from community.search.postgresql_tables import State
from community.search.ranking import ABOUT_AS_WELL, CUT, FRESH_LIFT, NAMED_LIFT

# What fits less than CUT is left where it is; a little more comes along for what rounding does.
ALMOST = 0.999999
ALL = sql.SQL("SELECT {columns} FROM scored WHERE score >= {cut} * (SELECT max(score) FROM scored)")
# The best is what a cursor is measured by, shown or not.
BEST = sql.SQL(
    "SELECT {columns} FROM (SELECT scored.*, score * {lift} AS lifted, score * {lift} * {further} AS part FROM scored)"
    " lifted, (SELECT max(score) AS most, max(score * {lift}) AS most_lifted FROM scored) best,"
    " (SELECT (SELECT score * {lift} * {further} AS part FROM scored WHERE kind = ANY({shown})"
    " ORDER BY part DESC OFFSET {enough} LIMIT 1) AS least) wanted"
    " WHERE score >= {cut} * most AND (part >= {band} * coalesce(least, 0) OR lifted = most_lifted)"
)
# What is new is lifted by so little that it only widens the band.
BAND = ABOUT_AS_WELL / (1 + FRESH_LIFT) * ALMOST


def all_columns(columns: sql.Composable) -> sql.Composable:
    """Everything that is a result."""
    return ALL.format(columns=columns, cut=sql.Literal(CUT * ALMOST))


def best_columns(
    columns: sql.Composable, conditions: Conditions, state: State, asked: Asked, enough: int
) -> sql.Composable:  # fmt: skip
    """What may stand among the best `enough` rows."""
    shown = [kind for kind in conditions.kinds if asked.shows(state.kinds[kind - 1])]
    lifts = {state.kind(kind): lift for kind, lift in asked.lifts.items() if state.kind(kind)}
    return BEST.format(
        columns=columns, cut=sql.Literal(CUT * ALMOST), band=sql.Literal(BAND),
        lift=_cases("kind", ((lift, [kind]) for kind, lift in lifts.items())),
        further=_further(conditions, asked), shown=array(shown, "smallint"), enough=sql.Literal(enough),
    )  # fmt: skip


def _further(conditions: Conditions, asked: Asked) -> sql.Composable:
    """The lifts of what is near, and of what its title names."""
    near: defaultdict[float, list[str]] = defaultdict(list)
    for code, lift in asked.near.items():
        near[lift].append(code)
    regions = _cases("region", ((lift, conditions.regions(codes)[0]) for lift, codes in near.items()))
    return sql.SQL("{} * (1 + {} * named)").format(regions, literal(NAMED_LIFT))


def _cases(column: str, lifts: Iterable[tuple[float, Collection[int]]]) -> sql.Composable:
    cases = [
        sql.SQL("WHEN {} = ANY({}) THEN {}").format(sql.Identifier(column), array(list(of), "integer"), literal(lift))
        for lift, of in lifts
    ]
    return sql.SQL("CASE {} ELSE 1 END").format(sql.SQL(" ").join(cases)) if cases else literal(1.0)
