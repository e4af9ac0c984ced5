"""How the site says that it is well, to people and to machines."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy.exc import OperationalError

from community.foundation import clock
from community.foundation.database import db
from community.foundation.outbox import OutboxMessage
from tests.support import unit


def _wait(since: timedelta) -> None:
    with unit():
        then = clock.now() - since
        db.session.add(OutboxMessage(kind="jobs.JobPublished", payload={}, recorded_at=then, due_at=then))


def test_machines_are_told_that_the_database_answers(client: FlaskClient) -> None:
    answer = client.get("/sehat")
    assert (answer.status_code, answer.json) == (200, {"status": "ok"})


def test_machines_are_told_that_the_database_is_down(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_args: object, **_more: object) -> None:
        raise OperationalError("SELECT 1", {}, OSError("no database"))

    browser = app.test_client()
    monkeypatch.setattr(db.session, "execute", refuse)
    with app.app_context():
        answer = browser.get("/sehat")
    assert (answer.status_code, answer.json) == (503, {"status": "down"})


def test_a_worker_that_is_behind_is_told(client: FlaskClient) -> None:
    _wait(timedelta(seconds=20))
    calm = client.page("/status").text
    _wait(timedelta(minutes=3))
    late = client.page("/status").text
    assert "Semua berjalan baik." in calm and "mungkin datang terlambat" in late


def test_a_fact_that_keeps_failing_does_not_make_the_worker_late(client: FlaskClient) -> None:
    now = clock.now()
    with unit():
        failed = {"kind": "jobs.JobPublished", "payload": {}, "attempts": 9, "problem": "no"}
        db.session.add(OutboxMessage(**failed, recorded_at=now - timedelta(hours=3), due_at=now + timedelta(hours=1)))
    assert "Semua berjalan baik." in client.page("/status").text
