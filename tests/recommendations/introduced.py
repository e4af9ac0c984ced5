"""Somebody willing to be introduced, and makers of offers who look."""

from __future__ import annotations

from typing import Any

from community.accounts.models import Account, Purpose
from community.foundation.database import db
from community.jobs.models import Job
from community.recommendations import introductions
from community.recommendations.introductions import Introduced, Offered
from tests.factories import JATIRASA
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor
from tests.personas import acting
from tests.programmes.factories import make_programme, make_startup


def make_willing(name: str = "Sari", **fields: Any) -> Account:
    """A cashier who wants to learn computing and agrees to be introduced."""
    return make_member(account={"call_name": name, "consents": list(Purpose), "intents": ["kerja", "usaha"]}, **fields)


def make_offers(owner: Account) -> list[tuple[str, str]]:
    """An open vacancy, a programme and a mentor of hers that fit a willing person: (kind, public id)."""
    job = make_job(make_employer(owner), title="Kasir toko", skills=["kasir"], region_code=JATIRASA)
    programme = make_programme(make_startup(owner), title="Kelas komputer", topics=["komputer_dasar"])
    mentor = make_mentor(owner, topics=["komputer_dasar"], schedule=["pagi"])
    return [("job", job.public_id), ("programme", programme.public_id), ("mentor", mentor.public_id)]


def offer_of(owner: Account, kind: str, public_id: str) -> Offered:
    found = introductions.offered(acting(owner), kind, public_id)
    assert found is not None
    return found


def seen(owner: Account, kind: str, public_id: str) -> list[Introduced]:
    """Whom the maker sees in the list now."""
    db.session.expire_all()
    return [one for one in introductions.people_for(offer_of(owner, kind, public_id)) if one.set_aside is None]


def names(owner: Account, *offer: str) -> list[str]:
    return [one.call_name for one in seen(owner, *offer)]


def a_job(owner: Account, **fields: Any) -> tuple[Job, tuple[str, str]]:
    values = {"title": "Kasir toko", "skills": ["kasir", "barista"], "region_code": JATIRASA, **fields}
    job = make_job(make_employer(owner), **values)
    return job, ("job", job.public_id)
