"""What the worker does for accounts now and then."""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from sqlalchemy import delete

from community.accounts.models import AccountSession, OneTimeCode, RecoveryCode
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work

CODES_KEPT, RECOVERY_KEPT = timedelta(days=2), timedelta(days=30)


def tidy() -> None:
    """Remove what opens nothing any more: codes, spent recovery codes, and sessions idle for too long.

    A session that ended or ran out is not seen any more, so the day it was last seen tells of all three.
    """
    now = clock.now()
    idle = now - timedelta(days=current_app.config["SESSION_IDLE_DAYS"])
    with unit_of_work():
        db.session.execute(delete(OneTimeCode).where(OneTimeCode.expires_at < now - CODES_KEPT))
        db.session.execute(delete(RecoveryCode).where(RecoveryCode.used_at < now - RECOVERY_KEPT))
        db.session.execute(delete(AccountSession).where(AccountSession.seen_at < idle))
