"""Whoever still waits learns that something closed, moved or stopped; whoever is done hears nothing."""

from __future__ import annotations

import importlib
from dataclasses import replace
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

import community
from community.accounts import services as accounts
from community.accounts.models import Role
from community.businesses import services as businesses
from community.events import services as events
from community.events.services import Plan
from community.foundation import clock
from community.foundation.database import db
from community.foundation.outbox import kind_of
from community.jobs import services as jobs
from community.jobs.models import ApplicationState, JobStatus
from community.learning import services as learning
from community.learning.models import Training
from community.learning.services import TrainingDraft
from community.mentoring import services as mentoring
from community.mentoring.models import RequestState
from community.notifications.models import Notice
from community.notifications.subscriptions import LISTENERS, NOBODY_ELSE
from community.programmes import services as programmes
from community.programmes import tasks as programme_tasks
from community.programmes.models import ProgrammeApplicationState, ProgrammeStatus
from tests.businesses.factories import make_business
from tests.events.factories import make_event, make_sign_up
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, make_account, make_officer
from tests.jobs.factories import make_application, make_employer, make_job
from tests.learning.factories import make_school, make_training
from tests.learning.factories import make_sign_up as make_place
from tests.mentoring.factories import make_mentor, make_request
from tests.notifications.factories import open_notices
from tests.notifications.test_subscriptions import messages_to, notices
from tests.personas import acting
from tests.programmes.factories import make_programme, make_programme_application, make_startup
from tests.recommendations.factories import work
from tests.support import unit

pytestmark = pytest.mark.slow


def fresh(thing: Any) -> Any:
    return db.session.get_one(type(thing), thing.id)


def test_every_fact_is_heard_or_concerns_nobody_else(app: Flask) -> None:
    known: set[str] = set()
    for file in Path(community.__path__[0]).glob("*/signals.py"):
        signals = importlib.import_module(f"community.{file.parent.name}.signals")
        known |= {kind_of(one) for one in vars(signals).values() if getattr(one, "__module__", "") == signals.__name__}
    heard = {kind_of(fact) for fact in LISTENERS}
    assert heard | NOBODY_ELSE == known
    assert not heard & NOBODY_ELSE


def test_a_vacancy_past_its_day_tells_who_still_waits(app: Flask) -> None:
    job = make_job(closes_on=clock.today() - timedelta(days=1), title="Kasir")
    waits, done, gone = make_account(), make_account(), make_account()
    make_application(job, waits)
    make_application(job, done, state=ApplicationState.DECLINED)
    make_application(job, gone, state=ApplicationState.WITHDRAWN)
    work()
    work()
    assert fresh(job).status == JobStatus.CLOSED
    assert notices(waits.id)["job_closed"].details["job"] == "Kasir"
    assert notices(done.id) == notices(gone.id) == {}
    work()
    assert len(db.session.scalars(select(Notice)).all()) == 1


def test_an_officer_who_closes_a_vacancy_is_heard_with_her_reason(app: Flask) -> None:
    owner, waits = make_account(), make_account()
    job = make_job(make_employer(owner, region_code=ARENJAYA))
    make_application(job, waits)
    officer = acting(make_officer(region_code=ARENJAYA))
    with unit():
        jobs.close(fresh(job), actor=officer, reason="Meminta uang pelamar")
    work()
    assert notices(owner.id)["closed_by_officer"].details["reason"] == "Meminta uang pelamar"
    told = notices(waits.id)["job_stopped"]
    assert "Meminta" not in str(told.details)


def test_withdrawing_tells_the_team(app: Flask) -> None:
    owner, sari = make_account(), make_account(call_name="Sari")
    application = make_application(make_job(make_employer(owner)), sari)
    with unit():
        jobs.withdraw(fresh(application), actor=acting(sari))
    work()
    assert notices(owner.id)["taken_back"].details["name"] == "Sari"


