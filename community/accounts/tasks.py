"""What the worker does for accounts now and then."""

from __future__ import annotations

from datetime import timedelta

from sqlalchemy import delete, or_

from community.accounts.models import AccountSession, OneTimeCode
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work

CODES_KEPT, SESSIONS_KEPT = timedelta(days=2), timedelta(days=30)


def tidy() -> None:
    """Remove codes and sessions that opened nothing for a while."""
    now = clock.now()
    with unit_of_work():
        db.session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < now - CODES_KEPT))
        over = or_(
            AccountSession.ended_at < now - SESSIONS_KEPT,
            AccountSession.expires_at < now - SESSIONS_KEPT,
        )
        db.session.execute(delete(AccountSession).where(over))
