"""The worker forgets what is no longer of use, and nothing else."""

from __future__ import annotations

import time
from datetime import timedelta
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.foundation import clock, limits, messages, outbox, worker
from community.foundation.database import db
from community.foundation.idempotency import AnsweredRequest
from community.foundation.limits import Limit, LimitCounter
from community.foundation.messages import Message
from community.foundation.outbox import OutboxDelivery, OutboxMessage
from tests.support import unit

DAY = timedelta(days=1)


def make_fact(name: str, **fields: Any) -> None:
    with unit():
        message = OutboxMessage(kind=name, payload={}, **fields)
        db.session.add(message)
        db.session.flush()
        db.session.add(OutboxDelivery(message_id=message.id, subscriber="somebody"))


def kept() -> set[str]:
    return set(db.session.scalars(select(OutboxMessage.kind)))


def test_delivered_facts_go_with_their_deliveries(app: Flask) -> None:
    now = clock.now()
    make_fact("long ago", delivered_at=now - 8 * DAY)
    make_fact("lately", delivered_at=now - 6 * DAY)
    make_fact("waits", due_at=now - 99 * DAY)
    worker.tidy()
    assert kept() == {"lately", "waits"}
    assert db.session.scalar(select(func.count(OutboxDelivery.id))) == 2


def test_what_kept_failing_stays_a_season(app: Flask) -> None:
    now = clock.now()
    make_fact("failed lately", delivered_at=now - 30 * DAY, problem="no")
    make_fact("failed long ago", delivered_at=now - outbox.PROBLEMS_KEPT - DAY, problem="no")
    worker.tidy()
    assert kept() == {"failed lately"}


def test_old_attempts_messages_and_answers_go(app: Flask) -> None:
    now = clock.now()
    with unit():
        limits.count_use(Limit("sign_in:pair", 5, timedelta(minutes=15)), "running")
        db.session.add(LimitCounter(key="past", count=3, opens_at=now - DAY))
        messages.send("+6281200000001", "Kode", "123456")
        db.session.add(Message(address="+6281200000002", subject="Kode", body="654321", created_at=now - 3 * DAY))
        db.session.add(AnsweredRequest(key="new", answered_at=now))
        db.session.add(AnsweredRequest(key="old", answered_at=now - 30 * DAY))
    worker.tidy()
    assert "past" not in set(db.session.scalars(select(LimitCounter.key)))
    assert db.session.scalar(select(func.count()).select_from(LimitCounter)) == 1
    assert db.session.scalars(select(Message.body)).all() == ["123456"]
    assert db.session.scalars(select(AnsweredRequest.key)).all() == ["new"]


def test_settling_delivers_what_the_last_tasks_record(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    recorded = []

    def notice_late() -> None:
        if not recorded:
            recorded.append(True)
            make_fact("tests.Something")

    # Not due for long, as after another round a moment ago.
    late = worker.Task("notice late", notice_late, every_seconds=3600, next_run=time.monotonic() + 3600)
    monkeypatch.setitem(app.extensions, "tasks", [late])
    worker.settle()
    assert recorded and worker.work_once() == 0
