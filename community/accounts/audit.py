"""The trail of who did what; written in the same transaction as the act itself."""

from __future__ import annotations

from community.accounts.actor import Actor
from community.accounts.models import AuditEntry
from community.foundation.database import db


def note(action: str, subject: str, *, actor: Actor, region_code: str | None = None, **details: object) -> None:
    """Keep who (`actor`) did what ("roles.granted") to what ("account:17"); details hold no secrets."""
    db.session.add(
        AuditEntry(
            actor_id=actor.account_id,
            action=action,
            subject=subject,
            region_code=region_code,
            details={name: str(value)[:300] for name, value in details.items()},
        )
    )
