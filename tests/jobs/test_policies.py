"""Who may do what with vacancies, as truth tables."""

from __future__ import annotations

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.jobs import policies
from community.jobs.models import Application, ApplicationState, Job, JobStatus
from tests.factories import ARENJAYA, DISTRICT_JATIASIH, JATIRASA

S = ApplicationState
STRANGER = Actor(account_id=7)
COORDINATOR_HERE = Actor(account_id=8, granted=(Grant(Role.COORDINATOR, DISTRICT_JATIASIH),), second_factor=True)
COORDINATOR_ELSEWHERE = Actor(account_id=9, granted=(Grant(Role.COORDINATOR, ARENJAYA),), second_factor=True)
UNPROVED = Actor(account_id=8, granted=(Grant(Role.COORDINATOR, DISTRICT_JATIASIH),))


@pytest.mark.parametrize(
    ("actor", "team", "allowed"),
    [
        (STRANGER, True, True),
        (STRANGER, False, False),
        (GUEST, True, False),
        (COORDINATOR_HERE, False, True),
        (COORDINATOR_ELSEWHERE, False, False),
        (UNPROVED, False, False),
    ],
)
def test_who_may_close(app: object, actor: Actor, team: bool, allowed: bool) -> None:
    job = Job(region_code=JATIRASA, status=JobStatus.OPEN)
    assert bool(policies.can_close(actor, job, team=team)) is allowed


@pytest.mark.parametrize(
    ("status", "actor", "team", "in_sight", "allowed"),
    [
        (JobStatus.DRAFT, STRANGER, False, True, False),
        (JobStatus.DRAFT, STRANGER, True, True, True),
        (JobStatus.DRAFT, COORDINATOR_HERE, False, True, False),
        (JobStatus.OPEN, GUEST, False, True, True),
        (JobStatus.CLOSED, GUEST, False, True, True),
        (JobStatus.OPEN, GUEST, False, False, False),
        (JobStatus.OPEN, STRANGER, True, False, True),
        (JobStatus.OPEN, COORDINATOR_HERE, False, False, True),
        (JobStatus.OPEN, COORDINATOR_ELSEWHERE, False, False, False),
    ],
)
def test_who_may_see(app: object, status: JobStatus, actor: Actor, team: bool, in_sight: bool, allowed: bool) -> None:
    job = Job(region_code=JATIRASA, status=status)
    assert bool(policies.can_see(actor, job, team=team, in_sight=in_sight)) is allowed


@pytest.mark.parametrize(
    ("actor", "is_open", "team", "allowed"),
    [
        (STRANGER, True, False, True),
        (STRANGER, False, False, False),
        (STRANGER, True, True, False),
        (GUEST, True, False, False),
    ],
)
def test_who_may_apply(app: object, actor: Actor, is_open: bool, team: bool, allowed: bool) -> None:
    assert bool(policies.can_apply(actor, is_open=is_open, team=team)) is allowed


ALLOWED_MOVES = {
    (S.SENT, S.READ), (S.SENT, S.INTERVIEW), (S.SENT, S.OFFERED), (S.SENT, S.DECLINED),
    (S.READ, S.INTERVIEW), (S.READ, S.OFFERED), (S.READ, S.DECLINED),
    (S.INTERVIEW, S.OFFERED), (S.INTERVIEW, S.DECLINED),
    (S.OFFERED, S.ACCEPTED), (S.OFFERED, S.DECLINED),
}  # fmt: skip


@pytest.mark.parametrize("start", list(S))
@pytest.mark.parametrize("to", list(S))
def test_every_move_of_the_team(app: object, start: S, to: S) -> None:
    application = Application(account_id=1, state=start)
    assert bool(policies.can_move(STRANGER, application, to, team=True)) is ((start, to) in ALLOWED_MOVES)
    assert not policies.can_move(STRANGER, application, to, team=False)


@pytest.mark.parametrize("state", list(S))
def test_only_the_applicant_withdraws_while_it_runs(app: object, state: S) -> None:
    application = Application(account_id=7, state=state)
    running = state in {S.SENT, S.READ, S.INTERVIEW, S.OFFERED}
    assert bool(policies.can_withdraw(STRANGER, application)) is running
    assert not policies.can_withdraw(COORDINATOR_HERE, application)


@pytest.mark.parametrize("state", list(S))
def test_the_number_opens_with_the_interview(app: object, state: S) -> None:
    application = Application(account_id=1, state=state)
    opened = state in {S.INTERVIEW, S.OFFERED, S.ACCEPTED}
    assert bool(policies.can_call(STRANGER, application, team=True)) is opened
    assert not policies.can_call(STRANGER, application, team=False)
