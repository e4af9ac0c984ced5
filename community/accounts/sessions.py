"""Signed-in devices: opened, found, touched and ended on the server."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import and_, bindparam, select, update

from community.accounts import secrets
from community.accounts.actor import Actor, Grant
from community.accounts.models import Account, AccountSession, AccountStatus, RoleGrant
from community.foundation import clock
from community.foundation.database import db, rows
from community.regions import queries as regions

TOUCHED_EVERY = timedelta(hours=1)


def open_session(account: Account, *, device: str, second_factor: bool = False) -> str:
    """Sign a device in; returns the token the device keeps, of which only the hash is stored."""
    token = secrets.new_token()
    now = clock.now()
    db.session.add(
        AccountSession(
            account_id=account.id,
            token_hash=secrets.token_hash(token),
            device=device[:80],
            expires_at=now + current_app.config["PERMANENT_SESSION_LIFETIME"],
            second_factor_at=now if second_factor else None,
        )
    )
    return token


_COLUMNS = (
    Account.id,
    Account.public_id,
    Account.call_name,
    Account.home_code,
    Account.intents,
    AccountSession.id.label("session_id"),
    AccountSession.seen_at,
    AccountSession.second_factor_at,
    RoleGrant.role,
    RoleGrant.region_code,
)


# One row for each role that holds today, or one without; none unless the session runs. Every page of a signed-in
# person begins with it, so it is put together once.
_RUNNING_ROLE = and_(
    RoleGrant.account_id == Account.id,
    RoleGrant.ended_at.is_(None),
    RoleGrant.begins_on <= bindparam("today"),
    RoleGrant.ends_on >= bindparam("today"),
)
_ACTOR = (
    select(*_COLUMNS)
    .join(AccountSession, AccountSession.account_id == Account.id)
    .outerjoin(RoleGrant, _RUNNING_ROLE)
    .where(
        AccountSession.token_hash == bindparam("token_hash"),
        AccountSession.ended_at.is_(None),
        AccountSession.expires_at > bindparam("now"),
        AccountSession.seen_at > bindparam("idle"),
        Account.status == AccountStatus.ACTIVE,
    )
)


def _rows_of(token: str, now: datetime) -> Sequence[Any]:
    idle = now - timedelta(days=current_app.config["SESSION_IDLE_DAYS"])
    values = {"token_hash": secrets.token_hash(token), "now": now, "idle": idle, "today": clock.today()}
    return rows(_ACTOR, values)


def find_actor(token: str) -> tuple[Actor, bool] | None:
    """Who the token speaks for, in one query, and whether the session should be touched."""
    now = clock.now()
    found = _rows_of(token, now)
    if not found:
        return None
    first = found[0]
    home = regions.directory().by_code(first.home_code)
    actor = Actor(
        account_id=first.id,
        public_id=first.public_id,
        call_name=first.call_name,
        region_code=first.home_code,
        region_name=home.name if home else "",
        region_slug=home.slug if home else "",
        intents=tuple(first.intents),
        granted=tuple(Grant(row.role, row.region_code) for row in found if row.role is not None),
        second_factor=first.second_factor_at is not None or not current_app.config["OFFICER_SECOND_FACTOR"],
        session_id=first.session_id,
    )
    return actor, first.seen_at < now - TOUCHED_EVERY


def touch(session_id: int) -> None:
    """Note that a session is in use."""
    db.session.execute(update(AccountSession).where(AccountSession.id == session_id).values(seen_at=clock.now()))


def renew(session_id: int, *, second_factor: bool) -> str:
    """Give a session a new token after it gained rights; the old token opens nothing any more."""
    token = secrets.new_token()
    values: dict[str, object] = {"token_hash": secrets.token_hash(token), "seen_at": clock.now()}
    if second_factor:
        values["second_factor_at"] = clock.now()
    db.session.execute(update(AccountSession).where(AccountSession.id == session_id).values(**values))
    return token


def end_session(session_id: int) -> None:
    """Sign one device out."""
    db.session.execute(
        update(AccountSession)
        .where(AccountSession.id == session_id, AccountSession.ended_at.is_(None))
        .values(ended_at=clock.now())
    )


def end_all(account_id: int, *, but: int | None = None) -> None:
    """Sign every device of an account out, except one."""
    statement = update(AccountSession).where(AccountSession.account_id == account_id, AccountSession.ended_at.is_(None))
    if but is not None:
        statement = statement.where(AccountSession.id != but)
    db.session.execute(statement.values(ended_at=clock.now()))
