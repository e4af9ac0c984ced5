"""R33: a form of another site can neither sign somebody in nor out, nor make an account."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask

from community.accounts import queries
from tests.factories import PIN, make_account
from tests.inspector import Inspector
from tests.personas import sign_in
from tests.regressions.support import browser


def forms() -> list[tuple[str, dict[str, Any]]]:
    return [
        ("/masuk", {"address": "081200000000", "secret": PIN}),
        ("/daftar", {"call_name": "X", "phone": "081355550300", "secret": PIN, "consent_account": "y"}),
        ("/lupa-pin", {"address": "081200000000"}),
        ("/keluar", {}),
        ("/akun/persetujuan", {"purpose": "matching", "answer": "withdraw"}),
        ("/akun/perangkat/akhiri-lainnya", {}),
    ]


@pytest.mark.parametrize(("path", "sent"), forms())
def test_a_post_without_token_is_refused(client: Inspector, path: str, sent: dict[str, Any]) -> None:
    account = make_account()
    sign_in(client, account)
    assert client.post(path, data=sent).status_code == 400
    assert client.get("/akun").status_code == 200
    assert len(queries.consents_of(account.id)) == 3


def test_the_token_of_another_browser_is_refused(app: Flask, client: Inspector) -> None:
    account = make_account()
    _address, attackers = browser(app).find_form("/masuk")
    sent = {**attackers, "address": account.phone, "secret": PIN}
    assert client.post("/masuk", data=sent).status_code == 400
    assert queries.sessions_of(account.id) == []
