"""Nobody learns from text, status or next page whether an address has an account."""

from __future__ import annotations

import re

from flask import Flask

from tests.accounts.factories import answers
from tests.factories import make_account
from tests.inspector import Inspector
from tests.regressions.support import browser

NOBODY = "+6281399990003"


def same_but_for_tokens(page: str) -> str:
    page = re.sub(r'value="[^"]{8,}"', "", page)
    return re.sub(r"0?8\d{2}-[\d•-]+|\+62\d+", "", page)


def test_signing_in_answers_the_same(app: Flask) -> None:
    known, unknown = (
        browser(app).fill("/masuk", address=address, secret="999111") for address in (make_account().phone, NOBODY)
    )
    assert known.status_code == unknown.status_code == 422
    assert same_but_for_tokens(known.text) == same_but_for_tokens(unknown.text)


def test_forgetting_answers_the_same(app: Flask) -> None:
    texts = []
    for address in (make_account().phone, NOBODY):
        visitor = browser(app)
        assert visitor.fill("/lupa-pin", address=address).location == "/lupa-pin/kode"
        texts.append(same_but_for_tokens(visitor.get("/lupa-pin/kode").text))
        wrong = visitor.fill("/lupa-pin/kode", code="000000", secret="830264")
        assert wrong.status_code == 422
        texts.append(same_but_for_tokens(wrong.text))
    assert texts[:2] == texts[2:]


def test_signing_up_with_a_known_number_is_a_wrong_pin(client: Inspector) -> None:
    account = make_account()
    response = client.fill("/daftar", **answers(phone=account.phone, secret="830264"))
    assert response.location == "/masuk"
    page = client.get("/masuk").text
    assert "Nomor atau PIN belum cocok" in page
    assert "terdaftar" not in page and "sudah ada" not in page


def test_signing_up_twice_with_the_right_secret_signs_in(app: Flask) -> None:
    sent = answers()
    for visitor in (browser(app), browser(app)):
        assert visitor.fill("/daftar", **sent).status_code == 303
        assert visitor.get("/akun").status_code == 200


def test_the_session_cookie_does_not_tell_either(app: Flask) -> None:
    shapes = []
    for address in (make_account().phone, NOBODY):
        visitor = browser(app)
        visitor.fill("/lupa-pin", address=address)
        with visitor.session_transaction() as session:
            kept = session["codes"]["reset_secret"]
        shapes.append((len(kept), len(kept[0])))
    assert shapes[0] == shapes[1]
