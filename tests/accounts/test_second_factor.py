"""The second factor: accepted once, needed by officers, never bypassed by a reset."""

from __future__ import annotations

import re
from datetime import UTC, datetime, timedelta

import pyotp
import pytest
import time_machine
from flask import Flask

from community.accounts import attempts, queries, services
from community.accounts.attempts import factor_mark
from community.accounts.models import Account
from community.foundation.clock import now
from community.foundation.database import db
from community.foundation.errors import DomainError, Refused, TooMany
from tests.accounts.factories import PASSWORD, a_device, appointment_code, code_to, officer_with_password, with_password
from tests.factories import PIN, make_account, make_officer
from tests.inspector import Inspector
from tests.personas import acting, city_admin, sign_in
from tests.support import side_by_side, unit

SECRET = "JBSWY3DPEHPK3PXPJBSWY3DPEHPK3PXP"  # noqa: S105  # pragma: allowlist secret


def set_up(account: Account) -> None:
    with unit():
        stored = queries.account(account.id)
        assert stored is not None
        stored.totp_secret, stored.totp_confirmed_at, stored.totp_last_step = SECRET, now(), None


def code_at(steps: int = 0) -> str:
    return pyotp.TOTP(SECRET).at(datetime.now(UTC) + timedelta(seconds=30 * steps))


def test_an_officer_without_second_factor_has_no_rights(client: Inspector) -> None:
    officer = officer_with_password()
    client.fill("/masuk", address=officer.phone, secret=PASSWORD)
    page = client.get("/akun/verifikasi")
    assert page.status_code == 303 and page.location.startswith("/akun/verifikasi/pasang")


def test_setting_up_opens_the_officers_rights(client: Inspector) -> None:
    officer = officer_with_password()
    actor = sign_in(client, officer, second_factor=False)
    assert actor.needs_second_factor and not actor.is_officer
    code = appointment_code(officer)
    assert client.fill("/akun/verifikasi/pasang", secret=PASSWORD, appointment_code=code).status_code == 303
    page = client.get("/akun/verifikasi/pasang/kode").get_data(as_text=True)
    assert "<svg" in page
    shown = re.search(r"((?:[A-Z2-7]{4} ){7}[A-Z2-7]{4})", page)
    assert shown is not None
    key = shown[1].replace(" ", "")
    assert re.search(rf'href="otpauth://totp/[^"]*secret={key}&', page), "a phone opens its own app"
    code = pyotp.TOTP(key).now()
    before = _token(client)
    assert client.fill("/akun/verifikasi/pasang/kode", code=code).status_code == 303
    assert _token(client) != before, "a session that gains rights gets a new token"
    assert queries.proved_at(queries.sessions_of(officer.id)[0].id) is not None


def _token(client: Inspector) -> str:
    with client.session_transaction() as session:
        return str(session["_user_id"])


def test_an_officer_with_a_pin_must_choose_a_password_first(client: Inspector) -> None:
    officer = make_officer()
    sign_in(client, officer, second_factor=False)
    for path in ("/akun/verifikasi", "/akun/verifikasi/pasang"):
        assert client.get(path).location == "/akun/pin"
    assert client.fill("/akun/pin", current=PIN, secret="830264").status_code == 422
    assert client.fill("/akun/pin", current=PIN, secret=PASSWORD).status_code == 303
    assert client.get("/akun/verifikasi/pasang").status_code == 200


def test_an_officer_cannot_go_back_to_a_pin_by_reset(client: Inspector) -> None:
    officer = officer_with_password()
    client.fill("/lupa-pin", address=officer.phone)
    code = code_to(str(officer.phone))
    assert client.fill("/lupa-pin/kode", code=code, secret="830264").status_code == 422
    assert client.fill("/lupa-pin/kode", code=code, secret="teh hangat tiga cangkir").status_code == 303


