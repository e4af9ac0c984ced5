"""Who may do what with programmes and applications, as truth tables."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.businesses.models import BusinessKind
from community.foundation.policies import Decision
from community.programmes import policies
from community.programmes.models import (
    Programme,
    ProgrammeApplication,
    ProgrammeApplicationState,
    ProgrammeStatus,
)
from tests.factories import CITY, DISTRICT_JATIASIH, JATIRASA

P, S = ProgrammeStatus, ProgrammeApplicationState
MEMBER, APPLICANT = Actor(account_id=7), Actor(account_id=2)
COORDINATOR = Actor(account_id=8, granted=(Grant(Role.COORDINATOR, DISTRICT_JATIASIH),), second_factor=True)
ADMIN = Actor(account_id=10, granted=(Grant(Role.ADMIN, CITY),), second_factor=True)
UNPROVED = Actor(account_id=10, granted=(Grant(Role.ADMIN, CITY),))
ADMIN_ELSEWHERE = Actor(account_id=11, granted=(Grant(Role.ADMIN, "32.74"),), second_factor=True)


def _programme(status: ProgrammeStatus = P.OPEN, **fields: object) -> Programme:
    return Programme(region_code=JATIRASA, status=status, **{"taken": 0, "places": 1, **fields})


@pytest.mark.parametrize(
    ("actor", "kind", "team", "allowed"),
    [
        (GUEST, BusinessKind.STARTUP, True, False),
        (MEMBER, BusinessKind.STARTUP, True, True),
        (MEMBER, BusinessKind.STARTUP, False, False),
        (MEMBER, BusinessKind.SME, True, False),
        (ADMIN, BusinessKind.STARTUP, False, False),
    ],
)
def test_who_may_write(app: object, actor: Actor, kind: BusinessKind, team: bool, allowed: bool) -> None:
    assert bool(policies.can_write(actor, kind=kind, team=team)) is allowed


@pytest.mark.parametrize("status", list(P))
def test_only_drafts_change(app: object, status: ProgrammeStatus) -> None:
    assert bool(policies.can_change(MEMBER, _programme(status), team=True)) is (status == P.DRAFT)
    assert not policies.can_change(MEMBER, _programme(status), team=False)


@pytest.mark.parametrize(
    ("status", "public", "team", "admin"),
    [
        (P.DRAFT, False, True, False),
        (P.REVIEW, False, True, True),
        (P.OPEN, True, True, True),
        (P.CLOSED, True, True, True),
    ],
)
def test_who_sees_what(app: object, status: ProgrammeStatus, public: bool, team: bool, admin: bool) -> None:
    programme = _programme(status)
    for actor in (GUEST, MEMBER, COORDINATOR, UNPROVED, ADMIN_ELSEWHERE):
        assert bool(policies.can_see(actor, programme, team=False, in_sight=True)) is public
    assert not policies.can_see(MEMBER, programme, team=False, in_sight=False)
    assert bool(policies.can_see(MEMBER, programme, team=True, in_sight=False)) is team
    assert bool(policies.can_see(ADMIN, programme, team=False, in_sight=False)) is admin


@pytest.mark.parametrize(
    ("actor", "team", "may_review", "may_close"),
    [
        (ADMIN, False, True, True),
        (ADMIN, True, False, True),
        (UNPROVED, False, False, False),
        (ADMIN_ELSEWHERE, False, False, False),
        (COORDINATOR, False, False, False),
        (MEMBER, True, False, True),
        (MEMBER, False, False, False),
        (GUEST, True, False, False),
    ],
)
def test_who_reviews_and_who_closes(app: object, actor: Actor, team: bool, may_review: bool, may_close: bool) -> None:
    assert bool(policies.can_review(actor, _programme(P.REVIEW), team=team)) is may_review
    assert bool(policies.can_close(actor, _programme(), team=team)) is may_close


@pytest.mark.parametrize(
    ("actor", "team", "is_open", "taken", "eligible", "allowed"),
    [
        (MEMBER, False, True, 0, True, True),
        (GUEST, False, True, 0, True, False),
        (MEMBER, True, True, 0, True, False),
        (MEMBER, False, False, 0, True, False),
        (MEMBER, False, True, 1, True, False),
        (MEMBER, False, True, 0, False, False),
    ],
)
def test_who_may_apply(
    app: object, actor: Actor, team: bool, is_open: bool, taken: int, eligible: bool, allowed: bool
) -> None:
    programme = _programme(taken=taken)
    decision = policies.can_apply(actor, programme, is_open=is_open, team=team, eligible=eligible)
    assert bool(decision) is allowed


def _withdraw(actor: Actor, application: ProgrammeApplication, *, team: bool) -> Decision:
    return policies.can_withdraw(actor, application)


@pytest.mark.parametrize(
    ("rule", "who", "states"),
    [
        (policies.can_decide, {(MEMBER, True)}, {S.SENT}),
        (policies.can_open_phone, {(MEMBER, True)}, {S.ACCEPTED}),
        (policies.can_read, {(MEMBER, True), (APPLICANT, False)}, set(S)),
        (_withdraw, {(APPLICANT, False)}, {S.SENT, S.ACCEPTED}),
    ],
    ids=["decide", "open phone", "read", "withdraw"],
)
@pytest.mark.parametrize("state", list(S))
def test_who_may_do_what_when(
    app: object,
    rule: Callable[..., Decision],
    who: set[tuple[Actor, bool]],
    states: set[ProgrammeApplicationState],
    state: ProgrammeApplicationState,
) -> None:
    application = ProgrammeApplication(account_id=2, state=state)
    for actor, team in ((GUEST, False), (MEMBER, True), (MEMBER, False), (APPLICANT, False), (ADMIN, False)):
        expected = (actor, team) in who and state in states
        assert bool(rule(actor, application, team=team)) is expected, (actor, team)
