"""What the entries of the trail are about, in words that an officer knows."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from sqlalchemy import literal, select, union_all

from community.accounts.models import Account
from community.businesses.models import Business
from community.communities.models import Community, Post
from community.events.models import Event
from community.foundation.database import db
from community.jobs.models import Job
from community.learning.models import Training
from community.programmes.models import Programme

NAMES: dict[str, tuple[Any, Any]] = {
    "account": (Account.id, Account.call_name),
    "business": (Business.id, Business.name),
    "community": (Community.id, Community.name),
    "event": (Event.id, Event.title),
    "job": (Job.id, Job.title),
    "post": (Post.id, Post.title),
    "programme": (Programme.id, Programme.title),
    "training": (Training.id, Training.title),
}


def names_of(subjects: Iterable[str]) -> dict[str, str]:
    """{"event:3": its title, …} in one query; what has no name, or is gone, is left out."""
    wanted: dict[str, set[int]] = defaultdict(set)
    for subject in subjects:
        kind, _colon, number = subject.partition(":")
        if kind in NAMES and number.isascii() and number.isdigit() and len(number) < 19:
            wanted[kind].add(int(number))
    parts = [
        select(literal(kind).label("kind"), NAMES[kind][0].label("number"), NAMES[kind][1].label("name")).where(
            NAMES[kind][0].in_(numbers)
        )
        for kind, numbers in sorted(wanted.items())
    ]
    if not parts:
        return {}
    return {f"{row.kind}:{row.number}": row.name for row in db.session.execute(union_all(*parts))}
