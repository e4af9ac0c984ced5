"""Who may see the photo of a person, asked each time one is fetched."""

from __future__ import annotations

from sqlalchemy import select

from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.foundation.database import db
from community.foundation.pictures import Sight
from community.members.models import MemberProfile
from community.members.policies import Field, audience_for, audience_of


def sight_of(name: str, viewer: Actor) -> Sight | None:
    """Whether the viewer may see this photo now; None when it is nobody's photo."""
    columns = (Account.id, Account.home_code, Account.status, MemberProfile.audiences)
    statement = select(*columns).join(MemberProfile, MemberProfile.account_id == Account.id)
    row = db.session.execute(statement.where(MemberProfile.photo == name)).first()
    if row is None:
        return None
    circles = audience_of(viewer, row.id, row.home_code, applied=False)
    shown = row.status == AccountStatus.ACTIVE and audience_for(Field.PHOTO, row.audiences) in circles
    return Sight.FOR_NOW if shown else Sight.NONE
