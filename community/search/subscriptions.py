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
from community.events.models import Event, SignUp
from community.events.signals import SignedUp, SignUpCancelled
from community.foundation.changes import CHANGES
from community.foundation.database import db
from community.foundation.outbox import subscribe_at_once
from community.jobs.models import Job
from community.learning.models import Training, TrainingSignUp
from community.learning.signals import TrainingSignedUp, TrainingSignUpCancelled
from community.members.signals import ProfileChanged
from community.mentoring.models import Mentor, MentoringRequest
from community.mentoring.signals import MentoringAnswered, MentoringEnded
from community.programmes.models import Programme, ProgrammeApplication
from community.programmes.signals import ProgrammeDecided, ProgrammeWithdrawn
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


def places_changed(fact: SignedUp | SignUpCancelled) -> None:
    """What has just become full, or has its first place again, is shown later or earlier."""
    sign_up = db.session.get_one(SignUp, fact.sign_up_id)
    _mark_if_nearly_full("event", db.session.get_one(Event, sign_up.event_id))


def training_places_changed(fact: TrainingSignedUp | TrainingSignUpCancelled) -> None:
    """See places_changed."""
    sign_up = db.session.get_one(TrainingSignUp, fact.sign_up_id)
    _mark_if_nearly_full("training", db.session.get_one(Training, sign_up.training_id))


def programme_places_changed(fact: ProgrammeDecided | ProgrammeWithdrawn) -> None:
    """See places_changed."""
    application = db.session.get_one(ProgrammeApplication, fact.application_id)
    _mark_if_nearly_full("programme", db.session.get_one(Programme, application.programme_id))


def _mark_if_nearly_full(kind: str, thing: Event | Training | Programme) -> None:
    if thing.taken >= thing.places - 1:
        mark(kind, [thing.id])


FURTHER: dict[type[Any], Callable[[Any], None]] = {
    BusinessChanged: business_changed,
    AccountMoved: mentor_moved,
    AccountClosed: mentor_moved,
    AccountSuspended: mentor_moved,
    AccountRestored: mentor_moved,
    MentoringAnswered: place_changed,
    MentoringEnded: place_changed,
    SignedUp: places_changed,
    SignUpCancelled: places_changed,
    TrainingSignedUp: training_places_changed,
    TrainingSignUpCancelled: training_places_changed,
    ProgrammeDecided: programme_places_changed,
    ProgrammeWithdrawn: programme_places_changed,
}


def subscribe_all() -> None:
    """Listen to every domain that has something to be found, at once: what is hidden must not be found meanwhile."""
    for fact in CHANGES | ABOUT_PEOPLE:
        subscribe_at_once(fact, thing_changed)
    for fact, subscriber in FURTHER.items():
        subscribe_at_once(fact, subscriber)
