"""Finding a business for an actor, and locking it for a change."""

from __future__ import annotations

from sqlalchemy import select

from community.accounts.actor import Actor
from community.businesses import policies, queries
from community.businesses.models import Business
from community.businesses.signals import BusinessChanged
from community.foundation.database import db
from community.foundation.errors import NotFound
from community.foundation.outbox import record
from community.foundation.policies import enforce


def find(public_id: str, actor: Actor) -> tuple[Business, policies.Standing]:
    """The business at an address and the actor's standing; NotFound when she may not see it."""
    found = queries.with_standing(public_id, actor)
    if found is None or not policies.can_see(actor, found[1]):
        raise NotFound()
    return found


def locked(business: Business) -> Business:
    """The same business, locked against other changes until this unit of work ends."""
    statement = select(Business).where(Business.id == business.id).with_for_update()
    return db.session.execute(statement.execution_options(populate_existing=True)).scalar_one()


def to_edit(business: Business, actor: Actor) -> Business:
    """The locked business, if the actor may change it."""
    found = locked(business)
    enforce(policies.can_edit(actor, queries.standing(found, actor)))
    return found


def changed(business: Business) -> None:
    """Tell that the business is not what it was."""
    db.session.flush()
    record(BusinessChanged(business.id))
