"""Which facts are listened to, and which leave nothing to answer."""

from __future__ import annotations

from typing import Any

from sqlalchemy import select

from community.accounts.signals import AccountClosed, RoleEnded, RoleGranted
from community.communities.models import Membership
from community.communities.signals import MembershipAsked, MembershipDecided, MembershipEnded
from community.events.signals import EventCancelled, EventChanged, MovedUp
from community.foundation.database import db
from community.foundation.outbox import subscribe
from community.jobs.models import Application
from community.jobs.signals import ApplicationMoved, ApplicationSent, ApplicationWithdrawn
from community.learning.signals import TrainingSignedUp
from community.mentoring.models import MentoringRequest
from community.mentoring.signals import (
    MentoringAnswered,
    MentoringAsked,
    MentoringExpired,
    MentoringWithdrawn,
)
from community.notifications import listeners
from community.notifications.services import forget_person, resolve
from community.programmes.models import ProgrammeApplication
from community.programmes.signals import (
    ProgrammeApplied,
    ProgrammeChanged,
    ProgrammeDecided,
    ProgrammePublished,
    ProgrammeReturned,
    ProgrammeSubmitted,
    ProgrammeWithdrawn,
)

# Facts after which nothing is left to answer: the fact's key, the subject it names, the notice it resolves.
RESOLVED: dict[type[Any], tuple[str, str, str]] = {
    ApplicationWithdrawn: ("application_id", "application", "application_received"),
    MentoringWithdrawn: ("request_id", "mentoring", "mentoring_asked"),
    MembershipEnded: ("membership_id", "membership", "membership_asked"),
    ProgrammeWithdrawn: ("application_id", "programme_application", "programme_applied"),
}


def taken_back(fact: Any) -> None:
    """What waited for somebody waits no more."""
    key, subject, kind = RESOLVED[type(fact)]
    resolve(f"{subject}:{getattr(fact, key)}", kind)


# What others were to answer somebody: her rows, whose they are, and the notices about them.
ASKED_BY: tuple[tuple[Any, Any, str, str], ...] = (
    (Application.id, Application.account_id, "application", "application_received"),
    (MentoringRequest.id, MentoringRequest.mentee_id, "mentoring", "mentoring_asked"),
    (ProgrammeApplication.id, ProgrammeApplication.account_id, "programme_application", "programme_applied"),
    (Membership.id, Membership.account_id, "membership", "membership_asked"),
)


def account_closed(fact: AccountClosed) -> None:
    """Nothing of a closed account stays, and nobody waits to answer it."""
    forget_person(fact.account_id)
    for row_id, whose, subject, kind in ASKED_BY:
        for number in db.session.scalars(select(row_id).where(whose == fact.account_id)):
            resolve(f"{subject}:{number}", kind)


LISTENERS: dict[type[Any], Any] = {
    ApplicationSent: listeners.application_sent,
    ApplicationMoved: listeners.application_moved,
    MentoringAsked: listeners.mentoring_asked,
    MentoringAnswered: listeners.mentoring_answered,
    MentoringExpired: listeners.mentoring_expired,
    MovedUp: listeners.moved_up,
    EventCancelled: listeners.event_cancelled,
    EventChanged: listeners.event_changed,
    MembershipAsked: listeners.membership_asked,
    MembershipDecided: listeners.membership_decided,
    ProgrammeSubmitted: listeners.programme_submitted,
    ProgrammeChanged: listeners.programme_changed,
    ProgrammePublished: listeners.programme_published,
    ProgrammeReturned: listeners.programme_returned,
    ProgrammeApplied: listeners.programme_applied,
    ProgrammeDecided: listeners.programme_decided,
    TrainingSignedUp: listeners.training_signed_up,
    **dict.fromkeys(RESOLVED, taken_back),
    RoleGranted: listeners.role_granted,
    RoleEnded: listeners.role_ended,
    AccountClosed: account_closed,
}


def subscribe_all() -> None:
    """Listen to every fact that concerns somebody."""
    for fact, listener in LISTENERS.items():
        subscribe(fact, listener)
