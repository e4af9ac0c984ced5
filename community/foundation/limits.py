"""How often something may be tried, counted in the database so that every worker sees the same count.

Keys name an account, a phone or a device; a network address alone only with very high limits: a mobile operator
puts a whole kelurahan behind one.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask_babel import lazy_gettext as _l
from sqlalchemy import String, bindparam, delete
from sqlalchemy.orm import Mapped, mapped_column

from community.foundation import clock
from community.foundation.cache import kept_statement
from community.foundation.database import Base, UtcDateTime, db, insert_into
from community.foundation.errors import TooMany


class LimitCounter(Base):
    """How often one key was used in its present window."""

    __tablename__ = "limit_counters"

    key: Mapped[str] = mapped_column(String(64), primary_key=True)
    count: Mapped[int]
    opens_at: Mapped[datetime] = mapped_column(UtcDateTime, index=True)


@dataclass(frozen=True, slots=True)
class Limit:
    """At most `most` uses of a key within `within`; `said` is a lazy sentence about the %(n)s minutes to wait."""

    name: str
    most: int
    within: timedelta
    said: Any = field(default=None, compare=False)


def _stored(limit: Limit, key: str) -> str:
    return hashlib.sha256(f"{limit.name}:{key}".encode()).hexdigest()


def count_use(limit: Limit, key: str) -> int:
    """Count one use atomically and return how many there are now; call it before the check it guards."""
    now = clock.now()
    values = {"key": _stored(limit, key), "count": 1, "opens_at": now + limit.within, "now": now}
    return int(db.session.execute(kept_statement("limits", _counted), values).scalar_one())


def _counted() -> Any:
    counter = Base.metadata.tables[LimitCounter.__tablename__].c
    insert = insert_into(counter.key.table)
    fresh = counter.opens_at <= bindparam("now")
    return insert.on_conflict_do_update(
        index_elements=[counter.key],
        set_={
            "count": db.case((fresh, 1), else_=counter["count"] + 1),
            "opens_at": db.case((fresh, insert.excluded.opens_at), else_=counter.opens_at),
        },
    ).returning(counter["count"])


def use(limit: Limit, key: str, *, sentence: str = "") -> None:
    """Count one use; raises TooMany (with `sentence`, or the time it opens again) when the limit is passed."""
    if count_use(limit, key) > limit.most:
        if sentence:
            raise TooMany(sentence)
        counter = db.session.get(LimitCounter, _stored(limit, key))
        opens_at = counter.opens_at if counter else clock.now() + limit.within
        minutes = max(1, round((opens_at - clock.now()).total_seconds() / 60))
        said = limit.said or _l("Sudah terlalu banyak dicoba. Tunggu %(n)s menit, lalu coba lagi.")
        raise TooMany(str(said) % {"n": minutes})


def is_used_up(limit: Limit, key: str) -> bool:
    """Whether the next use of a key would be refused; counts nothing."""
    counter = db.session.get(LimitCounter, _stored(limit, key), populate_existing=True)
    return counter is not None and counter.opens_at > clock.now() and counter.count >= limit.most


def forget(limit: Limit, key: str) -> None:
    """Begin a new count for a key, after it proved itself."""
    db.session.execute(delete(LimitCounter).where(LimitCounter.key == _stored(limit, key)))


def forget_past() -> None:
    """Remove counters whose window has passed."""
    db.session.execute(delete(LimitCounter).where(LimitCounter.opens_at <= clock.now()))
