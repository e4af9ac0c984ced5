"""People as these tests need them: an officer with a password, answers of the sign-up page, codes that were sent."""

from __future__ import annotations

import re
from itertools import count
from typing import Any

from sqlalchemy import select

from community.accounts import secrets, services
from community.accounts.devices import Device
from community.accounts.models import Account, SecretKind
from community.foundation.database import db
from community.foundation.messages import Message
from tests.factories import make_account, make_officer
from tests.personas import acting, city_admin
from tests.support import unit

PASSWORD = "kopi tubruk dua gelas"
_password_hash = secrets.hash_secret(PASSWORD)
_numbers = count(1)


def with_password(**fields: Any) -> Account:
    """An account with a long password."""
    return make_account(secret_hash=_password_hash, secret_kind=SecretKind.LONG_PASSWORD, **fields)


def officer_with_password(**fields: Any) -> Account:
    """A coordinator with a long password."""
    return make_officer(secret_hash=_password_hash, secret_kind=SecretKind.LONG_PASSWORD, **fields)


def appointment_code(officer: Account) -> str:
    """The code that a city admin hands an officer on paper."""
    admin = acting(city_admin())
    with unit():
        return services.make_appointment_code(officer.id, actor=admin)


def a_device(*marks: str) -> Device:
    """A browser that was never here before, except where `marks` say so."""
    return Device(f"device-{next(_numbers)}", "Chrome, Android", "203.0.113.7", marks)


def answers(**fields: Any) -> dict[str, Any]:
    """What a willing person types on the sign-up page."""
    number = next(_numbers)
    typed = {
        "call_name": "Sari",
        "phone": f"0813-7700-{number:04d}",
        "home_code": "jati rasa",
        "intents": ["kerja"],
        "secret": "275043",
        "consent_account": "y",
    }
    return {**typed, **fields}


def messages_to(address: str) -> list[Message]:
    """What was sent to an address, newest first."""
    statement = select(Message).where(Message.address == address).order_by(Message.id.desc())
    found = list(db.session.scalars(statement))
    for message in found:
        db.session.expunge(message)
    db.session.rollback()
    return found


def code_to(address: str) -> str:
    """The newest one-time code that was sent to an address."""
    for message in messages_to(address):
        if match := re.search(r"\b(?:\d{6}|\d{10})\b", message.body):
            return match[0]
    raise AssertionError(f"no code was sent to {address}")
