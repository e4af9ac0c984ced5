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
from sqlalchemy import BigInteger, Integer, Select, String, bindparam, func, literal, null, select, union_all

from community.foundation.cache import cached
from community.foundation.database import UtcDateTime, db

EXTENSION = "concerns"
ME_PAGE = "me"
MOST = 20
ME = bindparam("me", type_=BigInteger())
COLUMNS: dict[str, Any] = {
    "kind": String(),
    "key": String(),
    "title": String(),
    "who": String(),
    "note": String(),
    "since": UtcDateTime(),
    "until": UtcDateTime(),
    "number": Integer(),
    "of": Integer(),
}
Values = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Concern:
    """One thing of a person's day; `key` is what its address is made of, `number` is so many `of` so many."""

    kind: str
    key: str | None
    title: str | None
    who: str | None
    note: str | None
    since: datetime | None
    until: datetime | None
    number: int | None
    of: int | None


@dataclass(frozen=True, slots=True)
class _Source:
    statement: Callable[[], Select[Any]]
    wanted: Callable[[Any], bool]
    values: Callable[[Any], Values]


def columns(**given: Any) -> list[Any]:
    """The columns of a concern without its kind; what is not given stays empty."""
    unknown = given.keys() - COLUMNS.keys()
    if unknown:
        raise ValueError(f"not columns of a concern: {sorted(unknown)}")
    return [
        db.cast(given.get(name, null()), kind).label(name)
        if kind.__class__ is String or name not in given
        else given[name].label(name)
        for name, kind in COLUMNS.items()
        if name != "kind"
    ]


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
    read: dict[str, dict[str, list[Concern]]] = g.setdefault("concerns", {})
    if page not in read:
        read[page] = _read(actor, page)
    return read[page].get(kind, [])


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
    statement = cached((EXTENSION, page, *asked), lambda: _united(asked))
    found: dict[str, list[Concern]] = {}
    for row in db.session.execute(statement, values):
        found.setdefault(row[0], []).append(Concern(*row))
    return found


def _united(asked: Mapping[str, _Source]) -> Select[Any]:
    parts = []
    for kind, source in asked.items():
        few = source.statement().limit(MOST).subquery()
        parts.append(select(db.cast(literal(kind), String()).label("kind"), *few.c))
    every = union_all(*parts).subquery()
    # UNION loses the column types on SQLite, so they are named again around it.
    return select(*[db.type_coerce(every.c[name], kind).label(name) for name, kind in COLUMNS.items()])
