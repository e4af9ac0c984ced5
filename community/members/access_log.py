"""Who looked at what a person keeps for few: read from the trail, where each look was written first."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import lazy_gettext as _l
from sqlalchemy import or_, select

from community.accounts import audit
from community.accounts.models import Account, AuditEntry
from community.foundation import clock
from community.foundation.database import db

OPENED_FOR = timedelta(minutes=30)
KEPT_OPENED, PHONE_OPENED = "members.kept_opened", "members.phone_opened"
SENTENCES = {
    KEPT_OPENED: _l("Isian untuk koordinator dibuka"),
    PHONE_OPENED: _l("Nomor HP dilihat"),
}


def opened_recently(viewer_id: int | None, account_id: int, action: str) -> bool:
    """Whether the viewer opened what is kept (KEPT_OPENED) or the number (PHONE_OPENED) a moment ago."""
    if viewer_id is None:
        return False
    since = clock.now() - OPENED_FOR
    return audit.find(action, f"account:{account_id}", actor_id=viewer_id, since=since) is not None


def looks_at(account_id: int, most: int = 5) -> list[tuple[AuditEntry, str]]:
    """Who opened something protected of a person, newest first, with the name she goes by."""
    statement = (
        select(AuditEntry, Account.call_name)
        .join(Account, Account.id == AuditEntry.actor_id)
        .where(
            AuditEntry.subject == f"account:{account_id}",
            or_(AuditEntry.action == KEPT_OPENED, AuditEntry.action.endswith(".phone_opened")),
        )
        .order_by(AuditEntry.id.desc())
        .limit(most)
    )
    return [(entry, name) for entry, name in db.session.execute(statement)]
