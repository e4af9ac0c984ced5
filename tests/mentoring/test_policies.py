"""Who may do what with mentors and requests, as truth tables."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from community.accounts.actor import GUEST, Actor, Grant
from community.accounts.models import Role
from community.foundation import clock
from community.foundation.policies import Decision
from community.mentoring import policies
from community.mentoring.models import Mentor, MentoringRequest, MentorStatus, RequestState
from tests.factories import CITY, JATIRASA

S = RequestState
MENTOR, MENTEE, STRANGER = Actor(account_id=1), Actor(account_id=2), Actor(account_id=3)
ADMIN = Actor(account_id=4, granted=(Grant(Role.ADMIN, CITY),), second_factor=True)
NOW = clock.now()
EVERYBODY = (GUEST, MENTOR, MENTEE, STRANGER, ADMIN)


def _mentor(**fields: object) -> Mentor:
    values = {"account_id": 1, "name": "Bu Wulan", "status": MentorStatus.OPEN, "taken": 0, "capacity": 1}
    return Mentor(region_code=JATIRASA, **{**values, **fields})


def _request(state: RequestState = S.WAITING, **fields: object) -> MentoringRequest:
    return MentoringRequest(mentee_id=2, state=state, **{"expires_at": NOW + timedelta(days=1), **fields})


@pytest.mark.parametrize(
    ("actor", "fields", "allowed"),
    [
        (GUEST, {}, False),
        (MENTOR, {}, False),
        (MENTEE, {}, True),
        (ADMIN, {}, True),
        (MENTEE, {"status": MentorStatus.PAUSED}, False),
        (MENTEE, {"taken": 1}, False),
        (MENTEE, {"taken": 1, "capacity": 2}, True),
    ],
)
def test_who_may_ask(app: object, actor: Actor, fields: dict[str, object], allowed: bool) -> None:
    assert bool(policies.can_ask(actor, _mentor(**fields))) is allowed


def _answer(actor: Actor, request: MentoringRequest, mentor: Mentor) -> Decision:
    return policies.can_answer(actor, request, mentor, at=NOW)


def _withdraw(actor: Actor, request: MentoringRequest, mentor: Mentor) -> Decision:
    return policies.can_withdraw(actor, request)


@pytest.mark.parametrize(
    ("rule", "who", "states"),
    [
        (_answer, {MENTOR}, {S.WAITING}),
        (_withdraw, {MENTEE}, {S.WAITING}),
        (policies.can_end, {MENTOR, MENTEE}, {S.ACCEPTED}),
        (policies.can_open_phone, {MENTOR, MENTEE}, {S.ACCEPTED}),
        (policies.can_read, {MENTOR, MENTEE}, set(S)),
    ],
    ids=["answer", "withdraw", "end", "open phone", "read"],
)
@pytest.mark.parametrize("state", list(S))
def test_who_may_do_what_when(
    app: object, rule: Callable[..., Decision], who: set[Actor], states: set[RequestState], state: RequestState
) -> None:
    for actor in EVERYBODY:
        expected = actor in who and state in states
        assert bool(rule(actor, _request(state), _mentor())) is expected, (actor, state)


def test_nobody_answers_after_the_time_has_passed(app: object) -> None:
    late = _request(expires_at=NOW - timedelta(seconds=1))
    decision = policies.can_answer(MENTOR, late, _mentor(), at=NOW)
    assert not decision
    assert "lewat" in decision.reason


@pytest.mark.parametrize(
    ("status", "taken", "free"),
    [(MentorStatus.OPEN, 0, True), (MentorStatus.OPEN, 1, False), (MentorStatus.PAUSED, 0, False)],
)
def test_who_is_free(status: MentorStatus, taken: int, free: bool) -> None:
    assert policies.is_free(_mentor(status=status, taken=taken)) is free
