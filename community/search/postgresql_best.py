"""Which of the rows that were read are sent, where the best hits are all that is asked for.

The bands of ranking.py are not drawn here. Whatever band a row stands in, those that lie as near and fit as well or
better stand before it: so of what is equally near, as many as are wanted are enough, and the ranking has the last word.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from psycopg import sql

from community.search.asking import Asked
from community.search.postgresql_conditions import Conditions
from community.search.postgresql_scoring import array, literal
from community.search.postgresql_tables import State
from community.search.ranking import CUT, FRESH_DAYS, FRESH_LIFT, KINDS, NAMED_LIFT

# What fits less than CUT is left where it is; a little more comes along for what rounding does.
ALMOST = 0.999999
ALL = sql.SQL("SELECT {columns} FROM scored WHERE score >= {cut} * (SELECT max(score) FROM scored)")
# The best is what all are measured by, shown or not.
BEST = sql.SQL(
    "SELECT {columns} FROM (WITH best AS MATERIALIZED"
    " (SELECT max(score) AS most, max(score * {lift}) AS most_lifted FROM scored)"
    " {levels} UNION ALL (SELECT scored.* FROM scored, best WHERE score * {lift} = most_lifted LIMIT 1)) sent"
)
LEVEL = sql.SQL(
    "(SELECT scored.* FROM scored, best WHERE score >= {cut} * most AND kind = ANY({shown}) AND {near}"
    " ORDER BY round(score * {lift} / most_lifted * {further} * 1e10) DESC, {order}, id DESC LIMIT {enough})"
)
FURTHER = sql.SQL(
    "((1 + {named} * named) * CASE WHEN since > 0"
    " THEN 1 + {fresh} * greatest(0, 1 - ({today} - since) / {days}) ELSE 1 END)"
)


def all_columns(columns: sql.Composable) -> sql.Composable:
    """Everything that is a result."""
    return ALL.format(columns=columns, cut=sql.Literal(CUT * ALMOST))


def best_columns(
    columns: sql.Composable, conditions: Conditions, state: State, asked: Asked, today: int, enough: int
) -> sql.Composable:  # fmt: skip
    """What may stand among the best `enough` rows."""
    shown = [kind for kind in conditions.kinds if asked.shows(state.kinds[kind - 1])]
    lift = _by_kind(state, {kind: literal(lift) for kind, lift in asked.lifts.items()}, literal(1.0))
    order = _by_kind(state, {kind: sql.Literal(place) for place, kind in enumerate(KINDS)}, sql.Literal(len(KINDS)))
    further = FURTHER.format(
        named=literal(NAMED_LIFT), fresh=literal(FRESH_LIFT), today=sql.Literal(today), days=literal(FRESH_DAYS)
    )
    levels = [
        LEVEL.format(
            cut=sql.Literal(CUT * ALMOST), shown=array(shown, "smallint"), near=near, lift=lift, further=further,
            order=order, enough=sql.Literal(enough),
        )
        for near in _levels(conditions, asked)
    ]  # fmt: skip
    return BEST.format(columns=columns, lift=lift, levels=sql.SQL(" UNION ALL ").join(levels))


def _levels(conditions: Conditions, asked: Asked) -> Iterator[sql.Composable]:
    """Conditions for what is equally near, each lift once, and for everything else."""
    near: defaultdict[float, list[str]] = defaultdict(list)
    for code, lift in asked.near.items():
        near[lift].append(code)
    regions = [conditions.regions(codes)[0] for codes in near.values()]
    for facts in regions:
        yield sql.SQL("region = ANY({})").format(array(facts, "integer"))
    yield sql.SQL("region <> ALL({})").format(array([fact for facts in regions for fact in facts], "integer"))


def _by_kind(state: State, values: dict[str, sql.Composable], otherwise: sql.Composable) -> sql.Composable:
    cases = [
        sql.SQL("WHEN {} THEN {}").format(sql.Literal(number), values[kind])
        for kind, number in ((kind, state.kind(kind)) for kind in values)
        if number
    ]
    if not cases:
        return otherwise
    return sql.SQL("CASE kind {} ELSE {} END").format(sql.SQL(" ").join(cases), otherwise)
