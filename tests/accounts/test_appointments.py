"""An officer's first second factor: never with PIN or password alone, but with the code her admin handed her."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from community.accounts import attempts, queries, services
from community.accounts.models import Account, Role
from community.foundation import clock
from community.foundation.errors import DomainError, Refused
from tests.accounts.factories import PASSWORD, appointment_code, code_to, officer_with_password
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, PIN, make_account, make_officer
from tests.inspector import Inspector
from tests.personas import acting, actor_of, city_admin, sign_in
from tests.regressions.support import browser
from tests.support import send_bare, side_by_side, unit

pytestmark = pytest.mark.slow

START = "/akun/verifikasi/pasang"


def has_begun(account: Account) -> bool:
    stored = queries.account(account.id)
    return stored is not None and stored.totp_pending is not None


def test_who_knows_the_pin_alone_never_reaches_the_desk(client: Inspector) -> None:
    officer = make_officer()
    client.fill("/masuk", address=officer.phone, secret=PIN)
    assert client.fill("/akun/pin", current=PIN, secret=PASSWORD).status_code == 303
    printed = client.fill("/akun/kode-cadangan", secret=PASSWORD).get_data(as_text=True)
    own_code = next(word for word in printed.replace("<", " ").replace(">", " ").split() if word.count("-") == 2)
    text = client.get(START).get_data(as_text=True)
    assert "dari admin yang menunjuk Anda" in text or "mengurus server" in text
    for code in ("", "k7mq-2xvp-9rht", own_code):
        assert client.fill(START, secret=PASSWORD, appointment_code=code).status_code == 422, code
    assert client.get(f"{START}/kode").location.startswith(START)
    assert not has_begun(officer)
    assert send_bare(client, f"{START}/kode", code="000000").status_code == 303


def test_a_reset_and_a_changed_address_do_not_prove_it_either(client: Inspector) -> None:
    officer = officer_with_password()
    client.fill("/lupa-pin", address=officer.phone)
    client.fill("/lupa-pin/kode", code=code_to(str(officer.phone)), secret="teh hangat tiga cangkir")
    assert client.fill(START, secret="teh hangat tiga cangkir", appointment_code="234567").status_code == 422
    assert not has_begun(officer)


def test_what_waited_before_the_appointment_is_not_switched_on(client: Inspector) -> None:
    account, admin = make_account(), acting(city_admin())
    actor = sign_in(client, account, second_factor=False)
    with unit():
        services.begin_second_factor(account.id, actor=actor)
    with unit():
        today = clock.today()
        services.grant_role(account, Role.COORDINATOR, DISTRICT_JATIASIH, today, today, actor=admin, today=today)
    client.fill("/akun/pin", current=PIN, secret=PASSWORD)
    assert client.get(f"{START}/kode").status_code == 303
    with unit(), pytest.raises(DomainError, match="penunjukan"):
        services.confirm_second_factor(account.id, "000000", actor=actor)


def test_a_factor_set_up_beside_a_pin_is_gone_with_the_appointment(app: Flask) -> None:
    account, admin, today = (
        make_account(totp_secret="A" * 32, totp_confirmed_at=clock.now()),
        city_admin(),
        clock.today(),
    )
    boss = acting(admin)
    with unit():
        services.grant_role(account, Role.COORDINATOR, DISTRICT_JATIASIH, today, today, actor=boss, today=today)
    stored = queries.account(account.id)
    assert stored is not None and queries.needs_appointment_code(stored)


def test_the_code_counts_for_one_session_and_once(app: Flask) -> None:
    officer = officer_with_password()
    code = appointment_code(officer)
    mine, other = browser(app), browser(app)
    sign_in(mine, officer, second_factor=False)
    sign_in(other, officer, second_factor=False)
    assert mine.fill(START, secret=PASSWORD, appointment_code=code.upper().replace("-", " ")).status_code == 303
    assert mine.get(f"{START}/kode").status_code == 200
    assert other.get(f"{START}/kode").status_code == 303, "the waiting secret is shown to nobody else"
    assert other.fill(START, secret=PASSWORD, appointment_code=code).status_code == 422
    assert mine.fill(START, secret=PASSWORD).status_code == 303, "in her session she may begin again"


def test_the_code_ends_after_seven_days_and_after_five_tries(app: Flask) -> None:
    officer = officer_with_password()
    code = appointment_code(officer)
    with time_machine.travel(clock.now() + timedelta(days=7, minutes=1), tick=False), unit():
        assert services.try_appointment_code(officer.id, code) is None
    actor = acting_without_proof(officer)
    outcomes = side_by_side(app, [lambda: attempts.begin_second_factor(actor, "wrong")] * 8)
    assert all(isinstance(outcome, DomainError) for outcome in outcomes)
    with pytest.raises(DomainError):
        attempts.begin_second_factor(actor, code)
    attempts.begin_second_factor(actor, appointment_code(officer))


def acting_without_proof(account: Account):  # type: ignore[no-untyped-def]
    with unit():
        token, _account = services.begin_session(account.id, device="test")
    return actor_of(token)


def test_a_new_code_puts_the_earlier_one_out_of_use(app: Flask) -> None:
    officer = officer_with_password()
    before, after = appointment_code(officer), appointment_code(officer)
    with unit():
        assert services.try_appointment_code(officer.id, before) is None
        assert services.try_appointment_code(officer.id, after) is not None


def test_one_code_of_another_account_proves_nothing(app: Flask) -> None:
    mine, hers = officer_with_password(), officer_with_password()
    code = appointment_code(hers)
    appointment_code(mine)
    with pytest.raises(DomainError):
        attempts.begin_second_factor(acting_without_proof(mine), code)


def test_only_an_admin_of_every_region_makes_one_and_never_for_herself(app: Flask) -> None:
    below = acting(make_officer(Role.ADMIN, DISTRICT_JATIASIH))
    both = officer_with_password()
    today = clock.today()
    boss = acting(city_admin())
    with unit():
        services.grant_role(both, Role.COORDINATOR, ARENJAYA, today, today, actor=boss, today=today)
    for actor in (below, acting(both)):
        with unit(), pytest.raises(Refused):
            services.make_appointment_code(both.id, actor=actor)
    with unit(), pytest.raises(DomainError, match="tidak memerlukan"):
        services.make_appointment_code(make_account().id, actor=boss)


def test_the_admin_is_shown_the_code_once_and_makes_a_new_one(client: Inspector) -> None:
    sari = make_account(call_name="Sari")
    sign_in(client, make_officer(Role.ADMIN, CITY))
    until = (clock.today() + timedelta(days=100)).isoformat()
    told = {"account": sari.phone, "role": "coordinator", "region_code": "Jatirasa", "ends_on": until}
    answer = client.fill("/admin/petugas/baru", **told)
    text = answer.get_data(as_text=True)
    assert answer.status_code == 200 and "Kode penunjukan Sari" in text
    assert answer.headers["Cache-Control"] == "private, no-store"
    grant = queries.grants_of(sari.id)[0]
    assert "Kode baru" in client.page("/admin/petugas").text
    again = client.fill("/admin/petugas", f"petugas/{grant.public_id}/kode")
    assert again.status_code == 200 and "Kode penunjukan Sari" in again.get_data(as_text=True)


def test_a_second_tap_on_a_button_answered_with_a_page_leads_to_a_page(client: Inspector) -> None:
    officer = officer_with_password()
    grant = queries.grants_of(officer.id)[0]
    sign_in(client, make_officer(Role.ADMIN, CITY))
    taps = [
        send_bare(client, f"/admin/petugas/{grant.public_id}/kode", idempotency_key="one-and-the-same")
        for _tap in range(2)
    ]
    assert [tap.status_code for tap in taps] == [200, 303]
    assert client.get(taps[1].location).status_code == 200


def test_where_no_second_factor_is_needed_nothing_is_asked(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "OFFICER_SECOND_FACTOR", False)
    officer = officer_with_password()
    attempts.begin_second_factor(acting_without_proof(officer), "")
    assert has_begun(officer)
