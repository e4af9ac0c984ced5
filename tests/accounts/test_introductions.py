"""Being shown to others is asked by itself, never on the way in."""

from __future__ import annotations

from community.accounts import queries
from community.accounts.models import Purpose
from tests.accounts.factories import answers
from tests.inspector import Inspector
from tests.personas import sign_in


def test_nobody_agrees_to_be_introduced_by_signing_up(client: Inspector) -> None:
    address, sent = client.find_form("/daftar")
    wishes = answers(phone="+62 813 1111 2222", consent_matching="y", consent_introductions="y")
    assert client.post(address, data={**sent, **wishes}).status_code == 303
    account = queries.find_by_phone("+6281311112222")
    assert account is not None
    assert Purpose.INTRODUCTIONS not in queries.consents_of(account.id)
    sign_in(client, account)
    _address, sent = client.find_form("/akun/persetujuan")
    wish = {**sent, "purpose": "introductions", "answer": "give"}
    assert client.post("/akun/persetujuan", data={**wish, "kembali": "/privasi"}).location == "/privasi"
    assert Purpose.INTRODUCTIONS in queries.consents_of(account.id)
    assert client.post("/akun/persetujuan", data={**wish, "kembali": "//jahat.example"}).location == "/akun/persetujuan"
    assert client.post("/akun/persetujuan", data={**wish, "answer": "withdraw"}).status_code == 303
    assert Purpose.INTRODUCTIONS not in queries.consents_of(account.id)
