"""What happens to trainings and places in them."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.accounts.actor import Actor
from community.accounts.models import AccountStatus, AuditEntry
from community.accounts.services import close_account
from community.accounts.signals import AccountClosed
from community.businesses.models import BusinessStatus
from community.businesses.services import save_basics
from community.foundation import clock
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.foundation.errors import DomainError, Refused
from community.foundation.outbox import record
from community.learning import queries, services, tasks
from community.learning.models import Training, TrainingSignUp, TrainingSignUpState, TrainingStatus
from tests.factories import ARENJAYA, JATIRASA
from tests.learning.factories import make_school, make_sign_up, make_training
from tests.personas import acting, city_admin, coordinator, job_seeker, umkm_owner
from tests.support import fresh, recorded, settle, side_by_side, unit

TODAY = clock.today()
DRAFT = services.TrainingDraft(
    title="Menjahit dasar",
    description="Sampai celana anak jadi.",
    provider="Kelurahan Jatirasa",
    region_code=JATIRASA,
    place="Aula RW 05",
    online=False,
    skills=["jahit_dasar"],
    hours=12,
    cost=0,
    schedule="Sabtu, 09.00–12.00",
    starts_on=TODAY + timedelta(days=7),
    ends_on=TODAY + timedelta(days=21),
    places=10,
)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"starts_on": TODAY - timedelta(days=1)}, "starts_on"),
        ({"ends_on": TODAY + timedelta(days=6)}, "ends_on"),
        ({"ends_on": TODAY + timedelta(days=500)}, "ends_on"),
        ({"skills": []}, "skills"),
        ({"place": ""}, "place"),
    ],
)
def test_a_broken_rule_names_its_field(app: Flask, changes: dict[str, object], field: str) -> None:
    actor = acting(coordinator())
    with pytest.raises(DomainError) as refused, unit():
        services.write_training(replace(DRAFT, **changes), None, actor=actor, today=TODAY)
    assert refused.value.field == field


def test_a_business_and_a_coordinator_write_and_others_do_not(app: Flask) -> None:
    owner = umkm_owner()
    school = make_school(owner)
    with unit():
        by_school = services.write_training(DRAFT, school.id, actor=acting(owner), today=TODAY)
        services.write_training(DRAFT, None, actor=acting(coordinator()), today=TODAY)
    assert by_school.provider == school.name
    elsewhere = replace(DRAFT, region_code=ARENJAYA)
    for draft, business_id, account in (
        (DRAFT, school.id, job_seeker()),
        (DRAFT, None, job_seeker()),
        (DRAFT, None, owner),
        (elsewhere, None, coordinator()),
        (DRAFT, school.id, coordinator()),
    ):
        actor = acting(account)
        with pytest.raises(Refused), unit():
            services.write_training(draft, business_id, actor=actor, today=TODAY)


def test_a_coordinator_cannot_move_a_training_out_of_her_region(app: Flask) -> None:
    account = coordinator()
    training, actor = make_training(account), acting(account)
    with pytest.raises(Refused), unit():
        services.change_training(training, replace(DRAFT, region_code=ARENJAYA), actor=actor, today=TODAY)


def _sign_up_call(training: Training, actor: Actor) -> Callable[[], int]:
    training_id = training.id

    def call() -> int:
        with unit():
            fresh = db.session.get_one(Training, training_id)
            return services.sign_up(fresh, actor=actor, today=TODAY).id

    return call


def test_twenty_people_at_once_get_the_three_places(app: Flask) -> None:
    training = make_training(places=3)
    calls = [_sign_up_call(training, acting(job_seeker())) for _number in range(20)]
    answers = side_by_side(app, calls)
    refused = [answer for answer in answers if isinstance(answer, Exception)]
    assert len(refused) == 17
    assert all(isinstance(error, DomainError) for error in refused), refused
    assert fresh(training).taken == 3
    assert db.session.scalar(select(func.count()).select_from(TrainingSignUp)) == 3


def test_one_person_tapping_many_times_takes_one_place(app: Flask) -> None:
    training = make_training(places=3)
    answers = side_by_side(app, [_sign_up_call(training, acting(job_seeker()))] * 8)
    assert len(set(answers)) == 1, answers
    assert fresh(training).taken == 1


def test_cancelling_frees_the_place_once(app: Flask) -> None:
    account = job_seeker()
    training = make_training(places=1)
    make_sign_up(training, account)
    actor = acting(account)
    training_id = training.id

    def cancel() -> str:
        with unit():
            services.cancel(db.session.get_one(Training, training_id), actor=actor, today=TODAY)
        return "cancelled"

    answers = side_by_side(app, [cancel] * 4)
    assert "cancelled" in answers
    assert fresh(training).taken == 0
    assert recorded().count("TrainingSignUpCancelled") == 1
    assert isinstance(_sign_up_call(training, actor)(), int)


def test_places_never_fall_below_those_who_come(app: Flask) -> None:
    account = coordinator()
    training = make_training(account, places=2)
    make_sign_up(training)
    make_sign_up(training)
    actor = acting(account)
    with pytest.raises(DomainError) as refused, unit():
        services.change_training(training, replace(DRAFT, places=1), actor=actor, today=TODAY)
    assert refused.value.field == "places"


def test_publishing_once_and_never_a_past_one(app: Flask) -> None:
    account = coordinator()
    actor = acting(account)
    draft = make_training(account, status=TrainingStatus.DRAFT)
    for _time in range(2):
        with unit():
            services.publish(draft, actor=actor, today=TODAY)
    assert recorded() == ["TrainingPublished"]
    past = make_training(account, status=TrainingStatus.DRAFT, starts_on=TODAY - timedelta(days=1))
    with pytest.raises(DomainError, match="sudah lewat"), unit():
        services.publish(past, actor=actor, today=TODAY)


def test_an_officer_who_closes_anothers_training_says_why(app: Flask) -> None:
    training = make_training(make_school())
    actor = acting(city_admin())
    with pytest.raises(DomainError) as refused, unit():
        services.close(training, actor=actor)
    assert refused.value.field == "reason"
    with unit():
        services.close(training, actor=actor, reason="Meminta uang muka.")
    assert fresh(training).status == TrainingStatus.CLOSED
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == services.CLOSED_BY_OFFICER)).one()
    assert entry.details["reason"] == "Meminta uang muka."


def test_what_is_open_is_offered_and_nothing_else(app: Flask) -> None:
    hidden = make_school(status=BusinessStatus.HIDDEN)
    shown = make_training(make_school())
    by_region = make_training()
    make_training(hidden)
    make_training(status=TrainingStatus.DRAFT)
    make_training(status=TrainingStatus.CLOSED)
    begun = make_training(starts_on=TODAY - timedelta(days=1))
    keys = {card.key for card in load_cards([queries.cards()])}
    assert keys == {f"training:{shown.id}", f"training:{by_region.id}"}
    assert {document.id for document in queries.documents()} == {shown.id, by_region.id}
    assert list(queries.documents([begun.id])) == []
    actor = acting(job_seeker())
    with pytest.raises(Refused), unit():
        services.sign_up(begun, actor=actor, today=TODAY)


def test_the_worker_closes_what_is_over(app: Flask) -> None:
    # Not the day on which the tests began: the worker has a calendar of its own.
    today = clock.today()
    over = make_training(starts_on=today - timedelta(days=9), ends_on=today - timedelta(days=1))
    running = make_training(starts_on=today - timedelta(days=9), ends_on=today)
    tasks.close_past()
    assert fresh(over).status == TrainingStatus.CLOSED
    assert fresh(running).status == TrainingStatus.OPEN


def test_a_closed_account_gives_its_coming_places_back(app: Flask) -> None:
    account = job_seeker()
    coming = make_training()
    past = make_training(starts_on=TODAY - timedelta(days=30), ends_on=TODAY - timedelta(days=1))
    make_sign_up(coming, account)
    kept = make_sign_up(past, account)
    kept_id = kept.id
    with unit():
        db.session.merge(account).status = AccountStatus.DELETED
        record(AccountClosed(account.id))
    settle()
    assert fresh(coming).taken == 0
    assert db.session.get_one(TrainingSignUp, kept_id).state == TrainingSignUpState.CONFIRMED


def test_a_training_bears_the_present_name_of_its_business(app: Flask) -> None:
    owner = umkm_owner()
    school = make_school(owner, name="Kursus Bu Yanti")
    given, other, actor = make_training(school), make_training(), acting(owner)
    with unit():
        save_basics(school, actor=actor, kind=school.kind, name="Kursus Melati", region_code=JATIRASA, landmark="")
    settle()
    assert (fresh(given).provider, fresh(other).provider) == ("Kursus Melati", "Kelurahan Jatirasa")
    with unit():
        close_account(actor.account_id or 0, actor=actor)
    settle()
    assert fresh(given).provider == "Usaha yang sudah ditutup"


def test_a_look_at_a_participants_number_is_written_down(app: Flask) -> None:
    account, seeker = coordinator(), job_seeker()
    training = make_training(account)
    sign_up = make_sign_up(training, seeker)
    stranger = acting(job_seeker())
    with pytest.raises(Refused), unit():
        services.open_phone(training, sign_up, actor=stranger)
    with unit():
        services.open_phone(training, sign_up, actor=acting(account))
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == services.PHONE_OPENED)).one()
    assert (entry.actor_id, entry.subject) == (account.id, f"account:{seeker.id}")
