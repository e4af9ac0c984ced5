"""The pages of accounts, as a person without JavaScript uses them."""

from __future__ import annotations

import json
import re

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts import queries, sessions
from community.accounts.models import AccountStatus, Purpose
from community.foundation.database import db
from tests.accounts.factories import answers, code_to, messages_to
from tests.factories import PIN, make_account
from tests.inspector import Inspector
from tests.personas import sign_in

PAGES = [
    "/akun",
    "/akun/ubah",
    "/akun/nomor",
    "/akun/email",
    "/akun/pin",
    "/akun/kode-cadangan",
    "/akun/verifikasi/pasang",
    "/akun/perangkat",
    "/akun/persetujuan",
    "/akun/jejak",
    "/akun/data",
    "/akun/tutup",
]


def test_one_post_makes_an_account(client: Inspector) -> None:
    response = client.fill("/daftar", **answers(phone="+62 813 1111 2222", consent_matching="y"))
    assert response.status_code == 303
    account = queries.find_by_phone("+6281311112222")
    assert account is not None
    assert (account.call_name, account.home_code) == ("Sari", "32.75.09.1004")
    assert set(queries.consents_of(account.id)) == {Purpose.ACCOUNT, Purpose.MATCHING}
    assert client.get("/akun").status_code == 200


def test_the_number_is_confirmed_with_the_code(client: Inspector) -> None:
    client.fill("/daftar", **answers(phone="081311113333"))
    response = client.fill("/konfirmasi-nomor", code=code_to("+6281311113333"))
    assert response.status_code == 303
    account = queries.find_by_phone("+6281311113333")
    assert account is not None and account.phone_confirmed_at is not None


def test_a_wrong_code_is_said_beside_the_field_and_stays_counted(client: Inspector) -> None:
    client.fill("/daftar", **answers(phone="081311113334"))
    right = code_to("+6281311113334")
    for _try in range(5):
        response = client.fill("/konfirmasi-nomor", code="000000" if right != "000000" else "111111")
        assert response.status_code == 422
    assert client.fill("/konfirmasi-nomor", code=right).status_code == 422


@pytest.mark.parametrize(
    ("field", "typed"),
    [
        ("call_name", ""),
        ("call_name", "a" * 61),
        ("phone", "12"),
        ("phone", "+65 123"),
        ("home_code", "Menteng Dalam"),
        ("intents", []),
        ("intents", ["terbang"]),
        ("secret", "123456"),
        ("secret", "12345"),
        ("secret", "jatiasih2026"),
        ("consent_account", ""),
    ],
)
def test_a_wrong_answer_keeps_the_others(client: Inspector, field: str, typed: object) -> None:
    sent = answers(phone="081311114444")
    address, empty = client.find_form("/daftar")
    sent = {**empty, **sent, field: typed}
    if typed == "":
        del sent[field]
    response = client.post(address, data=sent)
    assert response.status_code == 422
    page = response.get_data(as_text=True)
    assert f'id="{field}-salah"' in page
    if field != "call_name":
        assert 'value="Sari"' in page
    assert queries.find_by_phone("+6281311114444") is None


def test_signing_in_and_out(client: Inspector) -> None:
    account = make_account()
    response = client.fill("/masuk?kembali=/akun/jejak", address=account.phone, secret=PIN)
    assert response.status_code == 303 and response.location == "/akun/jejak"
    response = client.fill("/akun", "/keluar")
    assert response.headers["Clear-Site-Data"] == '"cache", "storage"'
    assert client.get("/akun").status_code == 303
    assert queries.sessions_of(account.id) == []


def test_signing_in_with_email(client: Inspector) -> None:
    make_account(email="sari@contoh.id")
    assert client.fill("/masuk", address="Sari@Contoh.ID", secret=PIN).status_code == 303


@pytest.mark.parametrize("target", ["//evil.example", "/\\evil.example", "https:evil.example", "////evil"])
def test_signing_in_stays_on_the_site(client: Inspector, target: str) -> None:
    account = make_account()
    address, sent = client.find_form("/masuk")
    sent |= {"address": account.phone, "secret": PIN}
    response = client.post("/masuk", query_string={"kembali": target}, data=sent)
    assert response.status_code == 303
    assert response.location.startswith("/") and "evil" not in response.location
    assert address


