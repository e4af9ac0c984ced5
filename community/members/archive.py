"""Everything kept here about one person, to take away."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from community.foundation.database import db
from community.members.models import MemberProfile, MemberSkill
from community.members.queries import experiences_of, profile_of


def data_of(account_id: int) -> dict[str, Any]:
    """Everything this domain keeps of a person, for her download."""
    profile = profile_of(account_id)
    names = MemberProfile.__table__.columns.keys() if profile else ()
    told = {name: getattr(profile, name) for name in names}
    mine = select(MemberSkill).where(MemberSkill.account_id == account_id).order_by(MemberSkill.level.desc())
    skills = [(one.direction.value, one.skill_id, one.level) for one in db.session.scalars(mine)]
    works = [(one.position, one.place, one.months) for one in experiences_of(account_id)]
    return {**told, "skills": skills, "experiences": works}
