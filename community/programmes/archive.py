"""Everything kept here about one person, to take away and to forget."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from community.foundation.database import db
from community.programmes import queries, services
from community.programmes.models import ProgrammeApplication, ProgrammeApplicationState


def data_of(account_id: int) -> dict[str, Any]:
    """Everything kept here about a person, for her own copy."""
    return {
        "applications": [
            {
                "title": programme.title,
                "by": business_name,
                "motivation": application.motivation,
                "state": application.state,
                "reason": application.reason,
                "sent_at": application.sent_at,
                "decided_at": application.decided_at,
            }
            for application, programme, business_name in queries.applications_of(account_id, None)
        ]
    }


def forget_person(account_id: int) -> None:
    """After an account was closed: its applications end and their words are gone."""
    mine = select(ProgrammeApplication).where(ProgrammeApplication.account_id == account_id).with_for_update()
    for application in db.session.scalars(mine):
        if application.state in (ProgrammeApplicationState.SENT, ProgrammeApplicationState.ACCEPTED):
            services.take_out(application)
        application.motivation = application.reason = ""
