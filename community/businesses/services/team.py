"""Who may act for a business."""

from __future__ import annotations

import re

from flask_babel import gettext as _
from sqlalchemy import delete, func, select
from sqlalchemy.exc import IntegrityError

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import AccountStatus
from community.accounts.queries import by_public_id as account_by_public_id
from community.businesses import policies, queries
from community.businesses.models import Business, TeamMember, TeamRole
from community.businesses.services.common import changed, locked
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound
from community.foundation.policies import deny, enforce

MOST_TEAM = 20
_CODE = re.compile(r"[0-9a-z]{12}")


def add_teammate(business: Business, *, actor: Actor, code: str) -> None:
    """Let somebody act for the business, by the code on her profile; she finds it in her trail."""
    business = locked(business)
    enforce(policies.can_change_team(actor, queries.standing(business, actor)))
    found = _CODE.search(code.casefold())
    account = account_by_public_id(found[0]) if found else None
    if account is None or account.status != AccountStatus.ACTIVE:
        raise DomainError(_("Kode ini tidak kami kenal. Minta orangnya membuka halaman Profil saya."), field="code")
    if queries.role_in(business, account.id) is not None:
        raise DomainError(_("%(name)s sudah ada di tim.", name=account.call_name), field="code")
    counted = select(func.count()).where(TeamMember.business_id == business.id)
    if (db.session.scalar(counted) or 0) >= MOST_TEAM:
        raise DomainError(_("Tim paling banyak %(n)s orang.", n=MOST_TEAM), field="code")
    try:
        with db.session.begin_nested():
            db.session.add(TeamMember(business_id=business.id, account_id=account.id, role=TeamRole.STAFF))
    except IntegrityError as error:
        raise DomainError(_("%(name)s sudah ada di tim.", name=account.call_name), field="code") from error
    audit.note("businesses.teammate_added", f"account:{account.id}", actor=actor, region_code=business.region_code)
    changed(business)


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
    db.session.execute(gone)
    audit.note("businesses.teammate_removed", f"account:{account.id}", actor=actor, region_code=business.region_code)
    changed(business)
