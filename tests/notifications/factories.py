"""Notices for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from sqlalchemy import select

from community.accounts.models import Account
from community.foundation.database import db
from community.notifications.models import Notice
from tests.support import unit

_numbers = count(1)


def make_notice(account: Account, **fields: Any) -> Notice:
    """An unread notice that asks for an answer."""
    values = {
        "kind": "application_received",
        "subject": f"application:{next(_numbers)}",
        "details": {"job": "Kasir", "business": "Warung Bu Yanti", "name": "Sari"},
        "url": "/lamaran",
        "needs_action": True,
    }
    with unit():
        notice = Notice(account_id=account.id, **{**values, **fields})
        db.session.add(notice)
    return notice


def open_notices(account: Account) -> list[Notice]:
    """What still waits for a person to do something, oldest first."""
    waits = select(Notice).where(Notice.account_id == account.id, Notice.needs_action, Notice.done_at.is_(None))
    return list(db.session.scalars(waits.order_by(Notice.id)))
