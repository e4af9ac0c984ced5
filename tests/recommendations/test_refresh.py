"""Learning anew happens beside the deliveries, loses no change, and leaves nothing behind when it fails."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from community.businesses import services as businesses
from community.foundation import clock, outbox
from community.foundation.background import BackgroundThread
from community.foundation.database import db
from community.foundation.outbox import OutboxMessage, record
from community.foundation.worker import LOOP
from community.jobs.models import Job
from community.jobs.signals import JobPublished
from community.members import services as members
from community.mentoring.signals import MentorChanged
from community.recommendations import refresh, services
from community.recommendations.engine import Engine
from community.recommendations.models import RecommendationList, RefreshRequest
from community.recommendations.refresh import EXTENSION, LEARNING
from tests.businesses.factories import make_business
from tests.factories import JATIRASA, make_account
from tests.jobs.factories import make_employer, make_job
from tests.mentoring.factories import make_mentor
from tests.personas import acting
from tests.recommendations.factories import work
from tests.recommendations.introduced import make_willing, names
from tests.support import deliver_facts, unit

pytestmark = pytest.mark.slow

PATIENCE = 30


@pytest.fixture
def loop(app: Flask) -> Iterator[Flask]:
    """The application as the worker's own process has it."""
    app.extensions[LOOP] = True
    yield app
    for name in (LOOP, EXTENSION, LEARNING):
        app.extensions.pop(name, None)


class Gate:
    """Makes engines that are finished only when somebody says so."""

    def __init__(self) -> None:
        self.read, self.open = threading.Event(), threading.Event()
        self.made = 0

    def __call__(self) -> Engine:
        self.made += 1
        engine = Engine()
        self.read.set()
        assert self.open.wait(PATIENCE)
        return engine


def learn_with(gate: Gate, app: Flask) -> refresh.Learning:
    learning = refresh.Learning(app)
    learning._make = gate
    app.extensions[LEARNING] = learning
    return learning


def taken(learning: refresh.Learning) -> None:
    """Wait for the thread, then let the worker take what it made."""
    assert learning._thread is not None
    learning._thread.join(PATIENCE)


def test_deliveries_flow_while_the_matcher_learns(loop: Flask) -> None:
    gate = Gate()
    learning = learn_with(gate, loop)
    person = make_account(home_code=JATIRASA)
    with unit():
        services.ask_refresh([person.id])
    assert refresh.refresh_waiting() == 0
    assert gate.read.wait(PATIENCE) and learning.running
    job: Job = make_job(make_employer(region_code=JATIRASA))
    with unit():
        record(JobPublished(job.id))
    deliver_facts()
    assert db.session.query(OutboxMessage).filter(OutboxMessage.delivered_at.is_(None)).count() == 0
    refresh.keep_learned()
    assert gate.made == 1
    gate.open.set()
    taken(learning)
    # The vacancy came after the new engine had read everything, and is in its lists all the same.
    assert refresh.refresh_waiting() == 1
    items = db.session.get_one(RecommendationList, person.id).items
    assert job.id in {item["id"] for item in items if item["kind"] == "job"}


def test_the_old_engine_serves_until_the_new_one_is_there(loop: Flask) -> None:
    first, gate = refresh.engine(), Gate()
    learning = learn_with(gate, loop)
    learning.start()
    assert gate.read.wait(PATIENCE)
    assert refresh.ready() is first
    gate.open.set()
    taken(learning)
    assert refresh.ready() not in (first, None)
    assert not learning.running


def test_a_failure_is_tried_again_later_not_at_once(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    tries: list[int] = []

    def fail_once() -> str:
        tries.append(1)
        if len(tries) == 1:
            raise RuntimeError("no memory")
        return "made"

    work = BackgroundThread(app, "something slow", fail_once)
    assert work.start() and not work.start()
    assert work.take(wait=True) is None
    assert not work.start()
    monkeypatch.setattr(time, "monotonic", lambda: 1e12)
    assert work.start()
    assert work.take(wait=True) == "made"
    assert work.take() is None


def test_who_changed_while_the_matcher_learned_is_shown_as_she_is_now(loop: Flask) -> None:
    owner = make_account(intents=["usaha"])
    job = make_job(make_employer(owner), title="Kasir toko", skills=["kasir"], region_code=JATIRASA)
    sari = make_willing()
    refresh.engine()
    gate = Gate()
    learning = learn_with(gate, loop)
    learning.start()
    assert gate.read.wait(PATIENCE)
    with unit():
        members.save_self(actor=acting(sari), full_name="", about="Pindah ke kota ini.")
    deliver_facts()
    refresh.refresh_waiting()
    gate.open.set()
    taken(learning)
    refresh.refresh_people()
    assert names(owner, "job", job.public_id) == ["Sari"]


def test_who_left_a_team_is_read_again_without_its_business(app: Flask) -> None:
    owner, sari = make_account(), make_account()
    shop = make_business(owner, staff=(sari,))
    work()
    with unit():
        businesses.remove_teammate(shop, sari.public_id, actor=acting(owner))
    while outbox.deliver_due():
        pass
    assert [one.account_id for one in db.session.query(RefreshRequest).filter_by(account_id=sari.id)] == [sari.id]


@pytest.mark.parametrize(("places", "is_learned_anew"), [(1, True), (2, False)])
def test_other_places_are_priced_anew_after_an_hour(
    app: Flask, monkeypatch: pytest.MonkeyPatch, places: int, is_learned_anew: bool
) -> None:
    mentor = make_mentor()
    first = refresh.engine()
    with unit():
        mentor.capacity = places
        record(MentorChanged(mentor.id))
    deliver_facts()
    first.catch_up()
    refresh.keep_learned()
    assert refresh.engine() is first
    later = clock.now() + timedelta(minutes=61)
    monkeypatch.setattr(clock, "now", lambda: later)
    refresh.keep_learned()
    assert (refresh.engine() is not first) is is_learned_anew
