"""Profiles for tests."""

from __future__ import annotations

from typing import Any

from community.accounts.models import Account
from community.foundation.database import db
from community.members.models import Education, Experience, MemberProfile, MemberSkill, SkillDirection
from community.members.policies import Field
from tests.factories import make_account
from tests.support import unit

JATIASIH, RAWALUMBU = "32.75.09", "32.75.05"
FULL = {
    "full_name": "Sari Wulandari",
    "photo": "photo-name",
    "about": "Suka memasak sejak kecil.",
    "education": Education.VOCATIONAL,
    "major": "Tata Boga",
    "graduation_year": 2025,
    "availability": ["pagi", "akhir_pekan"],
    "licences": ["sim_c"],
    "travel_km": 5,
    "areas": [JATIASIH, RAWALUMBU],
    "wished_pay": 4_500_000,
    "looking_for": "Kerja di dapur.",
    "offering": "Bisa mengajar membuat kue.",
    "is_listed": True,
}


def make_member(**fields: Any) -> Account:
    """An account with every field of its profile told; `account` holds fields of the account itself."""
    account = make_account(**{"call_name": "Sari", **fields.pop("account", {})})
    with unit():
        db.session.add(MemberProfile(account_id=account.id, **{**FULL, **fields}))
        for skill, direction, level in (
            ("kasir", SkillDirection.HAVE, 3),
            ("kue_kering", SkillDirection.HAVE, 1),
            ("komputer_dasar", SkillDirection.WANT, 1),
        ):
            db.session.add(MemberSkill(account_id=account.id, skill_id=skill, direction=direction, level=level))
        db.session.add(Experience(account_id=account.id, position="Pelayan", place="Warung Bu Tini", months=15))
    return account


def all_fields(audience: str, **others: str) -> dict[str, str]:
    """The same audience for every field that may have it; `others` say more."""
    return {**{field.value: audience for field in Field}, **others}
