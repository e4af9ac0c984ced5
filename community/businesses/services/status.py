"""Whether a business is shown: closing and opening by its owner, hiding by an officer."""

from __future__ import annotations

from collections.abc import Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, select

from community.accounts import audit
from community.accounts.actor import Actor
from community.businesses import policies, queries
from community.businesses.models import Business, BusinessStatus, Product, TeamInvitation, TeamMember
from community.businesses.services.common import changed, locked
from community.businesses.signals import BusinessClosed, BusinessHidden, BusinessShownAgain
from community.foundation import pictures
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.outbox import record
from community.foundation.policies import enforce

OWNER_SUSPENDED = "Akun pemiliknya sedang ditangguhkan."


def close(business: Business, *, actor: Actor) -> None:
    """Stop showing the business; its team can still read it, and its owner can open it again."""
    business = locked(business)
    enforce(policies.can_close(actor, queries.standing(business, actor)))
    business.status = BusinessStatus.CLOSED
    changed(business)
    record(BusinessClosed(business.id))


def reopen(business: Business, *, actor: Actor) -> None:
    """Show a closed business again."""
    business = locked(business)
    enforce(policies.can_reopen(actor, queries.standing(business, actor)))
    business.status = BusinessStatus.ACTIVE
    changed(business)


def hide(business: Business, *, actor: Actor, reason: str) -> None:
    """Take a business out of sight, with a reason that its team reads; hiding twice is no error."""
    if not reason:
        raise DomainError(_("Tulis alasannya, supaya pemilik tahu apa yang perlu diperbaiki."), field="reason")
    business = locked(business)
    enforce(policies.can_hide(actor, queries.standing(business, actor)))
    if business.status != BusinessStatus.ACTIVE:
        return
    business.status, business.hidden_reason = BusinessStatus.HIDDEN, reason
    audit.note("businesses.hidden", f"business:{business.id}", actor=actor,
               region_code=business.region_code, reason=reason)  # fmt: skip
    changed(business)
    record(BusinessHidden(business.id, reason))


def show_again(business: Business, *, actor: Actor) -> None:
    """Show a hidden business again."""
    business = locked(business)
    enforce(policies.can_hide(actor, queries.standing(business, actor)))
    if business.status != BusinessStatus.HIDDEN:
        return
    business.status, business.hidden_reason = BusinessStatus.ACTIVE, ""
    audit.note("businesses.shown_again", f"business:{business.id}", actor=actor,
               region_code=business.region_code)  # fmt: skip
    changed(business)
    record(BusinessShownAgain(business.id))


def hide_of_suspended(account_id: int) -> None:
    """Nobody deals with a business while its owner cannot come in."""
    for business in _owned(account_id, BusinessStatus.ACTIVE):
        business.status, business.hidden_reason = BusinessStatus.HIDDEN, OWNER_SUSPENDED
        changed(business)
        record(BusinessHidden(business.id, OWNER_SUSPENDED))


def show_of_restored(account_id: int) -> None:
    """What was hidden with its owner comes back with her; what an officer hid stays hidden."""
    for business in _owned(account_id, BusinessStatus.HIDDEN):
        if business.hidden_reason == OWNER_SUSPENDED:
            business.status, business.hidden_reason = BusinessStatus.ACTIVE, ""
            changed(business)
            record(BusinessShownAgain(business.id))


def _owned(account_id: int, status: BusinessStatus) -> Sequence[Business]:
    mine = select(Business).where(Business.owner_id == account_id, Business.status == status)
    return db.session.scalars(mine.with_for_update()).all()


def leave_behind(account_id: int) -> None:
    """Close what a closed account owned, forget what was told of it, and take the account off every team."""
    for business in db.session.scalars(select(Business).where(Business.owner_id == account_id)):
        if business.status == BusinessStatus.ACTIVE:
            record(BusinessClosed(business.id))
        pictures.remove_picture(business.photo)
        business.status, business.photo, business.nib = BusinessStatus.CLOSED, None, None
        business.about = business.landmark = business.need_note = business.offer_note = business.trade = ""
        business.name, business.kbli_code, business.started_year = _("Usaha yang sudah ditutup"), None, None
        business.needs, business.offers = [], []
        db.session.execute(delete(Product).where(Product.business_id == business.id))
        changed(business)
        db.session.execute(delete(TeamInvitation).where(TeamInvitation.business_id == business.id))
    db.session.execute(delete(TeamInvitation).where(TeamInvitation.account_id == account_id))
    db.session.execute(delete(TeamMember).where(TeamMember.account_id == account_id))
