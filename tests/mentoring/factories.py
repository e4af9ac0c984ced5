"""Mentors and requests for tests."""

from __future__ import annotations

from itertools import count
from typing import Any

from community.accounts.models import Account
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.mentoring.policies import ANSWER_WITHIN
from tests.factories import JATIRASA, make_account

_numbers = count(1)


def make_mentor(account: Account | None = None, **fields: Any) -> Mentor:
    """A mentor with two free places."""
    account = account or make_account(call_name="Bu Wulan", intents=["kegiatan"])
    values = {
        "name": account.call_name,
        "headline": f"Bantu warung mencatat uang {next(_numbers)}",
        "about": "Sepuluh tahun berjualan di Pasar Jatiasih.",
        "topics": ["pembukuan_usaha", "harga_jual"],
        "modes": ["offline"],
        "schedule": ["malam"],
        "region_code": JATIRASA,
        "capacity": 2,
    }
    with unit_of_work():
        mentor = Mentor(account_id=account.id, **{**values, **fields})
        db.session.add(mentor)
    return mentor


def make_request(mentor: Mentor, mentee: Account | None = None, **fields: Any) -> MentoringRequest:
    """A request that waits; an accepted one takes a place."""
    mentee = mentee or make_account(call_name="Sari")
    values: dict[str, Any] = {
        "topic": "pembukuan_usaha",
        "message": "Saya jualan nasi uduk dan ingin belajar mencatat uang.",
        "expires_at": clock.now() + ANSWER_WITHIN,
    }
    with unit_of_work():
        request = MentoringRequest(mentor_id=mentor.id, mentee_id=mentee.id, **{**values, **fields})
        db.session.add(request)
        if fields.get("state") == RequestState.ACCEPTED:
            mentor = db.session.merge(mentor)
            mentor.taken += 1
            request.answered_at = clock.now()
    return request
