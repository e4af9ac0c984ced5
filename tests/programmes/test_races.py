"""Many people at the same moment, and every rule still holds."""

from __future__ import annotations

from collections.abc import Callable

from flask import Flask

from community.accounts.actor import Actor
from community.businesses.models import Business
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.programmes import services
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState
from tests.personas import acting, job_seeker, startup_founder
from tests.programmes.factories import make_programme, make_programme_application, make_startup
from tests.support import fresh, recorded, side_by_side, unit

S = ProgrammeApplicationState


def test_applying_many_times_at_once_sends_one(app: Flask) -> None:
    startup = make_startup()
    programme, actor = make_programme(startup), acting(job_seeker())
    programme_id, startup_id = programme.id, startup.id

    def call() -> int:
        with unit():
            fresh, business = db.session.get_one(Programme, programme_id), db.session.get_one(Business, startup_id)
            return services.apply(fresh, business, actor=actor, motivation="Mau ikut.").id

    answers = side_by_side(app, [call] * 6)
    assert len(set(answers)) == 1, answers


def _decide_call(application: ProgrammeApplication, actor: Actor, accepted: bool = True) -> Callable[[], str]:
    application_id = application.id

    def call() -> str:
        with unit():
            fresh = db.session.get_one(ProgrammeApplication, application_id)
            programme = db.session.get_one(Programme, fresh.programme_id)
            services.decide(fresh, programme, accepted, actor=actor, reason="Cocok dengan tujuan program.")
        return "decided"

    return call


def test_twenty_yeses_at_once_fill_three_places(app: Flask) -> None:
    owner = startup_founder()
    programme = make_programme(make_startup(owner), places=3)
    applications = [make_programme_application(programme) for _number in range(20)]
    actor = acting(owner)
    answers = side_by_side(app, [_decide_call(application, actor) for application in applications])
    assert answers.count("decided") == 3, answers
    assert all(isinstance(answer, DomainError) for answer in answers if answer != "decided"), answers
    assert fresh(programme).taken == 3
    assert [fresh(application).state for application in applications].count(S.ACCEPTED) == 3


def test_yes_and_no_at_once_leave_one_answer(app: Flask) -> None:
    owner = startup_founder()
    programme = make_programme(make_startup(owner), places=3)
    application, actor = make_programme_application(programme), acting(owner)
    calls = [_decide_call(application, actor), _decide_call(application, actor, accepted=False)] * 3
    side_by_side(app, calls)
    state = fresh(application).state
    assert state in {S.ACCEPTED, S.DECLINED}
    assert fresh(programme).taken == (1 if state == S.ACCEPTED else 0)
    assert recorded().count("ProgrammeDecided") == 1
