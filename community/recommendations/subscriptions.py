"""Which facts make a person's list stale, and which make it vanish."""

from __future__ import annotations

from typing import Any

from community.accounts.models import Purpose
from community.accounts.signals import (
    AccountClosed,
    AccountMoved,
    AccountOpened,
    AccountRestored,
    AccountSuspended,
    ConsentChanged,
)
from community.businesses.queries import team_ids
from community.businesses.signals import BusinessChanged, BusinessRegistered, TeammateRemoved
from community.communities.models import Membership
from community.communities.signals import MembershipAsked, MembershipEnded
from community.events.models import SignUp
from community.events.signals import SignedUp, SignUpCancelled
from community.foundation.database import db
from community.foundation.outbox import subscribe, subscribe_at_once
from community.jobs.models import Application
from community.jobs.signals import ApplicationSent, ApplicationWithdrawn
from community.learning.models import TrainingSignUp
from community.learning.signals import TrainingSignedUp, TrainingSignUpCancelled
from community.members.signals import ProfileChanged
from community.mentoring.models import MentoringRequest
from community.mentoring.signals import MentoringAsked, MentoringEnded, MentoringExpired, MentoringWithdrawn
from community.programmes.models import ProgrammeApplication
from community.programmes.signals import ProgrammeApplied, ProgrammeWithdrawn
from community.recommendations import answers, decisions, people, services

# By these facts somebody says yes to an offer: fact -> (its kind, the column of the row that names it).
_YES: dict[type[Any], tuple[str, str]] = {
    ApplicationSent: ("job", "job_id"),
    TrainingSignedUp: ("training", "training_id"),
    ProgrammeApplied: ("programme", "programme_id"),
    MentoringAsked: ("mentor", "mentor_id"),
    SignedUp: ("event", "event_id"),
    MembershipAsked: ("community", "community_id"),
}
# What somebody took part in leaves her list: fact -> (its key, the row it names, whose row that is).
_STEPS: dict[type[Any], tuple[str, Any, str]] = {
    ApplicationSent: ("application_id", Application, "account_id"),
    ApplicationWithdrawn: ("application_id", Application, "account_id"),
    TrainingSignedUp: ("sign_up_id", TrainingSignUp, "account_id"),
    TrainingSignUpCancelled: ("sign_up_id", TrainingSignUp, "account_id"),
    ProgrammeApplied: ("application_id", ProgrammeApplication, "account_id"),
    ProgrammeWithdrawn: ("application_id", ProgrammeApplication, "account_id"),
    MentoringAsked: ("request_id", MentoringRequest, "mentee_id"),
    MentoringEnded: ("request_id", MentoringRequest, "mentee_id"),
    MentoringExpired: ("request_id", MentoringRequest, "mentee_id"),
    MentoringWithdrawn: ("request_id", MentoringRequest, "mentee_id"),
    SignedUp: ("sign_up_id", SignUp, "account_id"),
    SignUpCancelled: ("sign_up_id", SignUp, "account_id"),
    MembershipAsked: ("membership_id", Membership, "account_id"),
    MembershipEnded: ("membership_id", Membership, "account_id"),
}


def person_changed(fact: AccountOpened | AccountMoved | AccountRestored | ProfileChanged) -> None:
    """A new list for somebody who opened an account, moved, came back, or changed her profile."""
    services.ask_refresh([fact.account_id])


def consent_changed(fact: ConsentChanged) -> None:
    """Agreed to: lists; withdrawn: none is kept, of hers or with her. Reading asks for the consent itself."""
    if fact.purpose not in (Purpose.MATCHING, Purpose.INTRODUCTIONS):
        return
    if not fact.given:
        people.forget_introductions(fact.account_id)
        if fact.purpose == Purpose.MATCHING:
            services.drop_lists([fact.account_id])
            decisions.forget_decisions(fact.account_id)
    services.ask_refresh([fact.account_id])


def fairness_withdrawn(fact: ConsentChanged) -> None:
    """Her answers go with the consent itself, and once more later: she may have sent one at the same moment."""
    if fact.purpose == Purpose.FAIRNESS and not fact.given:
        answers.forget_withdrawn(fact.account_id)


def left_a_team(fact: TeammateRemoved) -> None:
    """What the business needs and offers is no part of her lists any more, nor a reason to be shown."""
    services.ask_refresh([fact.account_id])


def business_changed(fact: BusinessRegistered | BusinessChanged) -> None:
    """What a business needs and offers is part of its team's lists."""
    services.ask_refresh(team_ids(fact.business_id))


def step_taken(fact: Any) -> None:
    """Somebody applied, signed up, asked or joined, or took that back."""
    key, table, whose = _STEPS[type(fact)]
    row = db.session.get(table, getattr(fact, key))
    if row is None:
        return
    account_id = getattr(row, whose)
    if type(fact) in _YES:
        # Before a new list takes the place of the one in which the offer stood.
        kind, column = _YES[type(fact)]
        decisions.note_decision(account_id, kind, getattr(row, column), positive=True)
    services.ask_refresh([account_id])


def account_suspended(fact: AccountSuspended) -> None:
    """Nothing is worked out for somebody who cannot come in; what she hid stays hidden."""
    services.drop_lists([fact.account_id])
    people.forget_introductions(fact.account_id)
    services.ask_refresh([fact.account_id])


def account_closed(fact: AccountClosed) -> None:
    """Nothing of a closed account stays."""
    services.forget_person(fact.account_id)
    services.ask_refresh([fact.account_id])


def subscribe_all() -> None:
    """Subscribe to what changes lists."""
    for person_fact in (AccountOpened, AccountMoved, AccountRestored, ProfileChanged):
        subscribe(person_fact, person_changed)
    for business_fact in (BusinessRegistered, BusinessChanged):
        subscribe(business_fact, business_changed)
    for step in _STEPS:
        subscribe(step, step_taken)
    subscribe(TeammateRemoved, left_a_team)
    subscribe(ConsentChanged, consent_changed)
    subscribe(ConsentChanged, fairness_withdrawn)
    subscribe_at_once(ConsentChanged, fairness_withdrawn)
    subscribe(AccountSuspended, account_suspended)
    subscribe(AccountClosed, account_closed)
