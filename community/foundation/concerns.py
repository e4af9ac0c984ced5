"""What concerns one person today, of every domain, read in one query.

A domain offers for each kind a select of the columns below, made with `columns`; the pages ask `of(actor, kind)`.
The selects are joined with UNION ALL, so that a page may ask for ten kinds and costs what one does.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import Flask, current_app, g
from sqlalchemy import (
    BigInteger,
    Integer,
    Select,
    String,
    bindparam,
    column,
    func,
    literal_column,
    null,
    select,
    union_all,
)

from community.foundation.cache import kept_statement
from community.foundation.database import UtcDateTime, constant, db, rows

EXTENSION = "concerns"
ME_PAGE = "me"
MOST = 20
ME = bindparam("me", type_=BigInteger())
COLUMNS: dict[str, Any] = {
    "key": String(),
    "title": String(),
    "who": String(),
    "note": String(),
    "since": UtcDateTime(),
    "until": UtcDateTime(),
    "number": Integer(),
    "of": Integer(),
}
_WITH_KIND = {**COLUMNS, "kind": String()}
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing of a person's day; `key` is what its address is made of, `number` is so many `of` so many."""

    key: str | None
    title: str | None
    who: str | None
    note: str | None
    since: datetime | None
    until: datetime | None
    number: int | None
    of: int | None
    kind: str


@dataclass(frozen=True, slots=True)
class _Source:
    statement: Callable[[], Select[Any]]
    wanted: Callable[[Any], bool]
    values: Callable[[Any], Values]


def columns(**given: Any) -> list[Any]:
    """The columns of a concern but its kind; what is not given stays empty."""
    unknown = given.keys() - COLUMNS.keys()
    if unknown:
        raise ValueError(f"not columns of a concern: {sorted(unknown)}")
    # PostgreSQL takes an empty column for text unless told otherwise.
    empty = {name: null() if kind.__class__ is String else db.cast(null(), kind) for name, kind in COLUMNS.items()}
    return [given.get(name, empty[name]).label(name) for name in COLUMNS]


def offer(
    app: Flask,
    kind: str,
    statement: Callable[[], Select[Any]],
    *,
    wanted: Callable[[Any], bool] = lambda actor: True,
    values: Callable[[Any], Values] = lambda actor: {},
    page: str = "today",
) -> None:
    """Let `statement()` answer for `kind`, of people for whom `wanted(actor)` holds.

    Only the kinds of one `page` are read together. It may leave open ME and what
    `values(actor)` gives; a name means the same in all domains.
    """
    app.extensions.setdefault(EXTENSION, {}).setdefault(page, {})[kind] = _Source(statement, wanted, values)


def of(actor: Any, kind: str, page: str = "today") -> list[Concern]:
    """What of this kind concerns the person, in the order of its select; all kinds of a page cost one query."""
    read: dict[tuple[int | None, str], dict[str, list[Concern]]] = g.setdefault("concerns", {})
    whose = actor.account_id, page
    if whose not in read:
        read[whose] = _read(actor, page)
    return read[whose].get(kind, [])


def number_of(actor: Any, kind: str) -> int:
    """How many of a kind the person has on "Saya", whose kinds are single rows that count."""
    return next((row.number or 0 for row in of(actor, kind, ME_PAGE)), 0)


def count(
    app: Flask, kind: str, of_whom: Callable[[], Select[Any]], values: Callable[[Any], Values] = lambda actor: {}
) -> None:
    """Let "Saya" know how many rows `of_whom()` has."""

    def counted() -> Select[Any]:
        return select(*columns(number=func.count())).select_from(of_whom().subquery())

    offer(app, kind, counted, values=values, page=ME_PAGE)


def _read(actor: Any, page: str) -> dict[str, list[Concern]]:
    sources: dict[str, _Source] = current_app.extensions.get(EXTENSION, {}).get(page, {})
    asked = {kind: source for kind, source in sources.items() if source.wanted(actor)}
    if actor.account_id is None or not asked:
        return {}
    values: dict[str, Any] = {"me": actor.account_id}
    for source in asked.values():
        values.update(source.values(actor))
    # Putting so long a statement together takes longer than running it.
    statement = kept_statement((EXTENSION, page, *asked), lambda: _united(asked))
    found: dict[str, list[Concern]] = {}
    for row in rows(statement, values):
        found.setdefault(row.kind, []).append(Concern(*row))
    return found


def _united(asked: Mapping[str, _Source]) -> Select[Any]:
    parts = []
    for kind, source in asked.items():
        told = source.statement().add_columns(constant(kind).label("kind"))
        parts.append(select(*told.limit(literal_column(str(MOST))).subquery("few").c))
    every = union_all(*parts).subquery()
    return select(*[column(name, column_type) for name, column_type in _WITH_KIND.items()]).select_from(every)
