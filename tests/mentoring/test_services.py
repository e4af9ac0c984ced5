"""What happens to mentors and requests."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import select, update

from community.accounts.models import AccountStatus, AuditEntry
from community.accounts.signals import AccountClosed, AccountMoved
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, Refused
from community.foundation.outbox import record
from community.mentoring import queries, services, tasks
from community.mentoring.models import Mentor, MentoringRequest, MentorStatus, RequestState
from tests.factories import ARENJAYA, JATIRASA, make_account
from tests.mentoring.factories import make_mentor, make_request
from tests.personas import acting, job_seeker
from tests.personas import mentor as mentor_persona
from tests.support import fresh, recorded, settle, side_by_side, unit

DRAFT = services.MentorDraft(
    name="Bu Wulan",
    headline="Bantu warung mencatat uang",
    about="Sepuluh tahun berjualan.",
    topics=["pembukuan_usaha"],
    modes=["offline"],
    schedule=["malam"],
    capacity=2,
    region_code=JATIRASA,
)
MESSAGE = "Saya jualan nasi uduk dan uangnya selalu habis."


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"topics": []}, "topics"),
        ({"modes": []}, "modes"),
        ({"modes": ["surat"]}, "modes"),
        ({"schedule": ["subuh"]}, "schedule"),
        ({"capacity": 0}, "capacity"),
        ({"capacity": 51}, "capacity"),
    ],
)
def test_a_broken_rule_names_its_field(app: Flask, changes: dict[str, object], field: str) -> None:
    actor = acting(mentor_persona())
    with pytest.raises(DomainError) as refused, unit():
        services.save_mentor(replace(DRAFT, **changes), actor=actor)
    assert refused.value.field == field


def test_becoming_a_mentor_and_changing_ones_mind(app: Flask) -> None:
    actor = acting(mentor_persona())
    with unit():
        first = services.save_mentor(DRAFT, actor=actor)
    with unit():
        second = services.save_mentor(replace(DRAFT, capacity=5), actor=actor)
    assert first.id == second.id
    assert second.capacity == 5
    assert recorded() == ["MentorChanged", "MentorChanged"]


def test_places_never_fall_below_the_mentees(app: Flask) -> None:
    account = mentor_persona()
    mentor = make_mentor(account, capacity=3)
    make_request(mentor, state=RequestState.ACCEPTED)
    make_request(mentor, state=RequestState.ACCEPTED)
    with pytest.raises(DomainError) as refused, unit():
        services.save_mentor(replace(DRAFT, capacity=1), actor=acting(account))
    assert refused.value.field == "capacity"
    assert fresh(mentor).capacity == 3


def test_asking_twice_gives_one_request(app: Flask) -> None:
    mentor, seeker = make_mentor(), acting(job_seeker())
    with unit():
        first = services.ask(mentor, actor=seeker, topic="pembukuan_usaha", message=MESSAGE)
    with unit():
        second = services.ask(mentor, actor=seeker, topic="harga_jual", message=MESSAGE)
    assert first.id == second.id
    assert recorded() == ["MentoringAsked"]
    assert timedelta(days=4, hours=23) < first.expires_at - clock.now() <= timedelta(days=5)


@pytest.mark.parametrize(
    ("topic", "message", "field"),
    [
        ("las_listrik", MESSAGE, "topic"),
        ("pembukuan_usaha", "Tolong dong", "message"),
        ("pembukuan_usaha", "a " * 19, "message"),
    ],
)
def test_what_a_request_needs(app: Flask, topic: str, message: str, field: str) -> None:
    mentor, seeker = make_mentor(), acting(job_seeker())
    with pytest.raises(DomainError) as refused, unit():
        services.ask(mentor, actor=seeker, topic=topic, message=message)
    assert refused.value.field == field


def test_nobody_waits_for_more_than_five_mentors(app: Flask) -> None:
    account = job_seeker()
    for _number in range(5):
        make_request(make_mentor(), account)
    with pytest.raises(DomainError, match="5 mentor"), unit():
        services.ask(make_mentor(), actor=acting(account), topic="pembukuan_usaha", message=MESSAGE)


def _accept_call(request: MentoringRequest, mentor: Mentor, actor: object) -> Callable[[], str]:
    def call() -> str:
        with unit():
            fresh, current = db.session.get_one(MentoringRequest, request.id), db.session.get_one(Mentor, mentor.id)
            services.accept(fresh, current, actor=actor)  # type: ignore[arg-type]
        return "accepted"

    return call


def test_twenty_yeses_at_once_fill_three_places(app: Flask) -> None:
    account = mentor_persona()
    mentor = make_mentor(account, capacity=3)
    requests = [make_request(mentor) for _number in range(20)]
    actor = acting(account)
    answers = side_by_side(app, [_accept_call(request, mentor, actor) for request in requests])
    assert answers.count("accepted") == 3, answers
    assert all(isinstance(answer, DomainError) for answer in answers if answer != "accepted"), answers
    assert fresh(mentor).taken == 3
    states = [fresh(request).state for request in requests]
    assert states.count(RequestState.ACCEPTED) == 3
    assert states.count(RequestState.WAITING) == 17


def test_one_yes_tapped_many_times_takes_one_place(app: Flask) -> None:
    account = mentor_persona()
    mentor = make_mentor(account, capacity=3)
    call = _accept_call(make_request(mentor), mentor, acting(account))
    assert side_by_side(app, [call] * 6) == ["accepted"] * 6
    assert fresh(mentor).taken == 1


def test_the_end_frees_the_place_once(app: Flask) -> None:
    account, seeker = mentor_persona(), job_seeker()
    mentor = make_mentor(account, capacity=2)
    request = make_request(mentor, seeker, state=RequestState.ACCEPTED)

    def end(actor: object) -> None:
        with unit():
            services.end(
                db.session.get_one(MentoringRequest, request.id),
                db.session.get_one(Mentor, mentor.id),
                actor=actor,  # type: ignore[arg-type]
            )

    ends = [partial(end, acting(account)), partial(end, acting(seeker))]
    assert side_by_side(app, ends * 2) == [None] * 4
    assert fresh(mentor).taken == 0
    assert recorded().count("MentoringEnded") == 1


def test_a_decline_needs_a_reason_and_takes_no_place(app: Flask) -> None:
    account = mentor_persona()
    mentor = make_mentor(account)
    request, actor = make_request(mentor), acting(account)
    with pytest.raises(DomainError) as refused, unit():
        services.decline(request, mentor, actor=actor, reason="")
    assert refused.value.field == "reason"
    with unit():
        services.decline(request, mentor, actor=actor, reason="Sedang merawat ibu.")
    assert fresh(request).state == RequestState.DECLINED
    assert fresh(mentor).taken == 0
    with pytest.raises(Refused), unit():
        services.accept(request, mentor, actor=actor)


def test_a_withdrawn_request_cannot_be_accepted(app: Flask) -> None:
    account, seeker = mentor_persona(), job_seeker()
    mentor = make_mentor(account)
    request = make_request(mentor, seeker)
    with unit():
        services.withdraw(request, actor=acting(seeker))
    with pytest.raises(Refused, match="ditarik"), unit():
        services.accept(request, mentor, actor=acting(account))


def test_the_worker_closes_what_nobody_answered(app: Flask) -> None:
    mentor = make_mentor()
    late = make_request(mentor, expires_at=clock.now() - timedelta(minutes=1))
    early = make_request(mentor)
    tasks.expire_overdue()
    assert fresh(late).state == RequestState.EXPIRED
    assert fresh(early).state == RequestState.WAITING
    assert recorded() == ["MentoringExpired"]


def test_a_look_at_a_number_is_written_down_first(app: Flask) -> None:
    account, seeker = mentor_persona(), job_seeker()
    mentor = make_mentor(account)
    request = make_request(mentor, seeker)
    with pytest.raises(Refused), unit():
        services.open_phone(request, mentor, actor=acting(seeker))
    with unit():
        services.accept(request, mentor, actor=acting(account))
        services.open_phone(request, mentor, actor=acting(seeker))
        services.open_phone(request, mentor, actor=acting(account))
    subjects = set(db.session.scalars(select(AuditEntry.subject).where(AuditEntry.action == services.PHONE_OPENED)))
    assert subjects == {f"account:{account.id}", f"account:{seeker.id}"}


def test_a_mentor_at_rest_is_not_listed(app: Flask) -> None:
    account = mentor_persona()
    mentor = make_mentor(account)
    with unit():
        services.set_paused(True, actor=acting(account))
    assert db.session.execute(queries.cards()).all() == []
    assert list(queries.documents([mentor.id])) == []
    with unit():
        services.set_paused(False, actor=acting(account))
    assert len(db.session.execute(queries.cards()).all()) == 1


def test_a_closed_account_frees_places_and_leaves_no_words(app: Flask) -> None:
    account, seeker = mentor_persona(), job_seeker()
    mentor, other = make_mentor(account), make_mentor()
    running = make_request(other, account, state=RequestState.ACCEPTED)
    waiting = make_request(mentor, seeker)
    with unit():
        db.session.merge(account).status = AccountStatus.DELETED
        record(AccountClosed(account.id))
    settle()
    assert fresh(running).state == RequestState.ENDED
    assert fresh(running).message == ""
    assert fresh(other).taken == 0
    assert fresh(waiting).state == RequestState.EXPIRED
    assert fresh(mentor).status == MentorStatus.PAUSED
    assert fresh(mentor).about == ""


@pytest.mark.parametrize("closes", ["mentor", "mentee"])
def test_a_yes_on_its_way_while_an_account_closes_takes_no_place_for_ever(app: Flask, closes: str) -> None:
    account, seeker = mentor_persona(), job_seeker()
    mentor = make_mentor(account)
    request = make_request(mentor, seeker)
    mentor_id, request_id = mentor.id, request.id
    closing_id = account.id if closes == "mentor" else seeker.id
    with unit():
        seen = db.session.get_one(MentoringRequest, request_id)
        answered = update(MentoringRequest).where(MentoringRequest.id == request_id).values(state=RequestState.ACCEPTED)
        db.session.execute(answered.execution_options(synchronize_session=False))
        taking = update(Mentor).where(Mentor.id == mentor_id).values(taken=1)
        db.session.execute(taking.execution_options(synchronize_session=False))
        assert seen.state == RequestState.WAITING
        services.forget_person(closing_id)
    assert fresh(request).state == RequestState.ENDED
    assert fresh(mentor).taken == 0


def test_a_mentor_who_moves_is_found_in_the_new_kelurahan(app: Flask) -> None:
    account = make_account(home_code=ARENJAYA)
    mentor = make_mentor(account, region_code=JATIRASA)
    with unit():
        record(AccountMoved(account.id))
    settle()
    assert fresh(mentor).region_code == ARENJAYA
