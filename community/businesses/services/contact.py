"""How buyers reach a business: its owner's number, by the way she chose, after the look is written down."""

from __future__ import annotations

from datetime import timedelta

from flask_babel import gettext as _

from community.accounts import audit
from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.businesses import policies, queries
from community.businesses.models import Business
from community.foundation import clock
from community.foundation.errors import DomainError
from community.foundation.limits import Limit, use
from community.foundation.policies import enforce

PHONE_OPENED = "businesses.phone_opened"
OPENED_FOR = timedelta(hours=1)
LOOKS = Limit("businesses.looks", 30, timedelta(days=1))


def _looked(business: Business, actor: Actor) -> bool:
    subject, since = f"account:{business.owner_id}", clock.now() - OPENED_FOR
    return audit.find(PHONE_OPENED, subject, actor_id=actor.account_id, since=since) is not None


def open_phone(business: Business, *, actor: Actor) -> None:
    """Write down, where the owner reads it, that somebody looks at her number; at most LOOKS a day."""
    enforce(policies.can_reach(actor, queries.standing(business, actor), business.contact_way))
    owner = accounts.account(business.owner_id)
    if owner is None or owner.phone is None:
        raise DomainError(_("Usaha ini belum punya nomor HP."))
    if _looked(business, actor):
        return
    use(LOOKS, str(actor.account_id))
    # Not its name, which is gone with the account of its owner while the trail stays.
    audit.note(
        PHONE_OPENED, f"account:{owner.id}", actor=actor, region_code=business.region_code, business=business.public_id
    )


def opened_phone(business: Business, standing: policies.Standing, *, actor: Actor) -> str | None:
    """The number (E.164) for somebody who opened it within the hour and still may; else None."""
    if not policies.can_reach(actor, standing, business.contact_way) or not _looked(business, actor):
        return None
    owner = accounts.account(business.owner_id)
    return owner.phone if owner else None
