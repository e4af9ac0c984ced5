"""Whose name and number may be told to whom; read through `queries`."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any

from flask_babel import gettext as _
from flask_babel import pgettext
from sqlalchemy import ColumnElement, and_, case, exists, func, select

from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.foundation.database import db
from community.foundation.policies import Decision, deny
from community.members.models import Audience, MemberProfile
from community.members.policies import RULES, Field, audience_for, can_open_phone


def may_open_phone(account_id: int, viewer: Actor) -> Decision:
    """Whether the viewer, to whom the person applied or signed up, may open her number; every reveal asks this."""
    account = db.session.get(Account, account_id)
    if account is None or account.status != AccountStatus.ACTIVE:
        return deny(_("Akun ini sedang ditutup."))
    profile = db.session.get(MemberProfile, account_id)
    return can_open_phone(viewer, account_id, account.home_code, profile.audiences if profile else {})


def phones_open_to(viewer: Actor, account_ids: Collection[int]) -> set[int]:
    """Which of the people of a list, who signed up to something of the viewer's, let her open a number; one query."""
    if not account_ids:
        return set()
    statement = (
        select(Account.id, Account.home_code, MemberProfile.audiences)
        .outerjoin(MemberProfile, MemberProfile.account_id == Account.id)
        .where(Account.id.in_(account_ids), Account.status == AccountStatus.ACTIVE, Account.phone.is_not(None))
    )
    rows = db.session.execute(statement)
    return {own_id for own_id, home, chosen in rows if can_open_phone(viewer, own_id, home, chosen or {})}


def keeps_phone(account_id: int) -> bool:
    """Whether those to whom a person applies do not get to see her number."""
    profile = db.session.get(MemberProfile, account_id)
    return profile is not None and audience_for(Field.PHONE, profile.audiences) == Audience.COORDINATOR


def chosen(field: Field) -> ColumnElement[str]:
    """SQL: who may see a field of the joined profile."""
    return func.coalesce(MemberProfile.audiences[field.value].as_string(), RULES[field].default.value)


def _name_is_public() -> ColumnElement[bool]:
    public = chosen(Field.NAME) == Audience.PUBLIC.value
    return exists().where(and_(MemberProfile.account_id == Account.id, public))


def public_name() -> ColumnElement[Any]:
    """SQL: the call name of an `Account` that everybody may read; NULL where it is kept for members."""
    return case((_name_is_public(), Account.call_name))


def name_for(*, to_members: bool) -> ColumnElement[Any]:
    """SQL: the call name of an `Account`, labelled `call_name`; guests read "Warga" unless the name is public."""
    if to_members:
        return Account.call_name.label("call_name")
    return func.coalesce(public_name(), pgettext("one", "Warga")).label("call_name")
