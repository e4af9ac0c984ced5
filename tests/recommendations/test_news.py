"""One place in ten for something new."""

from __future__ import annotations

from datetime import timedelta

import pytest
import time_machine
from flask import Flask

from community.foundation import clock
from community.jobs.models import Job
from community.recommendations import queries, services
from tests.factories import ARENJAYA, JATIRASA
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.personas import acting
from tests.recommendations.test_queries import ask_for, keys
from tests.support import unit

pytestmark = pytest.mark.slow


def _twelve_old_and_one_new() -> Job:
    """Old vacancies that fit a cashier well, and one opened yesterday that passes every veto and fits least."""
    old = clock.now() - timedelta(days=30)
    for number in range(13):
        fields = {"title": f"Kasir {number}", "skills": ["kasir"], "region_code": JATIRASA}
        make_job(make_employer(), published_at=old, **fields)
    day_old = clock.now() - timedelta(days=1)
    return make_job(make_employer(), title="Penjahit", skills=["menjahit"], region_code=ARENJAYA, published_at=day_old)


def test_one_place_in_ten_is_for_something_new(app: Flask) -> None:
    new = _twelve_old_and_one_new()
    sari = make_member(travel_km=None, areas=[])
    ask_for(sari)
    actor = acting(sari)
    lists = queries.for_person(actor)
    assert [one.card.id for one in lists.by_kind["job"]].index(new.id) == 9
    assert len(lists.by_kind["job"]) == queries.SIZE
    assert [one.card.id for one in lists.mixed(["kerja"], 12)].index(new.id) == 9
    assert "new" in {reason["code"] for reason in lists.by_kind["job"][9].reasons}
    with unit():
        services.hide("job", new.id, reason="sudah_punya", actor=actor)
    assert new.id not in {one.card.id for one in queries.for_person(actor).by_kind["job"]}


def test_what_was_new_when_the_list_was_made_is_not_new_for_ever(app: Flask) -> None:
    new = _twelve_old_and_one_new()
    sari = make_member(travel_km=None, areas=[])
    ask_for(sari)
    actor = acting(sari)
    assert new.id in {one.card.id for one in queries.for_person(actor).by_kind["job"]}
    with time_machine.travel(clock.now() + timedelta(days=7), tick=False):
        assert not any(one.is_new for one in queries.for_person(actor).by_kind["job"])
        assert new.id not in {one.card.id for one in queries.for_person(actor).by_kind["job"]}


def test_the_new_one_obeys_every_veto(app: Flask) -> None:
    new = _twelve_old_and_one_new()
    sari = make_member(travel_km=3, areas=[])
    ask_for(sari)
    assert f"job:{new.id}" not in keys(queries.for_person(acting(sari)))
