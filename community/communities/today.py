"""What communities have to say to an officer today: who waits to come in, and where she may announce."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import Select, bindparam, func, select

from community.accounts import queries as accounts
from community.accounts.models import Account, AccountStatus
from community.communities.models import Community, CommunityKind, Membership, MembershipState
from community.foundation import concerns
from community.foundation.today import Telling, tell_what_waits


def _newcomers() -> Select[Any]:
    since = func.min(Membership.asked_at)
    given = concerns.columns(key=Community.slug, title=Community.name, since=since, number=func.count(Membership.id))
    return (
        select(*given)
        .join(Membership, Membership.community_id == Community.id)
        .join(Account, Account.id == Membership.account_id)
        .where(
            Community.region_code.in_(bindparam("covered", expanding=True)),
            Membership.state == MembershipState.WAITING,
            Membership.ended_at.is_(None),
            Account.status == AccountStatus.ACTIVE,
        )
        .group_by(Community.id, Community.slug, Community.name)
        .order_by(since)
    )


def _of_office() -> Select[Any]:
    given = concerns.columns(key=Community.slug, title=Community.name)
    here = Community.region_code.in_(bindparam("offices", expanding=True))
    return select(*given).where(Community.kind != CommunityKind.THEME, here).order_by(Community.region_code)


def _of_officer(actor: Any) -> dict[str, Any]:
    # The city itself has no community: its officers speak to the people where they live.
    offices = {grant.region_code for grant in actor.grants} | {actor.region_code}
    return {"covered": accounts.covered_codes(actor), "offices": sorted(code for code in offices if code)}


NEWCOMERS = Telling(
    endpoint="communities.members",
    icon="user-plus",
    tone="sun",
    title=lambda newcomers: _("Terima anggota: %(n)s orang ingin bergabung", n=newcomers.number),
)


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    for kind, statement in (("newcomers", _newcomers), ("office_community", _of_office)):
        concerns.offer(app, kind, statement, wanted=lambda actor: actor.is_officer, values=_of_officer)
    tell_what_waits(app, "newcomers", NEWCOMERS, position=40)
