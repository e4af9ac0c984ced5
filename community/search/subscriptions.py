"""Which facts make which entries of the index stale."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from sqlalchemy import select

from community.accounts.signals import (
    AccountClosed,
    AccountMoved,
    AccountOpened,
    AccountRestored,
    AccountSuspended,
)
from community.businesses.signals import BusinessChanged
from community.foundation.changes import CHANGES
from community.foundation.database import db
from community.foundation.outbox import subscribe_at_once
from community.jobs.models import Job
from community.learning.models import Training
from community.members.signals import ProfileChanged
from community.mentoring.models import Mentor, MentoringRequest
from community.mentoring.signals import MentoringAnswered, MentoringEnded
from community.programmes.models import Programme
from community.search.services import mark

# fact: the kind it tells of and the attribute that names the thing; `CHANGES` has those of offers
ABOUT_PEOPLE: dict[type[Any], tuple[str, str]] = dict.fromkeys(
    (ProfileChanged, AccountOpened, AccountMoved, AccountClosed, AccountSuspended, AccountRestored),
    ("member", "account_id"),
)
OFFERS_OF_BUSINESS: dict[str, Any] = {"job": Job, "training": Training, "programme": Programme}


def thing_changed(fact: Any) -> None:
    """The fact names the one thing that changed."""
    kind, attribute = (CHANGES | ABOUT_PEOPLE)[type(fact)]
    mark(kind, [getattr(fact, attribute)])


def business_changed(fact: BusinessChanged) -> None:
    """Offers carry the name of their business, and vanish and come back with it."""
    for kind, model in OFFERS_OF_BUSINESS.items():
        mark(kind, db.session.scalars(select(model.id).where(model.business_id == fact.business_id)))


def mentor_moved(fact: AccountMoved | AccountClosed | AccountSuspended | AccountRestored) -> None:
    """A mentor goes by the name and place of her account, and vanishes and comes back with it."""
    mark("mentor", db.session.scalars(select(Mentor.id).where(Mentor.account_id == fact.account_id)))


def place_changed(fact: MentoringAnswered | MentoringEnded) -> None:
    """A mentor without a free place cannot be found; with one again, she can."""
    statement = select(MentoringRequest.mentor_id).where(MentoringRequest.id == fact.request_id)
    mark("mentor", db.session.scalars(statement))


FURTHER: dict[type[Any], Callable[[Any], None]] = {
    BusinessChanged: business_changed,
    AccountMoved: mentor_moved,
    AccountClosed: mentor_moved,
    AccountSuspended: mentor_moved,
    AccountRestored: mentor_moved,
    MentoringAnswered: place_changed,
    MentoringEnded: place_changed,
}


def subscribe_all() -> None:
    """Listen to every domain that has something to be found, at once: what is hidden must not be found meanwhile."""
    for fact in CHANGES | ABOUT_PEOPLE:
        subscribe_at_once(fact, thing_changed)
    for fact, subscriber in FURTHER.items():
        subscribe_at_once(fact, subscriber)