def moved(event: Any, **changes: Any) -> Plan:
    names = Plan.__slots__
    plan = Plan(**{name: getattr(event, name) for name in names if name != "theme"})
    return replace(plan, **changes)


def test_a_moved_event_is_told_a_mended_word_is_not(app: Flask) -> None:
    officer, comes, stays = acting(make_officer()), make_account(), make_account()
    event = make_event(places=5)
    make_sign_up(event, comes)
    with unit():
        events.edit(fresh(event), moved(fresh(event), title="Bazar besar"), actor=officer)
    work()
    assert notices(comes.id) == {}
    with unit():
        events.edit(fresh(event), moved(fresh(event), place="Balai warga"), actor=officer)
    work()
    assert notices(comes.id)["event_changed"].details["place"] == "Balai warga"
    assert notices(stays.id) == {}
    assert len(messages_to(comes.phone)) == 1


def draft(training: Training, **changes: Any) -> TrainingDraft:
    return replace(TrainingDraft(**{name: getattr(training, name) for name in TrainingDraft.__slots__}), **changes)


def test_participants_hear_of_a_new_date_and_of_a_closing(app: Flask) -> None:
    owner, sari = make_account(), make_account()
    training = make_training(make_school(owner))
    make_place(training, sari)
    actor, today = acting(owner), clock.today()
    with unit():
        learning.change_training(fresh(training), draft(fresh(training), hours=20), actor=actor, today=today)
    work()
    assert notices(sari.id) == {}
    later = draft(fresh(training), starts_on=training.starts_on + timedelta(days=1))
    with unit():
        learning.change_training(fresh(training), later, actor=actor, today=today)
    work()
    assert "training_changed" in notices(sari.id)
    with unit():
        learning.close(fresh(training), actor=actor)
    work()
    assert "training_closed" in notices(sari.id)
    assert "closed_by_officer" not in notices(owner.id)


def test_an_officer_stops_a_training(app: Flask) -> None:
    owner, sari = make_account(), make_account()
    training = make_training(make_school(owner))
    make_place(training, sari)
    with unit():
        learning.close(fresh(training), actor=acting(make_officer()), reason="Menagih biaya diam-diam")
    work()
    assert "training_stopped" in notices(sari.id)
    assert notices(owner.id)["closed_by_officer"].details["reason"] == "Menagih biaya diam-diam"


def test_a_training_that_is_over_tells_nobody(app: Flask) -> None:
    sari, past = make_account(), clock.today() - timedelta(days=30)
    training = make_training(starts_on=past, ends_on=past)
    make_place(training, sari)
    work()
    assert notices(sari.id) == {}


def test_a_deadline_is_told_once_to_both_sides(app: Flask) -> None:
    dimas, waits, declined = make_account(), make_account(), make_account()
    yesterday = clock.today() - timedelta(days=1)
    programme = make_programme(make_startup(dimas), closes_on=yesterday)
    application = make_programme_application(programme, waits)
    make_programme_application(programme, declined, state=ProgrammeApplicationState.DECLINED)
    for _round in range(2):
        with unit():
            programme_tasks.note_deadlines(clock.today())
        work()
    assert list(notices(waits.id)) == ["programme_deadline"]
    assert notices(declined.id) == {}
    todo = notices(dimas.id)["programme_to_answer"]
    assert (todo.details["n"], todo.done_at) == (1, None)
    assert [item.url for item in open_notices(dimas)] == [todo.url]
    with unit():
        programmes.decide(fresh(application), fresh(programme), True, actor=acting(dimas), reason="Cocok")
    work()
    assert notices(dimas.id)["programme_to_answer"].done_at is not None


def test_a_programme_that_ended_leaves_nothing_to_do(app: Flask) -> None:
    dimas, waits, took_part = make_account(), make_account(), make_account()
    long_ago = clock.today() - timedelta(days=60)
    programme = make_programme(make_startup(dimas), closes_on=long_ago)
    make_programme_application(programme, waits)
    make_programme_application(programme, took_part, state=ProgrammeApplicationState.ACCEPTED)
    work()
    work()
    assert fresh(programme).status == ProgrammeStatus.CLOSED
    assert "programme_unanswered" in notices(waits.id)
    assert notices(took_part.id) == {}
    assert open_notices(dimas) == []


