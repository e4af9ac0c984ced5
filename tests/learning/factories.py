"""Trainings and places in them for tests."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from community.accounts.models import Account
from community.businesses.models import Business, BusinessKind, TeamMember, TeamRole
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.learning.models import Training, TrainingSignUp, TrainingSignUpState, TrainingStatus
from tests.factories import ARENJAYA, JATIRASA, make_account, make_officer

_numbers = count(1)


def make_school(owner: Account | None = None, **fields: Any) -> Business:
    """A business that teaches, with its owner in the team."""
    owner = owner or make_account(intents=["usaha"], home_code=ARENJAYA)
    values = {"kind": BusinessKind.SME, "name": f"Kursus {next(_numbers)}", "region_code": ARENJAYA}
    with unit_of_work():
        business = Business(owner_id=owner.id, **{**values, **fields})
        db.session.add(business)
        db.session.flush()
        db.session.add(TeamMember(business_id=business.id, account_id=owner.id, role=TeamRole.OWNER))
    return business


def make_training(by: Business | Account | None = None, **fields: Any) -> Training:
    """An open training in Jatirasa that begins in a week; by a business, or by an officer."""
    by = by or make_officer(call_name="Pak Rahmat")
    given = {"business_id": by.id, "created_by_id": by.owner_id, "provider": by.name} if isinstance(by, Business) else {
        "created_by_id": by.id,
        "provider": "Kelurahan Jatirasa",
    }  # fmt: skip
    starts_on = fields.get("starts_on", clock.today() + timedelta(days=7))
    values = {
        "title": f"Menjahit dasar {next(_numbers)}",
        "description": "Dari memasang benang sampai celana anak jadi.",
        "region_code": JATIRASA,
        "place": "Aula RW 05",
        "skills": ["jahit_dasar"],
        "hours": 12,
        "schedule": "Sabtu, 09.00–12.00",
        "starts_on": starts_on,
        "ends_on": starts_on + timedelta(days=14),
        "places": 2,
        "status": TrainingStatus.OPEN,
    }
    with unit_of_work():
        training = Training(**{**given, **values, **fields})
        db.session.add(training)
    return training


def make_sign_up(training: Training, account: Account | None = None) -> TrainingSignUp:
    """A place in a training, counted."""
    account = account or make_account(call_name="Sari")
    with unit_of_work():
        sign_up = TrainingSignUp(training_id=training.id, account_id=account.id, state=TrainingSignUpState.CONFIRMED)
        db.session.add(sign_up)
        db.session.merge(training).taken += 1
    return sign_up
