"""The first admin of a deployment comes from the server's console."""

from __future__ import annotations

import re
from datetime import timedelta

from flask import Flask

from community.accounts import queries, services
from community.accounts.models import Role
from community.foundation import clock
from tests.factories import CITY, DISTRICT_JATIASIH, JATIRASA, make_account
from tests.inspector import Inspector
from tests.support import unit


def test_the_first_admin_opens_her_account_with_the_printed_code(app: Flask, client: Inspector) -> None:
    done = app.test_cli_runner().invoke(args=["accounts", "create-admin", "0813 5555 0200", "Bu Ratna"])
    assert done.exit_code == 0, done.output
    code = re.search(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}", done.output)
    account = queries.find_by_phone("+6281355550200")
    assert code is not None and account is not None
    grant = queries.grants_of(account.id)[0]
    assert (grant.role, grant.region_code, grant.granted_by_id) == (Role.ADMIN, CITY, None)
    client.fill("/lupa-pin", address="081355550200")
    assert client.fill("/lupa-pin/kode", code=code[0], secret="275043").status_code == 422
    assert client.fill("/lupa-pin/kode", code=code[0], secret="kopi tubruk dua gelas").status_code == 303
    assert client.get("/akun/verifikasi").location.startswith("/akun/verifikasi/pasang")
    proof = {"secret": "kopi tubruk dua gelas", "appointment_code": code[0]}
    assert client.fill("/akun/verifikasi/pasang", **proof).location.startswith("/akun/verifikasi/pasang/kode")


def test_the_console_prints_appointment_codes(app: Flask) -> None:
    account = make_account()
    run = app.test_cli_runner().invoke
    number = str(account.phone)
    assert run(args=["accounts", "appointment-code", number]).exit_code == 1
    for words in (["grant", number, "coordinator", JATIRASA], ["appointment-code", number]):
        done = run(args=["accounts", *words])
        code = re.search(r"[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}", done.output)
        assert done.exit_code == 0 and code is not None, done.output
        with unit():
            assert services.try_appointment_code(account.id, code[0]) is not None


def test_granting_by_name_of_the_region(app: Flask) -> None:
    account = make_account()
    run = app.test_cli_runner().invoke
    done = run(args=["accounts", "grant", str(account.phone), "coordinator", "kec jatiasih", "--until", "2099-12-31"])
    assert done.exit_code == 0, done.output
    assert queries.grants_of(account.id)[0].region_code == DISTRICT_JATIASIH
    assert queries.officers_of(JATIRASA)[0].account_id == account.id
    other = make_account()
    assert run(args=["accounts", "grant", str(other.phone), "coordinator", JATIRASA]).exit_code == 0
    assert queries.grants_of(other.id)[0].ends_on == clock.today() + timedelta(days=365)
    again = run(args=["accounts", "grant", str(account.phone), "coordinator", DISTRICT_JATIASIH])
    assert again.exit_code == 1 and "sudah memegang" in again.output


def test_mistakes_get_one_sentence(app: Flask) -> None:
    account = make_account()
    run = app.test_cli_runner().invoke
    for words in (
        ["grant", "0812", "admin", CITY],
        ["grant", "081399998888", "admin", CITY],
        ["grant", str(account.phone), "king", CITY],
        ["grant", str(account.phone), "admin", "Atlantis"],
        ["create-admin", "x", "Y"],
    ):
        done = run(args=["accounts", *words])
        assert done.exit_code != 0 and "Traceback" not in done.output
    assert queries.grants_of(account.id) == []
