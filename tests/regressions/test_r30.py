"""R30: tries are counted before they are checked; a code opens one session under parallel uses."""

from __future__ import annotations

from flask import Flask

from community.accounts import attempts, queries, services
from community.accounts.attempts import SignedIn, WrongSecret
from community.accounts.models import CodePurpose
from tests.accounts.factories import a_device, code_to
from tests.factories import make_account
from tests.personas import acting
from tests.support import side_by_side, unit


def test_fifty_parallel_wrong_codes_leave_five_tries_used(app: Flask) -> None:
    account, device = make_account(), a_device()
    address = str(account.phone)
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, address, device)
    right = code_to(address)
    wrong = [f"{(int(right) + number) % 10**6:06d}" for number in range(1, 51)]

    def try_one(code: str) -> bool:
        with unit():
            return services.try_code(CodePurpose.RESET_SECRET, handle, code) is not None

    outcomes = side_by_side(app, [lambda code=code: try_one(code) for code in wrong])
    assert outcomes == [False] * 50
    assert try_one(right) is False, "the five tries are used up"


def test_one_code_opens_one_session(app: Flask) -> None:
    account = make_account()
    address = str(account.phone)
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, address, a_device())
    code = code_to(address)
    calls = [lambda: attempts.reset(address, handle, code, "830264", a_device())] * 20
    outcomes = side_by_side(app, calls)
    assert sum(isinstance(outcome, SignedIn) for outcome in outcomes) == 1
    assert sum(isinstance(outcome, WrongSecret) for outcome in outcomes) == 19
    assert len(queries.sessions_of(account.id)) == 1


def test_one_recovery_code_opens_one_session(app: Flask) -> None:
    account = make_account()
    actor = acting(account)
    with unit():
        printed = services.make_recovery_codes(account.id, actor=actor)[0]
    address = str(account.phone)
    calls = [lambda: attempts.reset(address, "no-handle-00", printed, "830264", a_device())] * 20
    outcomes = side_by_side(app, calls)
    assert sum(isinstance(outcome, SignedIn) for outcome in outcomes) == 1
    assert len(queries.sessions_of(account.id)) == 1


def test_parallel_requests_send_three_messages(app: Flask) -> None:
    account = make_account()
    address = str(account.phone)
    calls = [lambda: attempts.send_code_to(CodePurpose.RESET_SECRET, address, a_device())] * 20
    outcomes = side_by_side(app, calls)
    assert sum(isinstance(outcome, str) for outcome in outcomes) == 3
