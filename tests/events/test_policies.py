"""Who may do what with an event, as truth tables."""

from __future__ import annotations

from datetime import timedelta

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.events import policies
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.foundation import clock
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIRASA

NOW = clock.now()
MEMBER = Actor(account_id=8)


def officer(code: str, role: Role = Role.COORDINATOR, *, second_factor: bool = True) -> Actor:
    return Actor(account_id=99, granted=(Grant(role, code),), second_factor=second_factor)


OWN, ABOVE, FOREIGN = officer(JATIRASA), officer(DISTRICT_JATIASIH), officer(ARENJAYA)
UNPROVED, ADMIN = officer(JATIRASA, second_factor=False), officer(CITY, Role.ADMIN)


def event(status: EventStatus = EventStatus.OPEN, *, begins_in: float = 48) -> Event:
    starts_at = NOW + timedelta(hours=begins_in)
    return Event(region_code=JATIRASA, status=status, starts_at=starts_at, ends_at=starts_at + timedelta(hours=2))


DRAFT, OPEN, CANCELLED = event(EventStatus.DRAFT), event(), event(EventStatus.CANCELLED)
PAST_DRAFT, OVER, RUNNING = event(EventStatus.DRAFT, begins_in=-5), event(begins_in=-5), event(begins_in=-1)

pytestmark = pytest.mark.usefixtures("app")


@pytest.mark.parametrize(
    ("actor", "allowed"),
    [
        (GUEST, False),
        (MEMBER, False),
        (OWN, True),
        (ABOVE, True),
        (FOREIGN, False),
        (UNPROVED, False),
        (ADMIN, True),
    ],
)
def test_organising_is_for_the_region(actor, allowed):
    assert bool(policies.can_organise(actor, JATIRASA)) is allowed
    assert bool(policies.can_manage(actor, OPEN)) is allowed
    assert bool(policies.can_see(actor, DRAFT)) is allowed
    assert bool(policies.can_publish(actor, DRAFT, NOW)) is allowed
    assert bool(policies.can_discard(actor, DRAFT)) is allowed
    assert bool(policies.can_cancel(actor, OPEN, NOW)) is allowed
    assert bool(policies.can_edit(actor, OPEN, NOW)) is allowed


@pytest.mark.parametrize("one", [OPEN, CANCELLED, OVER])
def test_everybody_sees_what_was_opened(one):
    assert policies.can_see(GUEST, one)


@pytest.mark.parametrize(
    ("one", "publish", "cancel", "edit", "discard"),
    [
        (DRAFT, True, False, True, True),
        (PAST_DRAFT, False, False, True, True),
        (OPEN, False, True, True, False),
        (RUNNING, False, True, True, False),
        (OVER, False, False, False, False),
        (CANCELLED, False, False, False, False),
    ],
)
def test_steps_of_an_event(one, publish, cancel, edit, discard):
    assert bool(policies.can_publish(OWN, one, NOW)) is publish
    assert bool(policies.can_cancel(OWN, one, NOW)) is cancel
    assert bool(policies.can_edit(OWN, one, NOW)) is edit
    assert bool(policies.can_discard(OWN, one)) is discard


@pytest.mark.parametrize(
    ("actor", "one", "allowed"),
    [
        (GUEST, OPEN, False),
        (MEMBER, OPEN, True),
        (MEMBER, RUNNING, True),
        (MEMBER, OVER, False),
        (MEMBER, DRAFT, False),
        (MEMBER, CANCELLED, False),
        (OWN, OPEN, True),
    ],
)
def test_signing_up(actor, one, allowed):
    assert bool(policies.can_sign_up(actor, one, NOW)) is allowed


@pytest.mark.parametrize(
    ("actor", "one", "there", "allowed"),
    [
        (MEMBER, OPEN, False, True),
        (MEMBER, RUNNING, True, False),
        (MEMBER, OVER, False, False),
        (OWN, OPEN, False, False),
        (GUEST, OPEN, False, False),
    ],
)
def test_giving_a_place_back(actor, one, there, allowed):
    own = SignUp(account_id=8, checked_in_at=NOW if there else None)
    assert bool(policies.can_withdraw(actor, one, own, NOW)) is allowed


@pytest.mark.parametrize(
    ("actor", "one", "state", "allowed"),
    [
        (OWN, RUNNING, SignUpState.CONFIRMED, True),
        (OWN, OVER, SignUpState.CONFIRMED, True),
        (OWN, OPEN, SignUpState.CONFIRMED, False),
        (OWN, RUNNING, SignUpState.WAITING, False),
        (OWN, RUNNING, SignUpState.CANCELLED, False),
        (OWN, event(EventStatus.CANCELLED, begins_in=-1), SignUpState.CONFIRMED, False),
        (FOREIGN, RUNNING, SignUpState.CONFIRMED, False),
        (UNPROVED, RUNNING, SignUpState.CONFIRMED, False),
        (MEMBER, RUNNING, SignUpState.CONFIRMED, False),
    ],
)
def test_checking_in(actor, one, state, allowed):
    assert bool(policies.can_check_in(actor, one, SignUp(state=state), NOW)) is allowed
