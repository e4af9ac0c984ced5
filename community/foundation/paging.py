"""Keyset pages: the same cost at any depth, and no row seen twice while others arrive."""

from __future__ import annotations

import base64
import json
from collections.abc import Callable, Hashable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from sqlalchemy import Select, tuple_

from community.foundation import database
from community.foundation.cache import kept_statement
from community.foundation.database import db

SIZE = 20


@dataclass(frozen=True, slots=True)
class Page:
    """Some rows, and the mark after which the next ones begin (None at the end)."""

    rows: Sequence[Any]
    next_mark: str | None
    is_first: bool


def write_mark(values: Sequence[Any]) -> str:
    """An opaque mark for a position in a list."""
    return base64.urlsafe_b64encode(json.dumps(list(values), default=str).encode()).decode().rstrip("=")


def read_mark(mark: str | None, kinds: Sequence[Callable[[Any], Any]]) -> list[Any] | None:
    """The values of a mark, each through its kind; None for no mark or one that was tampered with."""
    if not mark or len(mark) > 300:
        return None
    try:
        values = json.loads(base64.urlsafe_b64decode(mark + "=" * (-len(mark) % 4)))
        if not isinstance(values, list) or len(values) != len(kinds):
            return None
        return [_storable(kind(value)) for kind, value in zip(kinds, values, strict=True)]
    except (ValueError, TypeError, OverflowError, RecursionError):
        return None


def _storable(value: Any) -> Any:
    # JSON can spell what no database takes: NUL, and halves of a character.
    if isinstance(value, str) and b"\x00" in value.encode():
        raise ValueError("not a stored text")
    return value


def moment(value: Any) -> datetime:
    """A point in time from a mark; ValueError when it has no zone."""
    read = datetime.fromisoformat(str(value))
    if read.tzinfo is None:
        raise ValueError("no zone")
    return read


def day(value: Any) -> date:
    """A day from a mark; ValueError when it is none."""
    return date.fromisoformat(str(value))


def bounded_id(value: Any) -> int:
    """An id a database can hold; ValueError otherwise."""
    number = int(value)
    if not 0 <= number <= database.LARGEST_ID:
        raise ValueError("not an id")
    return number


def _attribute(row: Any, key: Any) -> Any:
    return getattr(row, str(key.key))


def page_of(
    statement: Select[*tuple[Any, ...]],
    keys: Sequence[Any],
    kinds: Sequence[Callable[[Any], Any]],
    mark: str | None,
    *,
    descending: bool = False,
    size: int = SIZE,
    scalars: bool = True,
    plain: bool = False,
    read_key: Callable[[Any, Any], Any] = _attribute,
    kept: Hashable = None,
) -> Page:
    """One page of `statement`, ordered by `keys`, which must be unique together and never null.

    `kinds` turn the mark's JSON back into column values. With `scalars`, rows are entities that carry
    the keys as attributes; else they are rows that do, or rows from which `read_key(row, key)` gets them.
    `plain` rows hold columns alone and are read past the ORM. Under `kept`, which must stand for one statement, order
    and size alone, the statement of the first page is kept.
    """
    after = read_mark(mark, kinds)
    if after is not None:
        here, there = tuple_(*keys), tuple_(*after)
        statement = statement.where(here < there if descending else here > there)

    def in_order() -> Select[*tuple[Any, ...]]:
        return statement.order_by(*((key.desc() if descending else key) for key in keys)).limit(size + 1)

    asked = kept_statement((kept, "first page"), in_order) if kept and after is None else in_order()
    if plain:
        found = database.rows(asked)
    else:
        found = (db.session.scalars(asked) if scalars else db.session.execute(asked)).all()
    more, rows = len(found) > size, found[:size]
    mark_values = [read_key(rows[-1], key) for key in keys] if more else None
    return Page(rows, write_mark(mark_values) if mark_values else None, after is None)
