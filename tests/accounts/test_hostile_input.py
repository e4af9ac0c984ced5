"""Whatever is sent, the answer is a sentence and never a 500; nothing is changed by it."""

from __future__ import annotations

import re
from typing import Any

import pytest

from community.accounts import queries
from tests.accounts.factories import answers
from tests.factories import PIN, make_account
from tests.inspector import Inspector
from tests.personas import sign_in

FORMS = {
    "/daftar": answers(phone="081355550400"),
    "/masuk": {"address": "081355550400", "secret": PIN},
    "/lupa-pin": {"address": "081355550400"},
    "/akun/ubah": {"call_name": "Sari", "home_code": "Jatirasa", "intents": ["kerja"]},
    "/akun/nomor": {"phone": "081355550401", "secret": PIN},
    "/akun/email": {"email": "sari@contoh.id", "secret": PIN},
    "/akun/pin": {"current": PIN, "secret": "830264"},
    "/akun/kode-cadangan": {"secret": PIN},
    "/akun/verifikasi/pasang": {"secret": PIN},
    "/akun/tutup": {"secret": PIN, "sure": "y"},
}
HOSTILE: list[Any] = [
    "\x00",
    "a\x00b",
    "9" * 40,
    str(2**63),
    "-1",
    "\u202egnirts",
    "😀" * 60,
    "' OR 1=1 --",
    "<script>alert(1)</script>",
    "{{ 7*7 }}",
    "x" * 3000,
    b"\xff\xfe\xfa",
    ["a", "b", "c"],
]
FIELDS = [(path, field) for path, sent in FORMS.items() for field in sent]


@pytest.mark.whole_site
@pytest.mark.parametrize(("path", "field"), FIELDS)
def test_strange_values(client: Inspector, path: str, field: str) -> None:
    account = make_account()
    if path.startswith("/akun"):
        sign_in(client, account)
    for value in HOSTILE:
        address, guard = client.find_form(path)
        sent = {**guard, **FORMS[path], field: value}
        response = client.post(address, data=sent)
        assert response.status_code in {303, 403, 413, 422, 429}, (value, response.status_code)
        assert "<script>alert(1)" not in response.text
        if response.status_code == 303:
            break


@pytest.mark.parametrize(("path", "field"), FIELDS)
def test_a_megabyte_in_a_field(client: Inspector, path: str, field: str) -> None:
    account = make_account()
    if path.startswith("/akun"):
        sign_in(client, account)
    address, guard = client.find_form(path)
    response = client.post(address, data={**guard, **FORMS[path], field: "x" * 1_000_000})
    assert response.status_code == 413
    assert queries.find_by_phone("+6281355550400") is None


@pytest.mark.parametrize("path", FORMS)
def test_extra_fields_set_nothing(client: Inspector, path: str) -> None:
    account = make_account()
    if path.startswith("/akun"):
        sign_in(client, account)
    extra = {"status": "suspended", "role": "admin", "id": "1", "public_id": "aaaaaaaaaaaa", "totp_secret": "x"}
    extra |= {"phone_confirmed_at": "2020-01-01", "account_id": "1", "secret_kind": "long_password"}
    address, guard = client.find_form(path)
    assert client.post(address, data={**guard, **FORMS[path], **extra}).status_code < 500
    kept = queries.account(account.id)
    assert kept is not None and kept.public_id == account.public_id
    assert queries.grants_of(account.id) == [] and kept.totp_secret is None and kept.status != "suspended"


@pytest.mark.parametrize("mark", ["x", "bm90", "WzFd", "9" * 400, "%00", "W25hbl0", "WzllOTldWzFd"])
def test_strange_marks_of_the_trail(client: Inspector, mark: str) -> None:
    sign_in(client, make_account())
    assert client.get(f"/akun/jejak?lanjut={mark}").status_code in {200, 400}


@pytest.mark.parametrize("target", ["%00", "x" * 5000, "//evil.example/", "/%5c%5cevil.example", "javascript:alert(1)"])
def test_strange_ways_back(client: Inspector, target: str) -> None:
    response = client.get(f"/masuk?kembali={target}")
    assert response.status_code in {200, 400}
    assert not re.search(r'(?:href|action)="(?:javascript:|[/\\]{2}|[^"]*://evil)', response.text)
