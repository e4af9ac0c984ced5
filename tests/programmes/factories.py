"""Startups, programmes and applications for tests."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from community.accounts.models import Account
from community.businesses.models import Business, BusinessKind, TeamMember, TeamRole
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.members.models import Education, MemberProfile, MemberSkill, SkillDirection
from community.programmes.models import (
    Programme,
    ProgrammeApplication,
    ProgrammeApplicationState,
    ProgrammeStatus,
)
from tests.factories import CITY, JATIRASA, make_account

_numbers = count(1)


def make_startup(owner: Account | None = None, **fields: Any) -> Business:
    """A startup with its owner in the team."""
    owner = owner or make_account(call_name="Dimas", intents=["usaha"])
    values = {"kind": BusinessKind.STARTUP, "name": f"Rasa Digital {next(_numbers)}", "region_code": JATIRASA}
    with unit_of_work():
        business = Business(owner_id=owner.id, **{**values, **fields})
        db.session.add(business)
        db.session.flush()
        db.session.add(TeamMember(business_id=business.id, account_id=owner.id, role=TeamRole.OWNER))
    return business


def make_programme(startup: Business | None = None, **fields: Any) -> Programme:
    """An open programme for the whole city that closes in two weeks."""
    startup = startup or make_startup()
    closes_on = fields.get("closes_on", clock.today() + timedelta(days=14))
    values = {
        "title": f"Warung Naik Kelas {next(_numbers)}",
        "aim": "Warung mencatat uang setiap hari.",
        "audience": "Pemilik warung.",
        "benefits": "- Pendampingan\n- Alat catat",
        "topics": ["pembukuan_usaha"],
        "region_code": CITY,
        "place": "Gedung Kreatif",
        "places": 2,
        "closes_on": closes_on,
        "starts_on": closes_on + timedelta(days=7),
        "ends_on": closes_on + timedelta(days=37),
        "status": ProgrammeStatus.OPEN,
        "published_at": clock.now(),
    }
    with unit_of_work():
        programme = Programme(business_id=startup.id, created_by_id=startup.owner_id, **{**values, **fields})
        db.session.add(programme)
    return programme


def make_programme_application(
    programme: Programme, account: Account | None = None, **fields: Any
) -> ProgrammeApplication:
    """An application that waits; an accepted one takes a place."""
    account = account or make_account(call_name="Sari")
    with unit_of_work():
        application = ProgrammeApplication(
            programme_id=programme.id, account_id=account.id, **{"motivation": "Saya ingin warung ibu maju.", **fields}
        )
        db.session.add(application)
        if fields.get("state") == ProgrammeApplicationState.ACCEPTED:
            db.session.merge(programme).taken += 1
    return application


def tell_profile(account: Account, education: Education | None = None, skills: tuple[str, ...] = ()) -> None:
    """Something of a person's profile."""
    with unit_of_work():
        db.session.add(MemberProfile(account_id=account.id, education=education))
        db.session.add_all(
            MemberSkill(account_id=account.id, skill_id=skill, direction=SkillDirection.HAVE) for skill in skills
        )
