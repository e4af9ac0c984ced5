"""What the front page, the areas and the status page read."""

from __future__ import annotations

import logging
from dataclasses import dataclass
from datetime import datetime

from sqlalchemy import func, select, text
from sqlalchemy.exc import SQLAlchemyError

from community.foundation import clock
from community.foundation.cache import cached
from community.foundation.database import db, rows
from community.foundation.messages import Message, MessageState
from community.foundation.outbox import OutboxMessage
from community.home.models import AreaCount
from community.regions import queries as regions

log = logging.getLogger(__name__)


class Counts:
    """The counts of every kelurahan, read in one query and kept for some seconds."""

    def __init__(self) -> None:
        counted = rows(select(AreaCount.region_code, AreaCount.kind, AreaCount.count))
        self._counts: dict[tuple[str, str], int] = {(code, kind): number for code, kind, number in counted}

    def in_region(self, code: str, kind: str) -> int:
        """How many of a kind there are in a region and everything below it."""
        return sum(self._counts.get((below, kind), 0) for below in regions.codes_under(code))

    def by_village(self, kind: str) -> dict[str, int]:
        """The count of a kind for every kelurahan of the city."""
        return {village.code: self._counts.get((village.code, kind), 0) for village in regions.directory().villages}


def counts() -> Counts:
    """The present counts; some seconds old at most beside what the worker last counted."""
    return cached("area_counts", Counts)


def database_answers() -> bool:
    """Whether the database answers at all."""
    try:
        return db.session.execute(text("SELECT 1")).scalar() == 1
    except SQLAlchemyError:
        log.exception("database does not answer")
        db.session.remove()
        return False


@dataclass(frozen=True, slots=True)
class SiteState:
    """How the site is doing: facts and messages that wait, and since when a fact is due."""

    waiting_facts: int
    due_since: datetime | None
    waiting_messages: int
    failed_messages: int
    counted_at: datetime | None

    @property
    def worker_is_behind(self) -> bool:
        """Whether a fact is due for more than a minute; one that failed is due at its next attempt."""
        return self.due_since is not None and (clock.now() - self.due_since).total_seconds() > 60


def site_state() -> SiteState:
    """The state that the public status page shows."""
    facts = db.session.execute(
        select(func.count(), func.min(OutboxMessage.due_at)).where(OutboxMessage.delivered_at.is_(None))
    ).one()
    states = dict(
        db.session.execute(
            select(Message.state, func.count())
            .where(Message.state.in_([MessageState.WAITING, MessageState.FAILED]))
            .group_by(Message.state)
        ).all()
    )
    counted_at = db.session.scalar(select(func.max(AreaCount.counted_at)))
    return SiteState(
        facts[0], facts[1], states.get(MessageState.WAITING, 0), states.get(MessageState.FAILED, 0), counted_at
    )
