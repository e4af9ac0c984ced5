"""One thing of every kind, and how each is taken from view."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from community.accounts.models import Account, AccountStatus
from community.businesses.models import Business, BusinessStatus
from community.communities.models import Community
from community.events.models import Event, EventStatus
from community.foundation.database import db
from community.foundation.documents import Document
from community.jobs.models import Job, JobStatus
from community.learning.models import Training, TrainingStatus
from community.members.models import MemberProfile
from community.mentoring.models import Mentor, MentorStatus
from community.programmes.models import Programme, ProgrammeStatus
from community.search.engine import Engine
from tests.businesses.factories import make_business
from tests.communities.factories import make_theme
from tests.events.factories import make_event
from tests.factories import JATIRASA
from tests.jobs.factories import make_job
from tests.learning.factories import make_training
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor
from tests.programmes.factories import make_programme
from tests.support import unit

# kind: (a thing that is called so, what takes it from view, the table it stands in)
MAKERS: dict[str, Callable[[str], Any]] = {
    "job": lambda name: make_job(title=name),
    "training": lambda name: make_training(title=name),
    "programme": lambda name: make_programme(title=name),
    "mentor": lambda name: make_mentor(headline=name),
    "event": lambda name: make_event(title=name),
    "business": lambda name: make_business(name=name),
    "community": lambda name: make_theme(name=name),
    "member": lambda name: make_member(account={"call_name": name}),
}
HIDDEN: dict[str, tuple[type[Any], dict[str, Any]]] = {
    "job": (Job, {"status": JobStatus.CLOSED}),
    "training": (Training, {"status": TrainingStatus.CLOSED}),
    "programme": (Programme, {"status": ProgrammeStatus.CLOSED}),
    "mentor": (Mentor, {"status": MentorStatus.PAUSED}),
    "event": (Event, {"status": EventStatus.CANCELLED}),
    "business": (Business, {"status": BusinessStatus.HIDDEN}),
    "member": (Account, {"status": AccountStatus.SUSPENDED}),
}


def hide(kind: str, number: int) -> None:
    """Take a thing from view in the database alone, as long as no worker has heard of it."""
    model, values = HIDDEN[kind]
    with unit():
        row = db.session.get_one(model, number)
        for name, value in values.items():
            setattr(row, name, value)


def delete_community(number: int) -> None:
    """A community has no state in which it cannot be seen."""
    with unit():
        db.session.delete(db.session.get_one(Community, number))


def unlist(account_id: int) -> None:
    """The person no longer wants to be found."""
    with unit():
        db.session.get_one(MemberProfile, account_id).is_listed = False


def document(number: int, title: str, text: str = "", **fields: Any) -> Document:
    """A vacancy in Jatirasa, unless `fields` say otherwise."""
    return Document(**{"kind": "job", "id": number, "title": title, "text": text, "region_code": JATIRASA, **fields})


def keys(engine: Engine, text: str, **options: Any) -> list[str]:
    """The names of what is found."""
    return [hit.key for hit in engine.search(text, **options)]
