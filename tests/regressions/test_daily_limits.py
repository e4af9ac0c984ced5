"""How much one account may send in a day, and the kind sentence after that; a second tap costs nothing."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from community.foundation import clock
from community.foundation.errors import TooMany
from community.foundation.limits import Limit
from community.jobs import services as jobs
from community.jobs.models import JobStatus
from community.learning import services as learning
from community.programmes import services as programmes
from tests.businesses.factories import make_business
from tests.factories import make_account
from tests.jobs.factories import make_job
from tests.learning.factories import make_training
from tests.personas import acting, job_seeker
from tests.programmes.factories import make_programme, make_startup
from tests.support import unit

MOST = 2


@pytest.fixture(autouse=True)
def few(monkeypatch: pytest.MonkeyPatch) -> None:
    """Limits small enough to reach."""
    for services, name in (
        (jobs, "APPLYING"), (jobs, "PUBLISHING"), (programmes, "APPLYING"), (learning, "SIGNING_UP"),
    ):  # fmt: skip
        limit: Limit = getattr(services, name)
        assert limit.within == timedelta(days=1) and 20 <= limit.most <= 30
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


@pytest.mark.parametrize(
    ("often", "words"),
    [
        (_apply_often, "lamaran. Besok Anda bisa melamar lagi"),
        (_publish_often, "lowongan. Besok Anda bisa membuka lagi"),
        (_join_often, "program. Besok Anda bisa mendaftar lagi"),
        (_sign_up_often, "pelatihan. Besok Anda bisa mendaftar lagi"),
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
