"""R21: every way in passes the same gate: a suspended or closed account is opened by none of them."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts import attempts, queries, services
from community.accounts.models import Account, AccountStatus, CodePurpose
from community.foundation.database import db
from community.foundation.errors import DomainError
from tests.accounts.factories import a_device, code_to
from tests.factories import PIN, make_account
from tests.inspector import Inspector
from tests.personas import acting, sign_in
from tests.support import unit


def suspend(account: Account) -> None:
    with unit():
        db.session.get_one(Account, account.id).status = AccountStatus.SUSPENDED


def test_the_secret(app: Flask) -> None:
    account = make_account()
    suspend(account)
    with pytest.raises(DomainError):
        attempts.sign_in(str(account.phone), PIN, a_device())


def test_signing_up_again(client: Inspector) -> None:
    account = make_account()
    suspend(account)
    sent = {"call_name": "X", "phone": account.phone, "home_code": "Jatirasa", "intents": ["kerja"]}
    response = client.fill("/daftar", **sent, secret=PIN, consent_account="y")
    assert response.status_code == 403
    assert client.get("/akun").status_code == 303


@pytest.mark.parametrize("purpose", [CodePurpose.RESET_SECRET, CodePurpose.SIGN_IN])
def test_a_code_that_was_on_its_way(app: Flask, purpose: CodePurpose) -> None:
    account, device = make_account(), a_device()
    address = str(account.phone)
    handle = attempts.send_code_to(purpose, address, device)
    code = code_to(address)
    suspend(account)
    with pytest.raises(DomainError):
        if purpose is CodePurpose.SIGN_IN:
            attempts.sign_in_with_code(address, handle, code, PIN, device)
        else:
            attempts.reset(address, handle, code, "830264", device)


def test_no_code_is_sent(app: Flask) -> None:
    account = make_account()
    suspend(account)
    attempts.send_code_to(CodePurpose.RESET_SECRET, str(account.phone), a_device())
    with pytest.raises(AssertionError):
        code_to(str(account.phone))


def test_a_recovery_code(app: Flask) -> None:
    account, device = make_account(), a_device()
    actor = acting(account)
    with unit():
        printed = services.make_recovery_codes(account.id, actor=actor)
    suspend(account)
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, str(account.phone), device)
    with pytest.raises(DomainError):
        attempts.reset(str(account.phone), handle, printed[0], "830264", device)


def test_a_session_that_was_open(client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    suspend(account)
    assert client.get("/akun").status_code == 303
    assert queries.find_by_phone(str(account.phone)) is not None
