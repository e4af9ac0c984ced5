"""Who may do what with trainings, as truth tables."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.learning import policies
from community.learning.models import Training, TrainingStatus
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIRASA

TODAY = date(2026, 11, 23)
MEMBER = Actor(account_id=7)
HERE = Actor(account_id=8, granted=(Grant(Role.COORDINATOR, DISTRICT_JATIASIH),), second_factor=True)
ELSEWHERE = Actor(account_id=9, granted=(Grant(Role.COORDINATOR, ARENJAYA),), second_factor=True)
UNPROVED = Actor(account_id=8, granted=(Grant(Role.COORDINATOR, DISTRICT_JATIASIH),))
ADMIN = Actor(account_id=10, granted=(Grant(Role.ADMIN, CITY),), second_factor=True)


def _training(**fields: object) -> Training:
    values = {"region_code": JATIRASA, "status": TrainingStatus.OPEN, "taken": 0, "places": 1}
    return Training(starts_on=TODAY, **{**values, **fields})


@pytest.mark.parametrize(
    ("actor", "of_business", "team", "may_manage", "may_close"),
    [
        (GUEST, True, True, False, False),
        (GUEST, False, False, False, False),
        (MEMBER, True, True, True, True),
        (MEMBER, True, False, False, False),
        (MEMBER, False, False, False, False),
        (HERE, True, False, False, True),
        (HERE, False, False, True, True),
        (ELSEWHERE, False, False, False, False),
        (ELSEWHERE, True, False, False, False),
        (UNPROVED, False, False, False, False),
        (ADMIN, False, False, True, True),
        (ADMIN, True, False, False, True),
    ],
)
def test_who_manages_and_who_closes(
    app: object, actor: Actor, of_business: bool, team: bool, may_manage: bool, may_close: bool
) -> None:
    training = _training(business_id=3 if of_business else None)
    assert bool(policies.can_manage(actor, training, team=team)) is may_manage
    assert bool(policies.can_close(actor, training, team=team)) is may_close
    assert bool(policies.can_see(actor, training, team=team, in_sight=True)) is True
    draft = _training(business_id=3 if of_business else None, status=TrainingStatus.DRAFT)
    assert bool(policies.can_see(actor, draft, team=team, in_sight=True)) is may_manage


@pytest.mark.parametrize(
    ("actor", "taken", "is_open", "allowed"),
    [
        (GUEST, 0, True, False),
        (MEMBER, 0, True, True),
        (MEMBER, 1, True, False),
        (MEMBER, 0, False, False),
        (HERE, 0, True, True),
    ],
)
def test_who_may_sign_up(app: object, actor: Actor, taken: int, is_open: bool, allowed: bool) -> None:
    assert bool(policies.can_sign_up(actor, _training(taken=taken), is_open=is_open)) is allowed


@pytest.mark.parametrize(
    ("actor", "mine", "days", "allowed"),
    [(GUEST, True, 0, False), (MEMBER, False, 0, False), (MEMBER, True, 0, True), (MEMBER, True, -1, False)],
)
def test_who_may_cancel(app: object, actor: Actor, mine: bool, days: int, allowed: bool) -> None:
    training = _training()
    training.starts_on = TODAY + timedelta(days=days)
    assert bool(policies.can_cancel(actor, training, mine=mine, today=TODAY)) is allowed
