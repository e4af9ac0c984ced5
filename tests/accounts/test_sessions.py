"""A session belongs to the browser that earned it, and ends when it is ended."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts import queries, sessions
from community.accounts.devices import label_of
from tests.factories import PIN, make_account
from tests.inspector import Inspector
from tests.personas import sign_in
from tests.regressions.support import browser
from tests.support import unit


def test_a_planted_session_is_not_carried_over(client: Inspector) -> None:
    account, attacker = make_account(), make_account()
    sign_in(client, attacker)
    with client.session_transaction() as session:
        planted = session["_user_id"]
        session["planted"] = "yes"
    address, sent = "/masuk", {"address": account.phone, "secret": PIN}
    _same, guard = client.find_form("/akun", "/keluar")
    assert client.post(address, data={**guard, **sent}).status_code == 303
    with client.session_transaction() as session:
        assert session["_user_id"] != planted
        assert "planted" not in session


def test_ending_works_at_the_next_request(client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    assert client.get("/akun").status_code == 200
    with unit():
        sessions.end_all(account.id)
    assert client.get("/akun").status_code == 303


def test_the_token_is_not_stored(client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    with client.session_transaction() as session:
        token = session["_user_id"]
    assert all(token not in one.token_hash for one in queries.sessions_of(account.id))


@pytest.mark.parametrize("forged", ["", "x", "1", "' OR 1=1", "é" * 300])
def test_a_forged_token_opens_nothing(client: Inspector, forged: str) -> None:
    make_account()
    with client.session_transaction() as session:
        session["_user_id"] = forged
    assert client.get("/akun").status_code == 303


def test_somebody_elses_device_is_not_found(client: Inspector) -> None:
    mine, other = make_account(), make_account()
    sign_in(client, mine)
    with unit():
        sessions.open_session(other, device="x")
    _address, guard = client.find_form("/akun", "/keluar")
    target = queries.sessions_of(other.id)[0].public_id
    assert client.post(f"/akun/perangkat/{target}/akhiri", data=guard).status_code == 404
    assert len(queries.sessions_of(other.id)) == 1


def test_the_known_device_outlives_signing_out(client: Inspector) -> None:
    account = make_account()
    client.fill("/masuk", address=account.phone, secret=PIN)
    before = client.get_cookie("perangkat")
    client.fill("/akun", "/keluar")
    after = client.get_cookie("perangkat")
    assert before is not None and after is not None and before.value == after.value
    assert before.http_only and before.same_site == "Lax"


def test_a_forged_mark_makes_no_device_known(app: Flask) -> None:
    account, visitor = make_account(), browser(app)
    visitor.set_cookie("perangkat", f'["x","{account.public_id}"].forged')
    assert visitor.fill("/masuk", address=account.phone, secret=PIN).status_code == 303


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        ("Mozilla/5.0 (Linux; Android 14; SM-A055F) AppleWebKit/537.36 Chrome/129.0 Mobile Safari/537.36",
         "Chrome, Android"),
        ("Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 Chrome/129.0 Safari/537.36 Edg/129.0", "Edge, Windows"),
        ("Mozilla/5.0 (iPhone; CPU iPhone OS 17_0 like Mac OS X) Version/17.0 Safari/604.1", "Safari, iPhone"),
        ("Mozilla/5.0 (X11; Linux x86_64; rv:130.0) Gecko/20100101 Firefox/130.0", "Firefox, Linux"),
        ("", "Peramban"),
    ],
)  # fmt: skip
def test_devices_are_named_as_people_know_them(app: Flask, agent: str, label: str) -> None:
    assert label_of(agent) == label


def test_in_production_the_mark_is_bound_to_the_host(
    app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    account = make_account()
    address, sent = client.find_form("/masuk")
    monkeypatch.setitem(app.config, "SESSION_COOKIE_SECURE", True)
    response = client.post(address, data={**sent, "address": account.phone, "secret": PIN})
    mark = next(cookie for cookie in response.headers.getlist("Set-Cookie") if "perangkat" in cookie)
    assert mark.startswith("__Host-perangkat=")
    assert {"Secure", "HttpOnly", "Path=/", "SameSite=Lax"} <= {part.strip() for part in mark.split(";")}
