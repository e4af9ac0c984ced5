"""What lists and a person's own copy read of trainings."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from community.foundation import clock
from community.foundation.database import db
from community.learning import queries
from community.learning.models import Training
from tests.factories import ARENJAYA, JATIRASA
from tests.learning.factories import make_school, make_sign_up, make_training
from tests.personas import acting, coordinator, job_seeker, umkm_owner


def _found(**chosen: object) -> list[int]:
    statement = queries.open_trainings(queries.Filters(**chosen)).order_by(Training.id)
    return [training.id for training in db.session.scalars(statement)]


def test_filters_narrow_the_catalogue(app: Flask) -> None:
    sewing = make_training(title="Menjahit dasar")
    barista = make_training(title="Barista untuk pemula", skills=["barista"], cost=150_000)
    online = make_training(title="Jualan daring", skills=["jualan_daring"], online=True)
    assert _found() == [sewing.id, barista.id, online.id]
    assert _found(skills=("jahit_dasar",), words="jahit") == [sewing.id]
    assert _found(words="barista") == [barista.id]
    assert _found(words="%") == []
    assert _found(free=True) == [sewing.id, online.id]
    assert _found(online=True) == [online.id]


def test_the_next_ones_of_a_region_leave_out_the_full(app: Flask) -> None:
    later = make_training(starts_on=clock.today() + timedelta(days=20))
    sooner = make_training(starts_on=clock.today() + timedelta(days=2))
    full = make_training(places=1)
    make_sign_up(full)
    make_training(region_code=ARENJAYA)
    assert [training.id for training in queries.next_in([JATIRASA])] == [sooner.id, later.id]


def test_who_manages_what(app: Flask) -> None:
    owner, officer = umkm_owner(), coordinator()
    by_school = make_training(make_school(owner))
    by_region = make_training(officer)
    make_training(region_code=ARENJAYA)

    def managed(account: object) -> list[int]:
        return [training.id for training in queries.managed_by(acting(account))]  # type: ignore[arg-type]

    assert managed(owner) == [by_school.id]
    assert managed(officer) == [by_region.id]
    assert managed(job_seeker()) == []


def test_a_persons_copy_holds_her_places(app: Flask) -> None:
    account = job_seeker()
    training = make_training()
    make_sign_up(training, account)
    (row,) = queries.data_of(account.id)["trainings"]
    assert (row["title"], row["state"]) == (training.title, "confirmed")
