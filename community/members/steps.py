"""Which steps of the first walk a person has answered; read through `queries`."""

from __future__ import annotations

from functools import reduce
from operator import add
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, cast, exists, func, or_, select

from community.accounts.models import Account
from community.foundation import concerns
from community.foundation.database import db, rows
from community.members.models import Experience, MemberProfile, MemberSkill, SkillDirection


def _tells(listed: Any) -> ColumnElement[bool]:
    """SQL: the list, stored as JSON, holds something; its text is the same on both engines."""
    return func.coalesce(cast(listed, Text), "[]").not_in(["[]", "null"])


def _knows(side: SkillDirection) -> ColumnElement[bool]:
    return exists().where(MemberSkill.account_id == Account.id, MemberSkill.direction == side)


# The steps of the first walk, by the names in their addresses, and when each has its answer.
_ANSWERED: dict[str, ColumnElement[bool]] = {
    "pendidikan": MemberProfile.education.is_not(None),
    "keterampilan": _knows(SkillDirection.HAVE),
    "belajar": _knows(SkillDirection.WANT),
    "pengalaman": exists().where(Experience.account_id == Account.id),
    "waktu": or_(_tells(MemberProfile.availability), _tells(MemberProfile.licences)),
    "jarak": or_(MemberProfile.travel_km.is_not(None), _tells(MemberProfile.areas), MemberProfile.wished_pay > 0),
    "tujuan": or_(MemberProfile.looking_for != "", MemberProfile.offering != ""),
}


def answered() -> Select[Any]:
    """A concern whose `note` names the steps of the first walk that the person answered."""
    names = (db.case((condition, f"{name} "), else_="") for name, condition in _ANSWERED.items())
    told = concerns.columns(note=reduce(add, names))
    return (
        select(*told)
        .select_from(Account)
        .outerjoin(MemberProfile, MemberProfile.account_id == Account.id)
        .where(Account.id == concerns.ME)
    )


def answered_steps(account_id: int) -> set[str]:
    """Which steps of the first walk have an answer, by the names in their addresses."""
    return {name for row in rows(answered(), {"me": account_id}) for name in row.note.split()}
