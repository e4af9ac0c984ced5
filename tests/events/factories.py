"""Events and sign-ups for tests."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from community.accounts.models import Account
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.foundation import clock
from community.foundation.database import db
from tests.factories import JATIRASA, make_account
from tests.support import unit

_numbers = count(1)


def make_event(**fields: Any) -> Event:
    """An open event in Jatirasa in three days, with thirty places."""
    number = next(_numbers)
    starts_at = fields.pop("starts_at", clock.now() + timedelta(days=3))
    organiser = fields.pop("organiser", None) or make_account()
    values = {
        "title": f"Acara {number}",
        "description": "Belajar bersama.",
        "region_code": JATIRASA,
        "place": "Aula Kelurahan Jatirasa",
        "landmark": "seberang masjid",
        "starts_at": starts_at,
        "ends_at": starts_at + timedelta(hours=2),
        "places": 30,
        "topics": [],
        "organiser_id": organiser.id,
        "organiser_name": "Kelurahan Jatirasa",
        "status": EventStatus.OPEN,
    }
    with unit():
        event = Event(**{**values, **fields})
        db.session.add(event)
    return event


def make_sign_up(event: Event, account: Account, **fields: Any) -> SignUp:
    """A place, counted; or a turn with state=WAITING."""
    values = {
        "event_id": event.id,
        "account_id": account.id,
        "code": f"T{next(_numbers):05d}",
        "state": SignUpState.CONFIRMED,
    }
    with unit():
        own = SignUp(**{**values, **fields})
        db.session.add(own)
        if own.state == SignUpState.CONFIRMED:
            db.session.get_one(Event, event.id).taken += 1
    return own
