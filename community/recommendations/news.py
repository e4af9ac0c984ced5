"""One place in ten of a person's list for what was opened within a week, so that something new gets a chance."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from itertools import chain
from typing import Protocol, TypeVar

from sqlalchemy import literal, select, union_all

from community.foundation import clock
from community.foundation.database import UtcDateTime, db
from community.recommendations.kinds import OPENED

PLACES, NEW = 10, timedelta(days=7)
_MOST_NEW = 500


class Dated(Protocol):
    """Something that knows whether it is new."""

    @property
    def is_new(self) -> bool:
        """Whether it was opened within a week of this moment."""


T = TypeVar("T", bound=Dated)


def is_new(since: str) -> bool:
    """Whether a stored moment lies within a week of now; "" does not."""
    return bool(since) and datetime.fromisoformat(since) > clock.now() - NEW


def with_something_new(chosen: list[T], others: Iterable[T], limit: int) -> list[T]:
    """The tenth place for something new where none of the first ten is and there is any, so that it gets a chance."""
    if len(chosen) < PLACES or any(one.is_new for one in chosen[:PLACES]):
        return chosen
    new = next((one for one in chain(chosen[PLACES:], others) if one.is_new), None)
    if new is None:
        return chosen
    rest = [one for one in chosen if one != new]
    return [*rest[: PLACES - 1], new, *rest[PLACES - 1 :]][:limit]


def opened_lately() -> dict[str, datetime]:
    """When offers of the last week were opened, by key ("job:17"), open or not; one query."""
    statements = [
        select(literal(kind).label("kind"), number.label("id"), opened.label("opened"))
        .where(opened > clock.now() - NEW)
        .order_by(opened.desc())
        .limit(_MOST_NEW)
        .subquery()
        for kind, (number, opened) in OPENED.items()
    ]
    found = union_all(*(select(statement) for statement in statements)).subquery()
    opened = db.type_coerce(found.c.opened, UtcDateTime())
    return {f"{row.kind}:{row.id}": row.opened for row in db.session.execute(select(found.c.kind, found.c.id, opened))}
