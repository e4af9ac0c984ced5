"""Accounts for tests; each domain's own factories stand in tests/<domain>/factories.py."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from community.accounts import secrets
from community.accounts.consent import ASKED_AT_SIGN_UP
from community.accounts.models import Account, Consent, Role, RoleGrant, SecretKind
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work

JATIRASA, JATIASIH, ARENJAYA = "32.75.09.1004", "32.75.09.1002", "32.75.01.1004"
DISTRICT_JATIASIH, CITY = "32.75.09", "32.75"
PIN = "275043"
_numbers = count(1)
_pin_hash = secrets.hash_secret(PIN)


def make_account(**fields: Any) -> Account:
    """An account with PIN, phone and the consents a willing person gives."""
    consents = fields.pop("consents", ASKED_AT_SIGN_UP)
    number = next(_numbers)
    values = {
        "phone": f"+6281200{number:06d}",
        "call_name": f"Warga {number}",
        "home_code": JATIRASA,
        "intents": ["kerja"],
        "secret_hash": _pin_hash,
        "secret_kind": SecretKind.PIN,
        "phone_confirmed_at": clock.now(),
    }
    with unit_of_work():
        account = Account(**{**values, **fields})
        db.session.add(account)
        db.session.flush()
        db.session.add_all(Consent(account_id=account.id, purpose=purpose, version="test") for purpose in consents)
    return account


def make_officer(role: Role = Role.COORDINATOR, region_code: str = DISTRICT_JATIASIH, **fields: Any) -> Account:
    """An account that holds a role for a year from today."""
    account, today = make_account(**fields), clock.today()
    with unit_of_work():
        term = {"begins_on": today, "ends_on": today + timedelta(days=365)}
        db.session.add(RoleGrant(account_id=account.id, role=role, region_code=region_code, **term))
    return account
