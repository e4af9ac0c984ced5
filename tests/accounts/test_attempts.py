"""Counted steps: a stranger gets nowhere, and never keeps the owner out."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
import time_machine
from flask import Flask
from sqlalchemy import select

from community.accounts import attempts, queries, services
from community.accounts.attempts import CodeNeeded, WrongSecret
from community.accounts.models import CodePurpose, OneTimeCode
from community.foundation.database import db
from community.foundation.errors import DomainError, Refused, TooMany
from tests.accounts.factories import a_device, code_to
from tests.factories import PIN, make_account
from tests.personas import acting
from tests.support import side_by_side, unit

WRONG = "999111"


def test_the_right_secret_signs_in(app: Flask) -> None:
    account = make_account()
    signed_in = attempts.sign_in(str(account.phone), PIN, a_device())
    assert signed_in.account.id == account.id
    assert len(queries.sessions_of(account.id)) == 1


def test_a_refused_sign_in_is_logged_without_what_was_typed(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    account = make_account()
    for address in (str(account.phone), "+6281399990000"):
        with pytest.raises(WrongSecret):
            attempts.sign_in(address, WRONG, a_device())
    assert [record.getMessage() for record in caplog.records] == [
        f"sign-in refused: account:{account.id}",
        "sign-in refused: unknown address",
    ]


def test_five_wrong_tries_close_this_device_for_this_account(app: Flask) -> None:
    account, other, device = make_account(), make_account(), a_device()
    for _try in range(5):
        with pytest.raises(WrongSecret):
            attempts.sign_in(str(account.phone), WRONG, device)
    with pytest.raises(TooMany):
        attempts.sign_in(str(account.phone), PIN, device)
    assert attempts.sign_in(str(other.phone), PIN, device).account.id == other.id
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=16), tick=False):
        assert attempts.sign_in(str(account.phone), PIN, device)


def test_strangers_cannot_lock_the_owner_out_on_her_own_device(app: Flask) -> None:
    account = make_account()
    mine = a_device(account.public_id)
    _hammer(str(account.phone))
    assert attempts.sign_in(str(account.phone), PIN, mine).account.id == account.id


def _hammer(address: str) -> None:
    for _stranger in range(attempts.BY_STRANGERS.most):
        with pytest.raises(WrongSecret):
            attempts.sign_in(address, WRONG, a_device())
    with pytest.raises(CodeNeeded):
        attempts.sign_in(address, WRONG, a_device())


def _spray(network: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """One PIN on many accounts, each time with a fresh browser."""
    monkeypatch.setattr(attempts, "FAILED_BY_NETWORK", replace(attempts.FAILED_BY_NETWORK, most=4))
    for number in range(4):
        with pytest.raises(WrongSecret):
            attempts.sign_in(f"+628139999{number:04d}", WRONG, replace(a_device(), network=network))


def test_spraying_from_one_network_ends_at_the_code(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_account()
    address = str(account.phone)
    _spray("198.51.100.9", monkeypatch)
    there = replace(a_device(), network="198.51.100.9")
    with pytest.raises(CodeNeeded):
        attempts.sign_in(address, PIN, there)
    handle = attempts.send_code_to(CodePurpose.SIGN_IN, address, there)
    assert attempts.sign_in_with_code(address, handle, code_to(address), PIN, there).account.id == account.id
    # Whoever was here before, sits elsewhere, or comes an hour later notices nothing.
    known = replace(a_device(account.public_id), network="198.51.100.9")
    assert attempts.sign_in(address, PIN, known).account.id == account.id
    assert attempts.sign_in(address, PIN, a_device()).account.id == account.id
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=61), tick=False):
        assert attempts.sign_in(address, PIN, replace(a_device(), network="198.51.100.9"))


def test_honest_sign_ins_from_one_network_are_not_counted(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(attempts, "FAILED_BY_NETWORK", replace(attempts.FAILED_BY_NETWORK, most=1))
    for account in [make_account() for _neighbour in range(3)]:
        assert attempts.sign_in(str(account.phone), PIN, a_device()).account.id == account.id


def test_a_network_of_ipv6_is_its_connection(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    _spray("2001:db8:1:2::5", monkeypatch)
    with pytest.raises(CodeNeeded):
        attempts.sign_in(str(make_account().phone), PIN, replace(a_device(), network="2001:db8:1:2:ffff::77"))
    assert attempts.sign_in(str(make_account().phone), PIN, replace(a_device(), network="2001:db8:1:3::5"))


def test_behind_the_ceiling_even_the_right_secret_needs_the_code(app: Flask) -> None:
    account, device = make_account(), a_device()
    address = str(account.phone)
    _hammer(address)
    with pytest.raises(CodeNeeded):
        attempts.sign_in(address, PIN, device)
    handle = attempts.send_code_to(CodePurpose.SIGN_IN, address, device)
    code = code_to(address)
    with pytest.raises(WrongSecret):
        attempts.sign_in_with_code(address, handle, code, WRONG, device)
    assert attempts.sign_in_with_code(address, handle, code, PIN, device).account.id == account.id
    with pytest.raises(WrongSecret):
        attempts.sign_in_with_code(address, handle, code, PIN, device)


def test_the_ceiling_is_the_same_for_an_address_without_account(app: Flask) -> None:
    _hammer("+6281399990000")
    handle = attempts.send_code_to(CodePurpose.SIGN_IN, "+6281399990000", a_device())
    with pytest.raises(WrongSecret):
        attempts.sign_in_with_code("+6281399990000", handle, "123456", PIN, a_device())


def test_fifty_parallel_tries_check_at_most_five_secrets(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    account, device = make_account(), a_device()
    checked = _note_checks(monkeypatch)
    calls = [lambda: attempts.sign_in(str(account.phone), WRONG, device)] * 50
    outcomes = side_by_side(app, calls)
    assert all(isinstance(outcome, WrongSecret | TooMany) for outcome in outcomes)
    assert len(checked) == attempts.BY_ACCOUNT_AND_DEVICE.most


def test_fifty_parallel_strangers_check_at_most_twenty_secrets(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    account = make_account()
    checked = _note_checks(monkeypatch)
    devices = [a_device() for _stranger in range(50)]
    calls = [lambda device=device: attempts.sign_in(str(account.phone), WRONG, device) for device in devices]
    outcomes = side_by_side(app, calls)
    assert all(isinstance(outcome, WrongSecret | CodeNeeded) for outcome in outcomes)
    assert len(checked) == attempts.BY_STRANGERS.most


def _note_checks(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    checked: list[str] = []

    def check(stored: str | None, secret: str) -> bool:
        checked.append(secret)
        return False

    monkeypatch.setattr("community.accounts.secrets.secret_matches", check)
    return checked


def test_a_suspended_account_is_told_so_only_with_the_right_secret(app: Flask) -> None:
    account = make_account(status="suspended")
    with pytest.raises(WrongSecret):
        attempts.sign_in(str(account.phone), WRONG, a_device())
    with pytest.raises(Refused):
        attempts.sign_in(str(account.phone), PIN, a_device())
    assert queries.sessions_of(account.id) == []


def test_an_unusable_secret_opens_nothing(app: Flask) -> None:
    account = make_account(secret_hash="!")
    for secret in ("", "!", PIN):
        with pytest.raises(WrongSecret):
            attempts.sign_in(str(account.phone), secret, a_device())


def test_a_secret_changed_while_it_was_checked_opens_nothing(app: Flask) -> None:
    account = make_account()
    with unit(), pytest.raises(DomainError):
        services.begin_session(account.id, device="x", secret_hash="of yesterday")


def test_a_code_lives_ten_minutes(app: Flask) -> None:
    account, device = make_account(), a_device()
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, str(account.phone), device)
    code = code_to(str(account.phone))
    with time_machine.travel(datetime.now(UTC) + timedelta(minutes=11), tick=False), pytest.raises(WrongSecret):
        attempts.reset(str(account.phone), handle, code, "830264", device)
    assert attempts.reset(str(account.phone), handle, code, "830264", device)


def test_a_code_works_only_in_the_browser_that_asked(app: Flask) -> None:
    account, device = make_account(), a_device()
    attempts.send_code_to(CodePurpose.RESET_SECRET, str(account.phone), device)
    stranger = attempts.send_code_to(CodePurpose.RESET_SECRET, "+6281399990001", a_device())
    with pytest.raises(WrongSecret):
        attempts.reset(str(account.phone), stranger, code_to(str(account.phone)), "830264", a_device())


def test_a_code_for_one_purpose_serves_no_other(app: Flask) -> None:
    account, device = make_account(), a_device()
    with unit():
        handle = services.send_code(CodePurpose.CONFIRM_PHONE, account, str(account.phone))
    with pytest.raises(WrongSecret):
        attempts.reset(str(account.phone), handle, code_to(str(account.phone)), "830264", device)


def test_codes_are_not_kept_in_the_clear(app: Flask) -> None:
    from_row = make_account()
    with unit():
        services.send_code(CodePurpose.CONFIRM_PHONE, from_row, str(from_row.phone))
    rows = [row.code_hash for row in db.session.scalars(select(OneTimeCode))]
    assert rows and all(len(row) == 64 and code_to(str(from_row.phone)) not in row for row in rows)


def test_the_secret_asked_again_is_counted_per_session(app: Flask) -> None:
    account = make_account()
    one, other = acting(account), acting(account)
    for _try in range(5):
        with pytest.raises(DomainError):
            attempts.confirm_own_secret(one, WRONG)
    with pytest.raises(TooMany):
        attempts.confirm_own_secret(one, PIN)
    attempts.confirm_own_secret(other, PIN)


def test_a_code_by_e_mail_proves_no_phone_number(app: Flask) -> None:
    account, device = make_account(email="sari@contoh.id", phone_confirmed_at=None), a_device()
    with unit():
        handle = services.send_code(CodePurpose.RESET_SECRET, account, "sari@contoh.id")
    attempts.reset(str(account.phone), handle, code_to("sari@contoh.id"), "830264", device)
    assert queries.account(account.id).phone_confirmed_at is None
