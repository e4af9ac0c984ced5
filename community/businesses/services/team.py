"""Who may act for a business: asked by its owner, in the team once she agrees."""

from __future__ import annotations

import re
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.accounts.queries import by_public_id as account_by_public_id
from community.businesses import policies, queries
from community.businesses.models import Business, TeamInvitation, TeamMember, TeamRole
from community.businesses.services.common import changed, locked
from community.businesses.signals import TeammateAnswered, TeammateInvited, TeammateRemoved, TeammateUninvited
from community.foundation.database import db, rows_changed
from community.foundation.errors import DomainError, NotFound
from community.foundation.limits import Limit, use
from community.foundation.outbox import record
from community.foundation.policies import deny, enforce

MOST_TEAM = 20
INVITATIONS = Limit("businesses.invite", 30, timedelta(days=1))
_CODE = re.compile(r"[0-9a-z]{12}")


def _invited(code: str, business: Business) -> Account:
    found = _CODE.search(code.casefold())
    account = account_by_public_id(found[0]) if found else None
    if account is None or account.status != AccountStatus.ACTIVE:
        raise DomainError(_("Kode ini tidak kami kenal. Minta orangnya membuka halaman Profil saya."), field="code")
    if queries.role_in(business, account.id) is not None:
        raise DomainError(_("%(name)s sudah ada di tim.", name=account.call_name), field="code")
    return account


def _check_room(business: Business) -> None:
    counted = [select(func.count()).where(table.business_id == business.id) for table in (TeamMember, TeamInvitation)]
    if sum(db.session.scalar(statement) or 0 for statement in counted) >= MOST_TEAM:
        raise DomainError(_("Tim paling banyak %(n)s orang.", n=MOST_TEAM), field="code")


def invite_teammate(business: Business, *, actor: Actor, code: str) -> None:
    """Ask somebody to act for the business, by the code on her profile; nothing changes until she agrees."""
    business = locked(business)
    enforce(policies.can_change_team(actor, queries.standing(business, actor)))
    account = _invited(code, business)
    _check_room(business)
    use(INVITATIONS, f"account:{actor.account_id}", sentence=_(
        "Hari ini Anda sudah mengajak %(n)s orang. Besok Anda bisa mengajak lagi.", n=INVITATIONS.most
    ))  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(TeamInvitation(business_id=business.id, account_id=account.id))
    except IntegrityError as error:
        raise DomainError(
            _("%(name)s sudah diundang. Tunggu jawabannya.", name=account.call_name), field="code"
        ) from error
    audit.note("businesses.teammate_invited", f"account:{account.id}", actor=actor, region_code=business.region_code)
    record(TeammateInvited(business.id, account.id))


def _take_invitation(business_id: int, account_id: int | None) -> bool:
    """Whether there was one; two answers at once find it once."""
    gone = delete(TeamInvitation).where(
        TeamInvitation.business_id == business_id, TeamInvitation.account_id == account_id
    )
    return bool(rows_changed(gone))


def accept_invitation(business: Business, *, actor: Actor) -> None:
    """Come into the team; pressing twice changes nothing."""
    business = locked(business)
    if queries.role_in(business, actor.account_id) is not None:
        return
    invited = queries.is_invited(business, actor.account_id)
    enforce(policies.can_join_team(actor, queries.standing(business, actor), invited=invited))
    assert actor.account_id is not None
    _take_invitation(business.id, actor.account_id)
    db.session.add(TeamMember(business_id=business.id, account_id=actor.account_id, role=TeamRole.STAFF))
    audit.note("businesses.teammate_added", f"account:{actor.account_id}", actor=actor,
               region_code=business.region_code)  # fmt: skip
    changed(business)
    record(TeammateAnswered(business.id, actor.account_id, accepted=True))


def decline_invitation(business: Business, *, actor: Actor) -> None:
    """Rather not; pressing twice changes nothing."""
    business = locked(business)
    if actor.account_id is not None and _take_invitation(business.id, actor.account_id):
        record(TeammateAnswered(business.id, actor.account_id, accepted=False))


def withdraw_invitation(business: Business, public_id: str, *, actor: Actor) -> None:
    """The owner takes an invitation back; pressing twice changes nothing."""
    business = locked(business)
    enforce(policies.can_change_team(actor, queries.standing(business, actor)))
    account = account_by_public_id(public_id)
    if account is None:
        raise NotFound()
    if _take_invitation(business.id, account.id):
        record(TeammateUninvited(business.id, account.id))


def remove_teammate(business: Business, public_id: str, *, actor: Actor) -> None:
    """Take somebody off the team: the owner anybody but herself, everybody else herself."""
    business = locked(business)
    standing = queries.standing(business, actor)
    account = account_by_public_id(public_id)
    if account is None:
        raise NotFound()
    leaves = account.id == actor.account_id
    if not leaves:
        enforce(policies.can_change_team(actor, standing))
    if account.id == business.owner_id:
        enforce(deny(_("Pemilik tidak bisa keluar dari tim. Tutup usahanya kalau sudah berhenti.")))
    gone = delete(TeamMember).where(TeamMember.business_id == business.id, TeamMember.account_id == account.id)
    if not rows_changed(gone):
        return
    audit.note("businesses.teammate_removed", f"account:{account.id}", actor=actor, region_code=business.region_code)
    changed(business)
    record(TeammateRemoved(business.id, account.id, by_owner=not leaves))
