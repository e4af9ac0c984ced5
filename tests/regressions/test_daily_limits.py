"""How much one account may send in a day, and the kind sentence after that; a second tap costs nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from community.businesses.services import team
from community.events.services import places as events
from community.foundation import clock
from community.foundation.errors import DomainError, TooMany
from community.foundation.limits import Limit
from community.jobs import services as jobs
from community.jobs.models import JobStatus
from community.learning import services as learning
from community.mentoring import services as mentoring
from community.programmes import services as programmes
from tests.businesses.factories import make_business
from tests.events.factories import make_event
from tests.factories import make_account
from tests.jobs.factories import make_job
from tests.learning.factories import make_training
from tests.mentoring.factories import make_mentor
from tests.personas import acting, job_seeker
from tests.programmes.factories import make_programme, make_startup
from tests.support import unit

MOST = 2


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits small enough to reach."""
    for services, name in (
        (jobs, "APPLYING"), (jobs, "PUBLISHING"), (programmes, "APPLYING"), (learning, "SIGNING_UP"),
        (events, "SIGNING_UP"), (mentoring, "ASKING"), (team, "INVITATIONS"),
    ):  # fmt: skip
        limit: Limit = getattr(services, name)
        assert limit.within == timedelta(days=1) and 20 <= limit.most <= 40
        monkeypatch.setattr(services, name, Limit(limit.name, MOST, limit.within))


def _apply_often(app: Flask) -> None:
    shop, actor = make_business(make_account()), acting(job_seeker())
    vacancies = [make_job(shop, title=f"Kasir {number}") for number in range(MOST + 1)]
    for job in (*vacancies[:MOST], vacancies[0], vacancies[MOST]):
        with unit():
            jobs.apply(job, shop, actor=actor, message="", answer="")


def _publish_often(app: Flask) -> None:
    owner = make_account()
    shop, actor = make_business(owner), acting(owner)
    fields = {"status": JobStatus.DRAFT, "published_at": None}
    drafts = [make_job(shop, title=f"Kasir {number}", **fields) for number in range(MOST + 1)]
    for job in (*drafts[:MOST], drafts[0], drafts[MOST]):
        with unit():
            jobs.publish(job, shop, actor=actor, today=clock.today())


def _join_often(app: Flask) -> None:
    startup, actor = make_startup(make_account()), acting(job_seeker())
    offered = [make_programme(startup, title=f"Kelas {number}") for number in range(MOST + 1)]
    for programme in (*offered[:MOST], offered[0], offered[MOST]):
        with unit():
            programmes.apply(programme, startup, actor=actor, motivation="Mau ikut.")


def _sign_up_often(app: Flask) -> None:
    school, actor = make_business(make_account()), acting(job_seeker())
    trainings = [make_training(school, title=f"Kelas {number}") for number in range(MOST + 1)]
    for training in (*trainings[:MOST], trainings[0], trainings[MOST]):
        with unit():
            learning.sign_up(training, actor=actor, today=clock.today())


def _take_places_often(app: Flask) -> None:
    actor, offered = acting(job_seeker()), [make_event() for _number in range(MOST + 1)]
    for event in (*offered[:MOST], offered[0], offered[MOST]):
        with unit():
            events.sign_up(event.public_id, actor=actor)


def _ask_often(app: Flask) -> None:
    actor, mentors = acting(job_seeker()), [make_mentor(make_account()) for _number in range(MOST + 1)]
    for mentor in (*mentors[:MOST], mentors[0], mentors[MOST]):
        with unit():
            mentoring.ask(mentor, actor=actor, topic="harga_jual", message="Bagaimana menghitung harga nasi uduk?")


def _invite_often(app: Flask) -> None:
    owner = make_account()
    shop, actor = make_business(owner), acting(owner)
    asked = [make_account() for _number in range(MOST + 1)]
    for person in asked[:MOST]:
        with unit():
            team.invite_teammate(shop, actor=actor, code=person.public_id)
        if person is asked[0]:
            with pytest.raises(DomainError, match="sudah diundang"), unit():
                team.invite_teammate(shop, actor=actor, code=person.public_id)
    with unit():
        team.invite_teammate(shop, actor=actor, code=asked[MOST].public_id)


@pytest.mark.parametrize(
    ("often", "words"),
    [
        (_apply_often, "lamaran. Besok Anda bisa melamar lagi"),
        (_publish_often, "lowongan. Besok Anda bisa membuka lagi"),
        (_join_often, "program. Besok Anda bisa mendaftar lagi"),
        (_sign_up_often, "pelatihan. Besok Anda bisa mendaftar lagi"),
        (_take_places_often, "acara. Besok Anda bisa mendaftar lagi"),
        (_ask_often, "kali. Besok Anda bisa meminta lagi"),
        (_invite_often, "orang. Besok Anda bisa mengajak lagi"),
    ],
)
def test_one_account_a_day(app: Flask, often, words: str) -> None:  # type: ignore[no-untyped-def]
    with pytest.raises(TooMany, match=words):
        often(app)


def test_tomorrow_is_another_day(app: Flask) -> None:
    shop, person = make_business(make_account()), job_seeker()
    for day in range(2):
        with time_machine.travel(clock.now() + timedelta(days=day, minutes=day), tick=False):
            actor = acting(person)
            for number in range(MOST):
                job = make_job(shop, title=f"Kasir {day}{number}")
                with unit():
                    jobs.apply(job, shop, actor=actor, message="", answer="")
