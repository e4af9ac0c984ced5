"""Facts, stored in the same transaction as the change they tell of and delivered after it.

A domain records a frozen dataclass; the worker hands it to every subscriber, each in a unit of work of
its own in which the delivery is marked, so a crash in between repeats nothing and loses nothing.
"""

from __future__ import annotations

import dataclasses
import logging
from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ForeignKey, Index, String, Text, UniqueConstraint, delete, func, or_, select
from sqlalchemy.orm import Mapped, mapped_column

from community.foundation import clock
from community.foundation.database import Base, Json, UtcDateTime, created, db, pk, rows, rows_changed
from community.foundation.transactions import unit_of_work

log = logging.getLogger(__name__)
# An officer sees a fact after as many failures (about four minutes); the worker goes on for about a day, so that what
# must be erased or told outlasts an outage of a night without anybody pressing a button.
STUCK_AFTER = 8
MOST_ATTEMPTS = 35
LONGEST_PAUSE = timedelta(hours=1)
PROBLEMS_KEPT = timedelta(days=90)


class OutboxMessage(Base):
    """One fact waiting for its subscribers."""

    __tablename__ = "outbox_messages"
    __table_args__ = (Index("ix_outbox_messages_due", "delivered_at", "due_at"),)

    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(String(80))
    payload: Mapped[dict[str, Any]] = mapped_column(Json)
    recorded_at: Mapped[created]
    due_at: Mapped[created]
    delivered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    attempts: Mapped[int] = mapped_column(default=0)
    problem: Mapped[str | None] = mapped_column(Text)


class OutboxDelivery(Base):
    """One fact handed to one subscriber, once."""

    __tablename__ = "outbox_deliveries"
    __table_args__ = (UniqueConstraint("message_id", "subscriber"),)

    id: Mapped[pk]
    message_id: Mapped[int] = mapped_column(ForeignKey(OutboxMessage.id, ondelete="CASCADE"))
    subscriber: Mapped[str] = mapped_column(String(120))


Subscriber = Callable[[Any], None]
# PostgreSQL numbers a fact when it is recorded and shows it when its unit is stored: a lower number may come after
# a higher one. It changes the sum of the last numbers, as long as it is among them.
RECENT = 256
_recent = select(OutboxMessage.id).order_by(OutboxMessage.id.desc()).limit(RECENT).subquery()
# Asked by every page, so put together once.
_LATEST = select(func.max(_recent.c.id), func.sum(_recent.c.id))
# The newest number, and the sum of the last ones.
Mark = tuple[int, int]
_kinds: dict[str, type[Any]] = {}
_subscribers: dict[str, dict[str, Subscriber]] = {}
_at_once: dict[str, dict[str, Subscriber]] = {}


def kind_of(fact: type[Any]) -> str:
    """The stored name of a fact: its domain and class, as in "jobs.JobPublished"."""
    return f"{fact.__module__.split('.')[-2]}.{fact.__name__}"


def record(fact: Any) -> None:
    """Store a fact in the present unit of work; it is delivered once that unit is committed."""
    db.session.add(OutboxMessage(kind=kind_of(type(fact)), payload=dataclasses.asdict(fact)))
    for subscriber in _at_once.get(kind_of(type(fact)), {}).values():
        subscriber(fact)


def latest() -> Mark:
    """What stays the same only while no fact is added; while it stays, nothing that facts tell of has changed."""
    newest, total = rows(_LATEST)[0]
    return int(newest or 0), int(total or 0)


def subscribe(fact: type[Any], subscriber: Subscriber) -> None:
    """Have `subscriber(fact)` called for each recorded fact of this class; it must be idempotent."""
    kind = kind_of(fact)
    _kinds[kind] = fact
    _subscribers.setdefault(kind, {})[f"{subscriber.__module__}.{subscriber.__qualname__}"] = subscriber


def subscribe_at_once(fact: type[Any], subscriber: Subscriber) -> None:
    """Have `subscriber(fact)` called in the unit of work that records the fact: for what must not lag behind it."""
    _at_once.setdefault(kind_of(fact), {})[f"{subscriber.__module__}.{subscriber.__qualname__}"] = subscriber


def deliver_due(limit: int = 200) -> int:
    """Deliver what is due, oldest first; returns how many facts were looked at."""
    statement = (
        select(OutboxMessage.id)
        .where(OutboxMessage.delivered_at.is_(None), OutboxMessage.due_at <= clock.now())
        .order_by(OutboxMessage.id)
        .limit(limit)
    )
    waiting = list(db.session.scalars(statement))
    db.session.rollback()
    for message_id in waiting:
        _deliver(message_id)
    return len(waiting)


def _deliver(message_id: int) -> None:
    message = db.session.get_one(OutboxMessage, message_id)
    kind, payload = message.kind, message.payload
    db.session.rollback()
    problem = ""
    for name, subscriber in _subscribers.get(kind, {}).items():
        try:
            with unit_of_work():
                _deliver_once(message_id, name, subscriber, _kinds[kind](**payload))
        except Exception as error:
            log.exception("subscriber %s failed on message %s", name, message_id)
            problem = f"{name}: {error!r}"[:2000]
    with unit_of_work():
        _note_outcome(message_id, problem)


def _deliver_once(message_id: int, name: str, subscriber: Subscriber, fact: Any) -> None:
    # The row lock keeps two workers from handing over the same fact side by side.
    db.session.execute(select(OutboxMessage.id).where(OutboxMessage.id == message_id).with_for_update())
    done = select(OutboxDelivery.id).where(OutboxDelivery.message_id == message_id, OutboxDelivery.subscriber == name)
    if db.session.scalar(done) is None:
        db.session.add(OutboxDelivery(message_id=message_id, subscriber=name))
        subscriber(fact)


def _note_outcome(message_id: int, problem: str) -> None:
    message = db.session.get_one(OutboxMessage, message_id)
    message.attempts += 1
    message.problem = problem or None
    if not problem or message.attempts >= MOST_ATTEMPTS:
        message.delivered_at = clock.now()
    else:
        message.due_at = clock.now() + min(timedelta(seconds=2**message.attempts), LONGEST_PAUSE)


def forget_delivered(older_than: timedelta = timedelta(days=7)) -> int:
    """Remove delivered facts after a week; those that kept failing stay a season for the officer to see."""
    now = clock.now()
    statement = delete(OutboxMessage).where(
        OutboxMessage.delivered_at < now - older_than,
        or_(OutboxMessage.problem.is_(None), OutboxMessage.delivered_at < now - PROBLEMS_KEPT),
    )
    return rows_changed(statement)