@pytest.mark.parametrize("path", PAGES)
def test_every_page_of_the_account_opens(client: Inspector, path: str) -> None:
    sign_in(client, make_account())
    response = client.get(path)
    assert response.status_code == 200
    assert response.headers["Cache-Control"] == "private, no-store"


@pytest.mark.parametrize("path", [*PAGES, "/akun/data.json", "/konfirmasi-nomor", "/akun/verifikasi"])
def test_guests_are_led_to_sign_in(client: Inspector, path: str) -> None:
    response = client.get(path)
    assert response.status_code == 303 and response.location.startswith("/masuk?kembali=")


def test_changing_the_details(client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    sent = {"call_name": "Mbak Sari", "home_code": "Jati Asih", "intents": ["usaha"]}
    assert client.fill("/akun/ubah", **sent).status_code == 303
    changed = db.session.get_one(type(account), account.id, populate_existing=True)
    assert (changed.call_name, changed.home_code, changed.intents) == ("Mbak Sari", "32.75.09.1002", ["usaha"])


def test_changing_the_phone_needs_secret_and_code(client: Inspector) -> None:
    account = make_account()
    before = account.phone
    sign_in(client, account)
    assert client.fill("/akun/nomor", phone="081355550001", secret="999111").status_code == 422
    assert client.fill("/akun/nomor", phone="081355550001", secret=PIN).status_code == 303
    assert client.fill("/akun/nomor/kode", code=code_to("+6281355550001")).status_code == 303
    changed = queries.find_by_phone("+6281355550001")
    assert changed is not None and changed.id == account.id
    assert any("diganti" in message.body for message in messages_to(str(before)))


def test_a_number_of_somebody_else_is_told_only_to_who_holds_it(client: Inspector) -> None:
    other, account = make_account(), make_account()
    sign_in(client, account)
    assert client.fill("/akun/nomor", phone=other.phone, secret=PIN).status_code == 303
    response = client.fill("/akun/nomor/kode", code=code_to(str(other.phone)))
    assert response.status_code == 422
    assert "sudah dipakai akun lain" in response.get_data(as_text=True)


def test_an_email_is_kept_once_its_code_came_back(client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    client.fill("/akun/email", email="Sari@contoh.id", secret=PIN)
    assert queries.find_by_email("sari@contoh.id") is None
    client.fill("/akun/email/kode", code=code_to("sari@contoh.id"))
    assert queries.find_by_email("sari@contoh.id") is not None


def test_changing_the_secret_signs_other_devices_out(app: Flask, client: Inspector) -> None:
    account, elsewhere = make_account(), app.test_client()
    sign_in(client, account)
    sign_in(elsewhere, account)
    assert client.fill("/akun/pin", current=PIN, secret="830264").status_code == 303
    assert client.get("/akun").status_code == 200
    assert elsewhere.get("/akun").status_code == 303
    assert app.test_client().fill("/masuk", address=account.phone, secret="830264").status_code == 303  # type: ignore[attr-defined]


def test_devices_are_listed_and_ended(app: Flask, client: Inspector) -> None:
    account, elsewhere, third = make_account(), app.test_client(), app.test_client()
    for browser in (client, elsewhere, third):
        sign_in(browser, account)
    one = next(one for one in queries.sessions_of(account.id) if one.id != _session_of(client))
    assert client.fill("/akun/perangkat", one.public_id).status_code == 303
    assert len(queries.sessions_of(account.id)) == 2
    assert client.fill("/akun/perangkat", "akhiri-lainnya").status_code == 303
    assert [one.id for one in queries.sessions_of(account.id)] == [_session_of(client)]
    assert (elsewhere.get("/akun").status_code, third.get("/akun").status_code) == (303, 303)


def _session_of(client: FlaskClient) -> int:
    from_page = client.get("/akun/perangkat")
    assert from_page.status_code == 200
    with client.session_transaction() as session:
        token = session["_user_id"]
    found = sessions.find_actor(token)
    assert found is not None and found[0].session_id is not None
    return found[0].session_id


def test_a_consent_is_withdrawn_and_given_again(client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    _answer(client, "matching", "withdraw")
    assert account.id not in db.session.scalars(queries.consenting(Purpose.MATCHING)).all()
    _answer(client, "matching", "give")
    assert account.id in db.session.scalars(queries.consenting(Purpose.MATCHING)).all()
    assert len(queries.consent_history(account.id)) == 4
    assert _answer(client, "account", "withdraw") == 422
    assert _answer(client, "everything", "give") == 400


def _answer(client: Inspector, purpose: str, answer: str) -> int:
    _address, sent = client.find_form("/akun/persetujuan")
    return client.post("/akun/persetujuan", data={**sent, "purpose": purpose, "answer": answer}).status_code


def test_recovery_codes_are_shown_once_and_open_the_account(app: Flask, client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    response = client.fill("/akun/kode-cadangan", secret=PIN)
    assert response.status_code == 200
    codes = re.findall(r"\b[2-9a-z]{4}-[2-9a-z]{4}-[2-9a-z]{4}\b", response.get_data(as_text=True))
    assert len(set(codes)) == 4
    assert codes[0] not in client.get("/akun/kode-cadangan").get_data(as_text=True)
    other: Inspector = app.test_client()  # type: ignore[assignment]
    other.fill("/lupa-pin", address=account.phone)
    assert other.fill("/lupa-pin/kode", code=codes[0].upper(), secret="830264").status_code == 303
    assert other.get("/akun").status_code == 200
    third: Inspector = app.test_client()  # type: ignore[assignment]
    third.fill("/lupa-pin", address=account.phone)
    assert third.fill("/lupa-pin/kode", code=codes[0], secret="830265").status_code == 422


def test_forgetting_the_pin(app: Flask, client: Inspector) -> None:
    account, elsewhere = make_account(), app.test_client()
    sign_in(elsewhere, account)
    assert client.fill("/lupa-pin", address=account.phone).status_code == 303
    assert client.fill("/lupa-pin/kode", code=code_to(str(account.phone)), secret="830264").status_code == 303
    assert client.get("/akun").status_code == 200
    assert elsewhere.get("/akun").status_code == 303


def test_the_trail_tells_who_did_what(client: Inspector) -> None:
    account = make_account()
    sign_in(client, account)
    client.fill("/akun/pin", current=PIN, secret="830264")
    page = client.get("/akun/jejak").get_data(as_text=True)
    assert "PIN atau kata sandi diganti" in page and "Anda" in page


def test_my_data_hold_everything_but_secrets(client: Inspector) -> None:
    account = make_account(email="sari@contoh.id")
    sign_in(client, account)
    response = client.get("/akun/data.json")
    assert response.headers["Content-Disposition"].startswith("attachment")
    data = json.loads(response.get_data(as_text=True))
    assert data["account"]["phone"] == account.phone
    assert {one["purpose"] for one in data["consents"]} == {"account", "matching", "messages"}
    assert account.secret_hash not in response.get_data(as_text=True)
    assert "token" not in response.get_data(as_text=True)


def test_closing_leaves_nothing_that_names_the_person(client: Inspector) -> None:
    account = make_account(call_name="Sari Wangi", email="sari@contoh.id")
    sign_in(client, account)
    assert client.fill("/akun/tutup", secret=PIN).status_code == 422
    assert client.fill("/akun/tutup", secret=PIN, sure="y").status_code == 303
    assert client.get("/akun").status_code == 303
    closed = db.session.get_one(type(account), account.id, populate_existing=True)
    assert closed.status is AccountStatus.DELETED
    assert (closed.phone, closed.email, closed.intents, closed.secret_hash) == (None, None, [], "!")
    assert closed.call_name != "Sari Wangi" and queries.consents_of(account.id) == {}
    assert messages_to("sari@contoh.id") == []


def test_the_outbox_shows_only_what_was_typed_in_this_browser(app: Flask, client: Inspector) -> None:
    account = make_account()
    client.fill("/lupa-pin", address=account.phone)
    assert code_to(str(account.phone)) in client.get("/kotak-keluar").get_data(as_text=True)
    assert code_to(str(account.phone)) not in app.test_client().get("/kotak-keluar").get_data(as_text=True)


def test_the_outbox_is_closed_in_production(app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "TESTING", False)
    assert client.get("/kotak-keluar").status_code == 404
