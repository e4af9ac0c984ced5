"""What the worker does for programmes."""

from __future__ import annotations

from datetime import date

from sqlalchemy import select

from community.foundation import clock
from community.foundation.database import db
from community.foundation.outbox import record
from community.foundation.transactions import unit_of_work
from community.programmes import services
from community.programmes.models import Programme, ProgrammeStatus
from community.programmes.signals import ProgrammeDeadlinePassed

MOST_AT_ONCE = 500


def close_past() -> None:
    """Close programmes that are over, and tell of deadlines that have passed."""
    with unit_of_work():
        services.close_past(clock.today())
    with unit_of_work():
        note_deadlines(clock.today())


def note_deadlines(today: date) -> int:
    """Tell once of each open programme that takes no more applications; returns how many."""
    passed = select(Programme).where(
        Programme.status == ProgrammeStatus.OPEN, Programme.closes_on < today, Programme.deadline_noted_at.is_(None)
    )
    found = db.session.scalars(passed.limit(MOST_AT_ONCE).with_for_update(skip_locked=True)).all()
    for programme in found:
        programme.deadline_noted_at = clock.now()
        record(ProgrammeDeadlinePassed(programme.id))
    return len(found)
