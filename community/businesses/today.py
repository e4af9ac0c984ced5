"""What businesses have to say to a person today: who asks her into a team, and whether hers is registered."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, or_, select

from community.accounts.models import Account, AccountStatus, Intent
from community.businesses.models import Business, BusinessStatus, TeamInvitation, TeamMember
from community.foundation import concerns, slots
from community.foundation.languages import format_date
from community.foundation.today import Telling, tell_what_waits


def _invitations() -> Select[Any]:
    given = concerns.columns(
        key=Business.public_id, title=Business.name, who=Account.call_name, since=TeamInvitation.invited_at
    )
    return (
        select(*given)
        .join(TeamInvitation, TeamInvitation.business_id == Business.id)
        .join(Account, Account.id == Business.owner_id)
        .where(
            TeamInvitation.account_id == concerns.ME,
            Business.status != BusinessStatus.CLOSED,
            Account.status == AccountStatus.ACTIVE,
        )
        .order_by(TeamInvitation.id)
    )


def _mine() -> Select[Any]:
    in_team = select(TeamMember.business_id).where(TeamMember.account_id == concerns.ME)
    given = concerns.columns(key=Business.public_id, title=Business.name)
    return select(*given).where(or_(Business.owner_id == concerns.ME, Business.id.in_(in_team))).order_by(Business.id)


INVITATION = Telling(
    endpoint="businesses.invitation",
    icon="user-plus",
    tone="sun",
    title=lambda invitation: _(
        "Jawab ajakan %(name)s masuk tim %(business)s", name=invitation.who, business=invitation.title
    ),
    meta=lambda invitation: _("menunggu sejak %(day)s", day=format_date(invitation.since)),
)


def _suggestion(actor: Any, **_values: Any) -> dict[str, Any] | None:
    """Who came for her business has it to register first."""
    if Intent.BUSINESS not in actor.intents or concerns.of(actor, "business"):
        return None
    return {
        "href": url_for("businesses.new"),
        "title": _("Daftarkan usaha Anda"),
        "meta": _("Lima menit, gratis, tanpa NIB pun boleh."),
        "icon": "building-store",
        "tone": "sun",
    }


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    concerns.offer(app, "team_invitation", _invitations)
    concerns.offer(app, "business", _mine, wanted=lambda actor: Intent.BUSINESS in actor.intents)
    tell_what_waits(app, "team_invitation", INVITATION, position=28)
    slots.offer(app, "today.suggestion", _suggestion, position=10)
    concerns.count(app, "my_businesses", _mine)
