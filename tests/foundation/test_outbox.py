"""A fact outlasts the failure of a subscriber for about a day."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import pytest
from flask import Flask
from sqlalchemy import select

from community.foundation import clock, outbox
from community.foundation.database import db
from community.foundation.outbox import OutboxMessage
from tests.support import unit


@dataclass(frozen=True)
class Something:
    number: int


class Outage:
    """A subscriber that fails while `lasts`, and a clock that only goes from one attempt to the next."""

    def __init__(self) -> None:
        self.now, self.lasts, self.taken = clock.now(), True, 0

    def take(self, _fact: Something) -> None:
        if self.lasts:
            raise OSError("no database")
        self.taken += 1

    def attempt(self) -> OutboxMessage:
        """The next attempt, when it is due."""
        self.now = max(self.now, _fact().due_at)
        assert outbox.deliver_due() == 1
        return _fact()


def _fact() -> OutboxMessage:
    db.session.rollback()
    return db.session.scalars(select(OutboxMessage)).one()


@pytest.fixture
def outage(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Outage:
    made = Outage()
    monkeypatch.setattr(clock, "now", lambda: made.now)
    subscribers: dict[str, Callable[[Something], None]] = {"tests.take": made.take}
    monkeypatch.setitem(outbox._subscribers, outbox.kind_of(Something), subscribers)
    monkeypatch.setitem(outbox._kinds, outbox.kind_of(Something), Something)
    with unit():
        outbox.record(Something(1))
    return made


def test_attempts_go_on_for_about_a_day_and_then_end(outage: Outage) -> None:
    moments: list[datetime] = []
    while _fact().delivered_at is None and len(moments) < 100:
        fact = outage.attempt()
        moments.append(outage.now)
    pauses = [later - earlier for earlier, later in pairwise(moments)]
    assert timedelta(hours=23) < moments[-1] - moments[0] < timedelta(hours=26)
    assert pauses == sorted(pauses) and pauses[0] == timedelta(seconds=2) and pauses[-1] == timedelta(hours=1)
    assert fact.attempts == outbox.MOST_ATTEMPTS and "no database" in (fact.problem or "")
    outage.now += timedelta(days=2)
    assert outbox.deliver_due() == 0


def test_it_is_delivered_once_when_a_night_without_database_is_over(outage: Outage) -> None:
    begun = outage.now
    while outage.now < begun + timedelta(hours=10):
        outage.attempt()
    outage.lasts = False
    fact = outage.attempt()
    assert fact.delivered_at is not None and fact.problem is None and outage.taken == 1


def test_an_officer_sees_it_within_minutes_while_attempts_go_on(outage: Outage) -> None:
    begun = outage.now
    for _number in range(outbox.STUCK_AFTER):
        fact = outage.attempt()
    assert outage.now - begun < timedelta(minutes=5)
    assert fact.delivered_at is None and fact.due_at - outage.now < timedelta(minutes=5)