def test_a_programme_closed_early_or_by_an_admin(app: Flask) -> None:
    dimas, waits, accepted = make_account(), make_account(), make_account()
    first, second = (make_programme(make_startup(dimas)) for _number in range(2))
    for programme in (first, second):
        make_programme_application(programme, waits)
        make_programme_application(programme, accepted, state=ProgrammeApplicationState.ACCEPTED)
    with unit():
        programmes.close(fresh(first), actor=acting(dimas))
    work()
    assert "programme_closed" in notices(waits.id)
    assert notices(accepted.id) == {}
    with unit():
        programmes.close(fresh(second), actor=acting(make_officer(Role.ADMIN, CITY)), reason="Janji palsu")
    work()
    assert "programme_stopped" in notices(waits.id) and "programme_stopped" in notices(accepted.id)
    assert notices(dimas.id)["closed_by_officer"].details["reason"] == "Janji palsu"


def test_a_resting_mentor_and_an_ended_mentoring(app: Flask) -> None:
    wulan, waits, runs = make_account(call_name="Bu Wulan"), make_account(), make_account()
    mentor = make_mentor(wulan)
    make_request(mentor, waits)
    running = make_request(mentor, runs, state=RequestState.ACCEPTED)
    for _tap in range(2):
        with unit():
            mentoring.set_paused(True, actor=acting(wulan))
    work()
    assert notices(waits.id)["mentoring_paused"].details["name"] == "Bu Wulan"
    assert notices(runs.id) == {}
    with unit():
        mentoring.end(fresh(running), fresh(mentor), actor=acting(runs))
    work()
    assert "mentoring_ended" in notices(wulan.id)
    assert "mentoring_ended" not in notices(runs.id)


def test_mentees_of_a_closed_account_hear_that_it_is_over(app: Flask) -> None:
    wulan, waits, runs = make_account(), make_account(), make_account()
    mentor = make_mentor(wulan)
    make_request(mentor, waits)
    make_request(mentor, runs, state=RequestState.ACCEPTED)
    with unit():
        accounts.close_account(wulan.id, actor=acting(wulan))
    work()
    assert "mentoring_expired" in notices(waits.id)
    assert "mentoring_ended" in notices(runs.id)
    assert notices(wulan.id) == {}


@pytest.mark.parametrize("ending", ["closed", "account"])
def test_nobody_waits_for_a_closed_business(app: Flask, ending: str) -> None:
    owner, applied, done, learns = (make_account() for _person in range(4))
    business = make_startup(owner)
    job = make_job(business)
    make_application(job, applied)
    make_application(job, done, state=ApplicationState.DECLINED)
    make_place(make_training(business), learns)
    with unit():
        if ending == "closed":
            businesses.close(fresh(business), actor=acting(owner))
        else:
            accounts.close_account(owner.id, actor=acting(owner))
    work()
    assert "business_closed" in notices(applied.id) and "business_closed" in notices(learns.id)
    assert notices(done.id) == {}


def test_a_hidden_business_and_its_return(app: Flask) -> None:
    owner, applied = make_account(), make_account()
    business = make_business(owner)
    make_application(make_job(business), applied)
    officer = acting(make_officer(region_code=DISTRICT_JATIASIH))
    with unit():
        businesses.hide(fresh(business), actor=officer, reason="Foto tidak pantas")
    work()
    assert notices(owner.id)["business_hidden"].details["reason"] == "Foto tidak pantas"
    assert "business_paused" in notices(applied.id)
    with unit():
        businesses.show_again(fresh(business), actor=officer)
    work()
    assert "business_shown" in notices(owner.id)
    assert "business_back" in notices(applied.id)