def test_a_reset_does_not_bypass_the_second_factor(client: Inspector) -> None:
    officer = officer_with_password()
    set_up(officer)
    client.fill("/lupa-pin", address=officer.phone)
    client.fill("/lupa-pin/kode", code=code_to(str(officer.phone)), secret="teh hangat tiga cangkir")
    assert client.get("/akun/verifikasi").status_code == 200, "still asked for"
    assert queries.proved_at(queries.sessions_of(officer.id)[0].id) is None
    for path, field in (("/akun/nomor", {"phone": "081355550009"}), ("/akun/kode-cadangan", {})):
        answer = client.fill(path, secret="teh hangat tiga cangkir", **field)
        if path == "/akun/nomor":
            answer = client.fill("/akun/nomor/kode", code=code_to("+6281355550009"))
        assert answer.status_code == 403
    assert client.fill("/akun/verifikasi/pasang", secret="teh hangat tiga cangkir").status_code == 403


def test_a_code_is_accepted_once(app: Flask) -> None:
    account, device = with_password(), a_device()
    set_up(account)
    actor = acting(account)
    with time_machine.travel(datetime.now(UTC), tick=False):
        assert attempts.prove_second_factor(actor, code_at(), device)
        with pytest.raises(DomainError):
            attempts.prove_second_factor(actor, code_at(), device)
        with pytest.raises(DomainError):
            attempts.prove_second_factor(actor, code_at(-1), device)
        assert attempts.prove_second_factor(actor, code_at(1), device)
        with pytest.raises(DomainError):
            attempts.prove_second_factor(actor, code_at(2), device)


def test_twenty_parallel_uses_of_one_code_prove_once(app: Flask) -> None:
    account = with_password()
    set_up(account)
    actor, code = acting(account), code_at()

    def prove() -> str:
        with unit():
            return services.prove_second_factor(account.id, code, actor=actor)

    outcomes = side_by_side(app, [prove] * 20)
    assert sum(isinstance(outcome, str) for outcome in outcomes) == 1


def test_tries_are_limited_but_a_proved_device_has_its_own_count(app: Flask) -> None:
    account = with_password()
    set_up(account)
    actor = acting(account)
    for _try in range(attempts.FACTOR.most):
        with pytest.raises(DomainError):
            attempts.prove_second_factor(actor, "000000", a_device(account.public_id))
    with pytest.raises(TooMany):
        attempts.prove_second_factor(actor, code_at(), a_device(account.public_id))
    assert attempts.prove_second_factor(actor, code_at(), a_device(factor_mark(account.public_id)))


def test_somebody_else_cannot_prove_it(app: Flask) -> None:
    account, stranger = with_password(), acting(make_account())
    set_up(account)
    with unit(), pytest.raises(DomainError):
        services.prove_second_factor(account.id, code_at(), actor=stranger)


def test_removing_it_needs_proof_and_no_office(client: Inspector) -> None:
    account = make_account()
    set_up(account)
    sign_in(client, account)
    assert client.fill("/akun/verifikasi", "lepas", secret="999111").status_code == 303
    assert _has_factor(account)
    client.fill("/akun/verifikasi", "lepas", secret=PIN)
    assert not _has_factor(account)


def test_an_officer_keeps_it(app: Flask) -> None:
    officer = officer_with_password()
    set_up(officer)
    with unit(), pytest.raises(Refused):
        services.remove_second_factor(officer.id, actor=acting(officer))


def _has_factor(account: Account) -> bool:
    db.session.rollback()
    stored = queries.account(account.id)
    return stored is not None and stored.totp_confirmed_at is not None


def test_an_admin_clears_it_for_somebody_below(app: Flask) -> None:
    officer, admin = officer_with_password(), city_admin()
    set_up(officer)
    acting(officer)
    boss = acting(admin)
    with unit():
        services.clear_second_factor(officer.id, actor=boss)
    assert not _has_factor(officer) and queries.sessions_of(officer.id) == []
    with unit(), pytest.raises(Refused):
        services.clear_second_factor(admin.id, actor=boss)
    coordinator = acting(officer)
    with unit(), pytest.raises(Refused):
        services.clear_second_factor(admin.id, actor=coordinator)
