"""Closing and applying at the same moment: whoever comes second is told so, on both databases."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from sqlalchemy.orm.attributes import set_committed_value

from community.accounts.actor import Actor
from community.businesses.models import Business
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.jobs import services as jobs
from community.jobs.models import Job
from community.learning import services as learning
from community.learning.models import Training
from community.mentoring import services as mentoring
from community.mentoring.models import Mentor
from community.programmes import services as programmes
from community.programmes.models import Programme
from tests.businesses.factories import make_business
from tests.factories import make_account
from tests.jobs.factories import make_job
from tests.learning.factories import make_training
from tests.mentoring.factories import make_mentor
from tests.personas import acting, job_seeker
from tests.programmes.factories import make_programme, make_startup
from tests.support import recorded, side_by_side, unit

MANY = 12
MESSAGE = "Saya sudah mencoba mencatat uang warung, tetapi sering lupa."


def _vacancy() -> tuple[int, Actor]:
    owner = make_account()
    return make_job(make_business(owner)).id, acting(owner)


def _programme() -> tuple[int, Actor]:
    owner = make_account()
    return make_programme(make_startup(owner)).id, acting(owner)


def _training() -> tuple[int, Actor]:
    owner = make_account()
    return make_training(make_business(owner), places=50).id, acting(owner)


def _mentor() -> tuple[int, Actor]:
    owner = make_account()
    return make_mentor(owner).id, acting(owner)


def _apply(job_id: int, actor: Actor) -> object:
    job = db.session.get_one(Job, job_id)
    return jobs.apply(job, db.session.get_one(Business, job.business_id), actor=actor, message="", answer="")


def _join(programme_id: int, actor: Actor) -> object:
    programme = db.session.get_one(Programme, programme_id)
    business = db.session.get_one(Business, programme.business_id)
    return programmes.apply(programme, business, actor=actor, motivation="Mau ikut.")


def _sign_up(training_id: int, actor: Actor) -> object:
    return learning.sign_up(db.session.get_one(Training, training_id), actor=actor, today=clock.today())


def _ask(mentor_id: int, actor: Actor) -> object:
    mentor = db.session.get_one(Mentor, mentor_id)
    return mentoring.ask(mentor, actor=actor, topic=mentor.topics[0], message=MESSAGE)


def _close_job(job_id: int, actor: Actor) -> object:
    return jobs.close(db.session.get_one(Job, job_id), actor=actor)


def _close_programme(programme_id: int, actor: Actor) -> object:
    return programmes.close(db.session.get_one(Programme, programme_id), actor=actor)


def _close_training(training_id: int, actor: Actor) -> object:
    return learning.close(db.session.get_one(Training, training_id), actor=actor)


def _pause(_mentor_id: int, actor: Actor) -> object:
    return mentoring.set_paused(True, actor=actor)


CASES = {
    "jobs": (_vacancy, _apply, _close_job),
    "programmes": (_programme, _join, _close_programme),
    "learning": (_training, _sign_up, _close_training),
    "mentoring": (_mentor, _ask, _pause),
}
MODELS = {"jobs": Job, "programmes": Programme, "learning": Training, "mentoring": Mentor}
CLOSED = ("JobClosed", "ProgrammeClosed", "TrainingClosed", "MentorPaused")
TAKEN = ("ApplicationSent", "ProgrammeApplied", "TrainingSignedUp", "MentoringAsked")


def _in_a_unit(call: Callable[[int, Actor], object], thing_id: int, actor: Actor) -> Callable[[], None]:
    def run() -> None:
        with unit():
            call(thing_id, actor)

    return run


@pytest.mark.parametrize("case", CASES)
def test_nothing_lands_after_a_close_at_the_same_moment(app: Flask, case: str) -> None:
    make, take, close = CASES[case]
    thing_id, owner = make()
    takers = [acting(job_seeker()) for _taker in range(MANY)]
    calls = [_in_a_unit(take, thing_id, actor) for actor in takers]
    calls.insert(MANY // 3, _in_a_unit(close, thing_id, owner))
    outcomes = side_by_side(app, calls)
    assert all(outcome is None or isinstance(outcome, DomainError) for outcome in outcomes), outcomes
    kinds = recorded()
    closed_at = next(number for number, kind in enumerate(kinds) if kind in CLOSED)
    assert not set(kinds[closed_at:]) & set(TAKEN), kinds


@pytest.mark.parametrize("case", CASES)
def test_what_was_read_before_the_close_does_not_count(app: Flask, case: str) -> None:
    make, take, close = CASES[case]
    thing_id, owner = make()
    taker = acting(job_seeker())
    with unit():
        thing: Any = db.session.get_one(MODELS[case], thing_id)
        state = thing.status
        close(thing_id, owner)
        db.session.flush()
        # As a second connection sees it that read the row a moment earlier.
        set_committed_value(thing, "status", state)
        with pytest.raises(DomainError):
            take(thing_id, taker)
