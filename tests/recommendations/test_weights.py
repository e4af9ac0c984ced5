"""Weights: tried first, put in force with a reason, followed by the matcher, and never lost."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import select

from community.accounts.actor import Actor
from community.accounts.models import AuditEntry, Role
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused
from community.foundation.worker import LOOP
from community.recommendations import refresh, services, weights
from community.recommendations.measures import work
from community.recommendations.models import RecommendationList, WeightSet, WeightTrial
from matching.weights import DEFAULT_WEIGHTS
from tests.factories import DISTRICT_JATIASIH, make_account, make_officer
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.personas import acting, city_admin, coordinator, sign_in
from tests.recommendations.factories import make_neighbourhood
from tests.recommendations.factories import work as settle_all
from tests.support import side_by_side, unit

pytestmark = pytest.mark.slow

PAGE = "/cocok/bobot"
NEAR = {**weights.HOUSE, "place": 60}


@pytest.fixture
def admin(app: Flask) -> Actor:
    return acting(city_admin())


def tried(admin: Actor, chosen: dict[str, int] = NEAR) -> WeightTrial:
    with unit():
        made = weights.try_out(chosen, actor=admin)
    work.keep_tried()
    db.session.expire_all()
    return made


def put(admin: Actor, chosen: dict[str, int] = NEAR) -> WeightSet:
    one = tried(admin, chosen)
    with unit():
        return weights.put_in_force(one, note="Dekat rumah lebih penting.", actor=admin)


def test_the_house_is_in_force_until_somebody_chooses(app: Flask) -> None:
    now = weights.in_force()
    assert now.id is None and weights.shares(now.weights) == pytest.approx(DEFAULT_WEIGHTS)
    assert refresh.engine().matcher.weights is None


def test_try_see_put_in_force_and_put_back(client: FlaskClient) -> None:
    make_neighbourhood()
    make_member()
    hendra = city_admin()
    sign_in(client, hendra)
    answer = client.fill(PAGE, PAGE, place="60")
    assert answer.status_code == 303
    trial = answer.location
    assert "Sedang dihitung" in client.page(trial).text and not list(client.page(trial).every("textarea"))
    assert weights.in_force().id is None
    work.keep_tried()
    text = client.page(trial).text
    assert "Jarak rata-rata dari rumah" in text and "Pemilik warung nasi uduk" in text and "Juru masak" in text
    assert client.fill(trial, note="").status_code == 422
    assert weights.in_force().id is None
    assert client.fill(trial, note="Warga mengeluh terlalu jauh.").status_code == 303
    now = weights.in_force()
    assert (now.id, now.weights["place"]) == (1, 60)
    page = client.page(PAGE).text
    assert "Warga mengeluh terlalu jauh." in page and "Pak Hendra" in page
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == weights.SET)).one()
    assert entry.actor_id == hendra.id and entry.details["note"] == "Warga mengeluh terlalu jauh."
    assert "Bobot pencocokan diubah" in client.page("/admin/jejak").text
    answer = client.fill(PAGE, "kembalikan")
    work.keep_tried()
    client.fill(answer.location, note="Kembali seperti semula.")
    now = weights.in_force()
    assert now.id == 2 and now.weights == weights.HOUSE
    _address, sent = client.find_form(PAGE, "kembalikan")
    answer = client.post(f"{PAGE}/kembalikan", data={**sent, "number": "1"})
    work.keep_tried()
    client.fill(answer.location, note="Ternyata perlu.")
    made = db.session.get_one(WeightSet, 3)
    assert (made.weights["place"], made.again_id) == (60, 1)
    assert "seperti nomor 1" in client.page(PAGE).text


@pytest.mark.parametrize("typed", ["-1", "101", "abc", "", "1e3", "1.5", " ", "\x00"])
def test_a_weight_is_a_number_from_0_to_100(client: FlaskClient, typed: str) -> None:
    sign_in(client, city_admin())
    assert client.fill(PAGE, PAGE, words=typed).status_code == 422
    assert db.session.query(WeightTrial).count() == 0


@pytest.mark.parametrize(
    "chosen", [dict.fromkeys(DEFAULT_WEIGHTS, 0), {"words": 5}, weights.HOUSE, {**NEAR, "pay": 101}]
)
def test_nothing_at_all_or_nothing_new_is_not_tried(admin: Actor, chosen: dict[str, int]) -> None:
    with pytest.raises(DomainError), unit():
        weights.try_out(chosen, actor=admin)


CALLS: list[Callable[[Actor, WeightTrial], Any]] = [
    lambda actor, one: weights.try_out({**NEAR, "pay": 9}, actor=actor),
    lambda actor, one: weights.try_again(0, actor=actor),
    lambda actor, one: weights.put_in_force(one, note="Alasan", actor=actor),
]


@pytest.mark.parametrize("call", CALLS)
def test_only_the_admin_of_the_city_may(admin: Actor, call: Callable[[Actor, WeightTrial], Any]) -> None:
    one = tried(admin)
    for who in (coordinator(), make_officer(Role.ADMIN, DISTRICT_JATIASIH), make_account()):
        with pytest.raises(Refused), unit():
            call(acting(who), one)


def test_what_was_not_tried_yet_or_beside_other_weights_does_not_count(admin: Actor) -> None:
    with unit():
        early = weights.try_out(NEAR, actor=admin)
    with pytest.raises(DomainError, match="belum selesai"), unit():
        weights.put_in_force(early, note="Alasan", actor=admin)
    work.keep_tried()
    other = tried(admin, {**NEAR, "pay": 30})
    with unit():
        weights.put_in_force(other, note="Alasan", actor=admin)
    db.session.expire_all()
    with pytest.raises(DomainError, match="sudah berubah"), unit():
        weights.put_in_force(early, note="Alasan", actor=admin)
    assert weights.in_force().weights["pay"] == 30


def test_of_two_at_once_one_counts(app: Flask, admin: Actor) -> None:
    names = [tried(admin, {**NEAR, "pay": number}).public_id for number in (20, 30)]

    def call(name: str) -> int:
        with unit():
            one = weights.trial(name)
            assert one is not None
            return weights.put_in_force(one, note="Alasan", actor=admin).id

    found = side_by_side(app, [lambda name=name: call(name) for name in names])
    assert sorted(str(type(one).__name__) for one in found) == ["DomainError", "int"]
    db.session.rollback()
    assert db.session.query(WeightSet).count() == 1


def test_an_earlier_set_that_is_not_there(admin: Actor) -> None:
    with pytest.raises(NotFound), unit():
        weights.try_again(7, actor=admin)


def test_the_matcher_follows_and_makes_lists_anew(admin: Actor) -> None:
    make_neighbourhood()
    sari = make_member()
    acting(sari)
    with unit():
        services.ask_refresh([sari.id])
    settle_all()
    before = db.session.get_one(RecommendationList, sari.id)
    first, at = before.items, before.computed_at
    put(admin, {**dict.fromkeys(NEAR, 0), "place": 100})
    refresh.keep_learned()
    known = refresh.engine()
    assert known.matcher.scorer_.weights["place"] == 1.0 and known.reweighed_at is not None
    refresh.fill_slowly()
    db.session.expire_all()
    after = db.session.get_one(RecommendationList, sari.id)
    assert after.computed_at > at and after.items != first
    refresh.keep_learned()
    assert refresh.engine() is known
    refresh.fill_slowly()
    db.session.expire_all()
    assert db.session.get_one(RecommendationList, sari.id).computed_at == after.computed_at <= clock.now()


def test_a_trial_beside_fewer_than_five_people_shows_made_up_ones_alone(client: FlaskClient) -> None:
    hendra = city_admin()
    make_job(make_employer(make_account(consents=())), title="Juru masak")
    for _number in range(3):
        make_member()
    one = tried(acting(hendra))
    result = one.result
    assert result is not None
    assert (result["people"], result["km"], result["same"]) == (0, [None, None], 0)
    assert all(row["same"] is None for row in result["kinds"])
    sign_in(client, hendra)
    text = client.page(f"{PAGE}/{one.public_id}").text
    assert "belum sampai 5 orang" in text and "Jarak rata-rata" not in text and "Juru masak" in text


def test_what_is_tried_stands_beside_the_weights_in_force(app: Flask, admin: Actor) -> None:
    make_neighbourhood()
    put(admin, {**dict.fromkeys(NEAR, 0), "place": 100})
    assert refresh.engine().weights.id is None
    with unit():
        one = weights.try_out(NEAR, actor=admin)
    app.extensions[LOOP] = True
    try:
        work.keep_tried()
        # The worker learns with the new weights first, beside the deliveries.
        assert app.extensions[refresh.LEARNING].running and not app.extensions[work.TRYING].running
    finally:
        for name in (LOOP, refresh.LEARNING, work.TRYING):
            app.extensions.pop(name, None)
    work.keep_tried()
    assert refresh.engine().weights.id == one.base_id == 1
    db.session.expire_all()
    assert one.worked_at is not None


def test_a_trial_that_fails_is_given_up_and_says_so(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    hendra = city_admin()
    admin = acting(hendra)
    make_neighbourhood()
    settle_all()
    failed: list[int] = []

    def fail(*_given: Any) -> None:
        failed.append(1)
        raise ZeroDivisionError

    monkeypatch.setattr(work.trials, "tried", fail)
    with unit():
        one = weights.try_out(NEAR, actor=admin)
        number, address = one.id, f"{PAGE}/{one.public_id}"
    for _try in range(work.MOST_TRIES - 1):
        with pytest.raises(ZeroDivisionError):
            work.keep_tried()
    for _after in range(3):
        work.keep_tried()
    assert len(failed) == work.MOST_TRIES
    sign_in(client, hendra)
    assert "Tidak berhasil dihitung" in client.get(address).text
    with pytest.raises(DomainError), unit():
        weights.put_in_force(db.session.get_one(WeightTrial, number), note="x", actor=admin)


def test_a_trial_names_nobody(admin: Actor) -> None:
    make_neighbourhood()
    people = [make_member() for _number in range(3)]
    result = str(tried(admin).result)
    assert all(one.public_id not in result and one.call_name not in result for one in people)
