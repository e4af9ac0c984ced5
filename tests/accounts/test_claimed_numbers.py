"""What a stranger set up on somebody's number does not survive the owner's reset."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts import attempts, queries, services
from community.accounts.attempts import WrongSecret
from community.accounts.models import Account, CodePurpose
from community.foundation import clock
from tests.accounts.factories import a_device, code_to
from tests.factories import make_account, make_officer
from tests.personas import acting
from tests.regressions.support import browser
from tests.support import unit

NEW_SECRET = "830264"


def _claimed(**fields: object) -> Account:
    return make_account(
        email="orang-lain@contoh.id",
        totp_secret="JBSWY3DPEHPK3PXP",  # pragma: allowlist secret
        totp_confirmed_at=clock.now(),
        **{"phone_confirmed_at": None, **fields},
    )


def _reset(account: Account) -> tuple[str, ...]:
    phone, device = str(account.phone), a_device()
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, phone, device)
    return attempts.reset(phone, handle, code_to(phone), NEW_SECRET, device).removed


def test_the_first_proof_of_the_number_removes_what_was_set_before(app: Flask) -> None:
    account = _claimed()
    stranger = acting(account)
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, "orang-lain@contoh.id", a_device())
    kept = code_to("orang-lain@contoh.id")
    assert _reset(account) == ("email", "second_factor")
    found = queries.find_by_phone(str(account.phone))
    assert found is not None and found.phone_confirmed_at is not None
    assert (found.email, found.totp_secret, found.totp_confirmed_at) == (None, None, None)
    assert stranger.session_id not in [session.id for session in queries.sessions_of(account.id)]
    with unit():
        assert services.try_code(CodePurpose.RESET_SECRET, handle, kept) is None


def test_printed_codes_open_nothing_after_a_reset(app: Flask) -> None:
    account = make_account(email="sari@contoh.id")
    actor = acting(account)
    with unit():
        codes = services.make_recovery_codes(account.id, actor=actor)
    assert _reset(account) == ("recovery_codes",)
    with pytest.raises(WrongSecret):
        attempts.reset(str(account.phone), "none", codes[0], "716253", a_device())
    found = queries.find_by_phone(str(account.phone))
    assert found is not None and found.email == "sari@contoh.id"


def test_an_officer_keeps_the_second_factor(app: Flask) -> None:
    officer = make_officer(totp_secret="JBSWY3DPEHPK3PXP", totp_confirmed_at=clock.now(), phone_confirmed_at=None)
    phone, device = str(officer.phone), a_device()
    handle = attempts.send_code_to(CodePurpose.RESET_SECRET, phone, device)
    assert attempts.reset(phone, handle, code_to(phone), "kopi tubruk dua gelas", device).removed == ()
    found = queries.find_by_phone(phone)
    assert found is not None and found.totp_secret


def test_the_next_page_says_what_was_removed(app: Flask) -> None:
    account, client = _claimed(), browser(app)
    client.fill("/lupa-pin", address=str(account.phone))
    answer = client.fill("/lupa-pin/kode", code=code_to(str(account.phone)), secret=NEW_SECRET)
    page = client.get(answer.location)
    assert "yang lama dihapus dari akun ini: alamat email, verifikasi dua langkah" in page.text
