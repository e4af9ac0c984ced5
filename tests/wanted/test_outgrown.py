"""Somebody who no longer tells what a saved search looks for is in its finds, counts and notices no more."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts.actor import Actor
from community.foundation import clock
from community.foundation.database import db
from community.foundation.outbox import record
from community.members.models import MemberProfile
from community.members.policies import Field
from community.members.signals import ProfileChanged
from community.notifications.models import Notice
from community.search import services as search
from community.search.signals import ThingsIndexed
from community.wanted import queries, subscriptions, tasks
from community.wanted.models import SavedFind, SavedSearch
from tests.members.factories import make_member
from tests.personas import acting, job_seeker
from tests.support import deliver, unit
from tests.wanted.telling import appear, keep, number_of, told

pytestmark = pytest.mark.slow


@pytest.fixture
def sari(app: Flask) -> Actor:
    """Somebody who may keep searches, over an empty index."""
    search.rebuild()
    return acting(job_seeker())


def show_skills(person: int, audience: str) -> None:
    """Let a person say who sees her skills, as the form does."""
    with unit():
        profile = db.session.get_one(MemberProfile, person)
        profile.audiences = {**profile.audiences, Field.SKILLS.value: audience}
        record(ProfileChanged(person))


def test_who_hides_what_was_looked_for_is_found_no_more_before_the_index_knows(sari: Actor) -> None:
    search_id = keep(sari, "kasir", "member").id
    person = make_member().id
    appear("member", person)
    kept = db.session.get_one(SavedSearch, search_id)
    assert len(queries.found_for(kept)) == 1 and queries.searches_of(kept.account_id)[0][1] == 1
    show_skills(person, "application")
    kept = db.session.get_one(SavedSearch, search_id)
    assert queries.found_for(kept) == [] and queries.searches_of(kept.account_id)[0][1] == 0


def test_who_hides_it_before_it_is_told_is_told_to_nobody(sari: Actor) -> None:
    keep(sari, "kasir", "member")
    person = make_member().id
    with unit():
        subscriptions.take_in(ThingsIndexed([f"member:{person}"]))
    assert number_of(SavedFind) == 1
    show_skills(person, "application")
    tasks.tell_finds()
    deliver()
    assert told(sari) == []


def test_who_hides_it_is_forgotten_and_counted_in_no_notice(sari: Actor) -> None:
    keep(sari, "kasir", "member")
    keep(sari, "jatirasa", "member")
    first, second = make_member().id, make_member().id
    with unit():
        search.mark("member", [first])
    appear("member", second)
    assert told(sari) == ["2 warga baru untuk “kasir”", "2 warga baru untuk “jatirasa”"]
    show_skills(first, "application")
    deliver()
    deliver()
    assert told(sari) == ["1 warga baru untuk “kasir”", "2 warga baru untuk “jatirasa”"]
    assert number_of(SavedFind) == 3
    show_skills(second, "application")
    deliver()
    deliver()
    assert told(sari) == ["2 warga baru untuk “jatirasa”"]


def test_what_she_read_before_is_not_taken_off_what_she_has_not(sari: Actor) -> None:
    keep(sari, "kasir", "member")
    first = make_member().id
    appear("member", first)
    with unit():
        db.session.scalars(select(Notice)).one().read_at = clock.now()
    appear("member", make_member().id)
    show_skills(first, "application")
    deliver()
    deliver()
    assert told(sari) == ["1 warga baru untuk “kasir”"] * 2
