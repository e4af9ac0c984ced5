"""A stranger who asks and tries without end keeps nobody from her own account."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from community.accounts import attempts, queries, services
from community.accounts.attempts import CodeNeeded, SignedIn, WrongSecret
from community.accounts.models import Account, CodePurpose
from community.accounts.services import codes
from community.foundation import clock
from community.foundation.errors import TooMany
from tests.accounts.factories import a_device, code_to, messages_to
from tests.accounts.test_enumeration import same_but_for_tokens
from tests.factories import PIN, make_account
from tests.personas import acting
from tests.regressions.support import browser
from tests.support import side_by_side, unit

NOBODY = "+6281399990004"
RESET, SIGN_IN = CodePurpose.RESET_SECRET, CodePurpose.SIGN_IN


def ask_often(app: Flask, address: str, path: str = "/lupa-pin") -> None:
    for _stranger in range(codes.SENDS_TO_ADDRESS.most + 1):
        browser(app).fill(path, address=address)


def printed_code(account: Account) -> str:
    actor = acting(account)
    with unit():
        return services.make_recovery_codes(account.id, actor=actor)[0]


def test_a_code_from_paper_is_taken_while_strangers_ask_for_codes(app: Flask) -> None:
    account = make_account()
    paper = printed_code(account)
    ask_often(app, str(account.phone))
    mine = browser(app)
    assert mine.fill("/lupa-pin", address=account.phone).location == "/lupa-pin/kode"
    assert "kode cadangan di kertas tetap bisa dipakai" in mine.get("/lupa-pin/kode").get_data(as_text=True)
    assert mine.fill("/lupa-pin/kode", code=paper, secret="830264").status_code == 303
    assert mine.get("/akun").status_code == 200
    assert len(messages_to(str(account.phone))) == codes.SENDS_TO_ADDRESS.most + 1, "the last tells of the new PIN"


def test_a_code_that_was_sent_is_taken_too_and_only_once(app: Flask) -> None:
    account = make_account()
    address = str(account.phone)
    ask_often(app, address)
    sent = code_to(address)
    outcomes = side_by_side(app, [lambda: attempts.reset(address, "no", sent, "830264", a_device())] * 5)
    assert sum(isinstance(outcome, SignedIn) for outcome in outcomes) == 1
    assert len(queries.sessions_of(account.id)) == 1


def test_not_after_ten_minutes_and_not_for_another_account(app: Flask) -> None:
    account, other = make_account(), make_account()
    ask_often(app, str(account.phone))
    ask_often(app, str(other.phone))
    sent = code_to(str(account.phone))
    with pytest.raises(WrongSecret):
        attempts.reset(str(other.phone), "no", sent, "830264", a_device())
    with time_machine.travel(clock.now() + timedelta(minutes=11), tick=False), pytest.raises(WrongSecret):
        attempts.reset(str(account.phone), "no", sent, "830264", a_device())


def test_guessing_from_elsewhere_ends_after_five_tries_and_spares_the_browser_that_asked(app: Flask) -> None:
    account = make_account()
    address = str(account.phone)
    handle = attempts.send_code_to(RESET, address, a_device())
    right = code_to(address)
    ask_often(app, address)
    wrong = [f"{(int(right) + number) % 10**6:06d}" for number in range(1, 30)]
    calls = [lambda code=code: attempts.reset(address, "no", code, "830264", a_device()) for code in wrong]
    outcomes = side_by_side(app, calls)
    assert all(isinstance(outcome, WrongSecret) for outcome in outcomes)
    with pytest.raises(WrongSecret):
        attempts.reset(address, "no", right, "830264", a_device())
    assert attempts.reset(address, handle, right, "830264", a_device())


def hammer(address: str) -> None:
    for _stranger in range(attempts.BY_STRANGERS.most + 1):
        with pytest.raises((WrongSecret, CodeNeeded)):
            attempts.sign_in(address, "999111", a_device())
    for _stranger in range(codes.SENDS_TO_ADDRESS.most):
        attempts.send_code_to(SIGN_IN, address, a_device())
    with pytest.raises(TooMany):
        attempts.send_code_to(SIGN_IN, address, a_device())


@pytest.mark.parametrize("kind", ["paper", "sent"])
def test_signing_in_stays_possible_while_strangers_go_on(app: Flask, kind: str) -> None:
    account = make_account()
    paper = printed_code(account)
    hammer(str(account.phone))
    code = paper if kind == "paper" else code_to(str(account.phone))
    mine = browser(app)
    assert mine.fill("/masuk", address=account.phone, secret=PIN).location.startswith("/masuk/kode")
    mine.fill("/masuk/kode", "kirim")
    assert mine.fill("/masuk/kode", code=code, secret="999111").status_code == 422, "the PIN is needed as well"
    assert mine.fill("/masuk/kode", code="000000", secret=PIN).status_code == 422
    assert mine.fill("/masuk/kode", code=code, secret=PIN).status_code == 303
    assert mine.get("/akun").status_code == 200
    other = browser(app)
    other.fill("/masuk", address=account.phone, secret=PIN)
    other.fill("/masuk/kode", "kirim")
    assert other.fill("/masuk/kode", code=code, secret=PIN).status_code == 422, "once"


def test_nobody_learns_from_it_who_has_an_account(app: Flask) -> None:
    texts = []
    for address in (str(make_account().phone), NOBODY):
        ask_often(app, address)
        hammer_for_text = browser(app)
        answer = hammer_for_text.fill("/lupa-pin", address=address)
        page = hammer_for_text.get("/lupa-pin/kode").get_data(as_text=True)
        wrong = hammer_for_text.fill("/lupa-pin/kode", code="000000", secret="830264")
        texts.append((answer.location, same_but_for_tokens(page), wrong.status_code, same_but_for_tokens(wrong.text)))
    assert texts[0] == texts[1]


@pytest.mark.parametrize("purpose", [RESET, SIGN_IN])
def test_an_address_asked_for_day_after_day_gets_codes_that_cannot_be_guessed(app: Flask, purpose: CodePurpose) -> None:
    address, now = str(make_account().phone), clock.now()
    lengths = []
    for hour in range(codes.SHORT_CODES.most + 1):
        with time_machine.travel(now + timedelta(hours=2 * hour), tick=False):
            handle = attempts.send_code_to(purpose, address, a_device())
            lengths.append(len(code_to(address)))
    assert lengths == [6] * codes.SHORT_CODES.most + [codes.LONG_CODE]
    with time_machine.travel(now + timedelta(hours=2 * hour), tick=False):
        typed = code_to(address)
        spaced = f"{typed[:5]} {typed[5:]}"
        if purpose is RESET:
            assert attempts.reset(address, handle, spaced, "830264", a_device())
        else:
            assert attempts.sign_in_with_code(address, handle, spaced, PIN, a_device())
