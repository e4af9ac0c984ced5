"""What opens nothing any more is removed; what still opens something stays."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from sqlalchemy import select, text

from community.accounts import queries, secrets, sessions
from community.accounts.models import AccountSession, CodePurpose, OneTimeCode, RecoveryCode
from community.accounts.tasks import tidy
from community.foundation import clock
from community.foundation.database import db
from tests.factories import make_account
from tests.support import unit

DAY = timedelta(days=1)


def make_session(account_id: int, **fields: Any) -> int:
    now = clock.now()
    values = {"device": "HP", "token_hash": secrets.token_hash(secrets.new_token()), "expires_at": now + 90 * DAY}
    with unit():
        made = AccountSession(account_id=account_id, **{**values, **fields})
        db.session.add(made)
    return made.id


def test_only_idle_sessions_go(app: Flask) -> None:
    person, now = make_account(), clock.now()
    idle = app.config["SESSION_IDLE_DAYS"] * DAY
    running = make_session(person.id, seen_at=now - idle + DAY)
    lately_ended = make_session(person.id, seen_at=now - 2 * DAY, ended_at=now - DAY)
    make_session(person.id, seen_at=now - idle - DAY)
    make_session(person.id, seen_at=now - idle - 2 * DAY, ended_at=now - idle - DAY)
    make_session(person.id, seen_at=now - idle - DAY, expires_at=now - DAY)
    tidy()
    assert set(db.session.scalars(select(AccountSession.id))) == {running, lately_ended}


def test_what_is_removed_opened_nothing(app: Flask) -> None:
    person = make_account()
    with unit():
        token = sessions.open_session(person, device="HP")
    with unit():
        db.session.scalars(select(AccountSession)).one().seen_at = clock.now() - timedelta(
            days=app.config["SESSION_IDLE_DAYS"], seconds=1
        )
    assert sessions.find_actor(token) is None
    tidy()
    assert queries.sessions_of(person.id) == []


def test_codes_go_once_they_open_nothing(app: Flask) -> None:
    person, now = make_account(), clock.now()
    with unit():
        for name, age in (("new", timedelta(0)), ("spent", 3 * DAY)):
            db.session.add(
                OneTimeCode(
                    account_id=person.id, purpose=CodePurpose.SIGN_IN, address=name, code_hash=name,
                    created_at=now - age, expires_at=now - age + timedelta(minutes=10),
                )
            )  # fmt: skip
        db.session.add_all(
            RecoveryCode(account_id=person.id, code_hash=name, used_at=used_at)
            for name, used_at in (("free", None), ("yesterday", now - DAY), ("spent", now - 31 * DAY))
        )
    tidy()
    assert db.session.scalars(select(OneTimeCode.address)).all() == ["new"]
    assert set(db.session.scalars(select(RecoveryCode.code_hash))) == {"free", "yesterday"}


def test_the_task_finds_idle_sessions_by_an_index(app: Flask) -> None:
    names = {index["name"] for index in db.inspect(db.engine).get_indexes("account_sessions")}
    assert "ix_account_sessions_seen_at" in names
    if db.engine.dialect.name == "sqlite":
        plan = db.session.execute(text("EXPLAIN QUERY PLAN DELETE FROM account_sessions WHERE seen_at < '2026'"))
        assert "ix_account_sessions_seen_at" in " ".join(str(row) for row in plan)
