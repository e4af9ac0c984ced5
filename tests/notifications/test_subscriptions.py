"""Each fact reaches the right people once, and resolves what waited."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts import services as accounts
from community.accounts.models import Purpose, Role
from community.communities import services as communities
from community.communities.models import Joining, PostKind
from community.events import services as events
from community.events.models import SignUpState
from community.foundation import clock
from community.foundation.database import db
from community.foundation.messages import Message
from community.jobs import services as jobs
from community.jobs.models import Application, ApplicationState
from community.jobs.signals import ApplicationMoved
from community.learning import services as learning
from community.mentoring import services as mentoring
from community.mentoring.models import MentoringRequest
from community.notifications import listeners
from community.notifications.models import Notice
from community.notifications.sentences import KINDS, said
from community.programmes import services as programmes
from community.programmes.models import ProgrammeApplication, ProgrammeStatus
from tests.communities.factories import make_community, make_post, make_stay
from tests.events.factories import make_event, make_sign_up
from tests.factories import CITY, JATIRASA, make_account, make_officer
from tests.jobs.factories import make_employer, make_job
from tests.learning.factories import make_school, make_training
from tests.mentoring.factories import make_mentor
from tests.personas import acting
from tests.programmes.factories import make_programme, make_startup
from tests.recommendations.factories import work
from tests.support import unit

pytestmark = pytest.mark.slow


def notices(account_id: int | None) -> dict[str, Notice]:
    """A person's notices by kind."""
    mine = select(Notice).where(Notice.account_id == account_id)
    return {notice.kind: notice for notice in db.session.scalars(mine)}


def only(table: Any) -> Any:
    return db.session.scalars(select(table)).one()


def messages_to(phone: str | None) -> list[str]:
    return list(db.session.scalars(select(Message.body).where(Message.address == phone)))


def test_an_application_and_its_answer(app: Flask) -> None:
    owner, sari = make_account(intents=["usaha"]), make_account(call_name="Sari")
    business = make_employer(owner, name="Warung Bu Yanti")
    job = make_job(business, title="Kasir")
    boss, seeker = acting(owner), acting(sari)
    with unit():
        jobs.apply(db.session.merge(job), business, actor=seeker, message="", answer="")
    work()
    told = notices(boss.account_id)["application_received"]
    assert told.needs_action and told.done_at is None
    assert told.details["name"] == "Sari"
    assert app.test_client().get(told.url).status_code == 303
    with unit():
        jobs.move(only(Application), job, ApplicationState.INTERVIEW, actor=boss, note="Senin pagi")
    work()
    assert notices(boss.account_id)["application_received"].done_at is not None
    answer = notices(seeker.account_id)["application_interview"]
    assert not answer.needs_action
    [message] = messages_to(sari.phone)
    assert "Anda diundang wawancara" in message
    assert f"http://localhost{answer.url}" in message


def test_the_same_fact_twice_tells_once(app: Flask) -> None:
    sari = make_account()
    job = make_job()
    actor = acting(sari)
    with unit():
        jobs.apply(db.session.merge(job), make_employer(), actor=actor, message="", answer="")
    fact = ApplicationMoved(only(Application).id, ApplicationState.OFFERED.value)
    for _again in range(2):
        with unit():
            listeners.application_moved(fact)
    assert len(db.session.scalars(select(Notice).where(Notice.kind == "application_offered")).all()) == 1
    assert len(messages_to(sari.phone)) == 1


def test_no_message_without_consent_and_none_for_small_things(app: Flask) -> None:
    silent, sari = make_account(consents=[Purpose.ACCOUNT]), make_account()
    job = make_job()
    for person in (silent, sari):
        with unit():
            jobs.apply(db.session.merge(job), make_employer(), actor=acting(person), message="", answer="")
    for application in db.session.scalars(select(Application)).all():
        for state in (ApplicationState.READ, ApplicationState.DECLINED):
            with unit():
                listeners.application_moved(ApplicationMoved(application.id, state.value))
    assert messages_to(silent.phone) == []
    assert len(messages_to(sari.phone)) == 1
    assert {"application_read", "application_declined"} <= notices(silent.id).keys()


def test_withdrawing_resolves(app: Flask) -> None:
    owner, sari = make_account(intents=["usaha"]), make_account()
    business = make_employer(owner)
    job = make_job(business)
    seeker = acting(sari)
    with unit():
        jobs.apply(db.session.merge(job), business, actor=seeker, message="", answer="")
    work()
    with unit():
        jobs.withdraw(only(Application), actor=seeker)
    work()
    assert notices(owner.id)["application_received"].done_at is not None


def test_a_mentor_is_asked_and_answers(app: Flask) -> None:
    wulan, yanti = make_account(call_name="Bu Wulan"), make_account(call_name="Bu Yanti")
    mentor = make_mentor(wulan)
    mentee, guide = acting(yanti), acting(wulan)
    words = "Saya jualan nasi uduk dan ingin belajar mencatat uang setiap hari."
    with unit():
        mentoring.ask(db.session.merge(mentor), actor=mentee, topic="pembukuan_usaha", message=words)
    work()
    asked = notices(guide.account_id)["mentoring_asked"]
    assert asked.needs_action
    assert asked.due_at == only(MentoringRequest).expires_at
    with unit():
        mentoring.decline(only(MentoringRequest), mentor, actor=guide, reason="Bulan ini penuh")
    work()
    assert notices(guide.account_id)["mentoring_asked"].done_at is not None
    declined = notices(mentee.account_id)["mentoring_declined"]
    assert "Bulan ini penuh" not in str(declined.details)
    assert len(messages_to(yanti.phone)) == 1


def test_somebody_moves_up_and_all_learn_of_a_cancelled_event(app: Flask) -> None:
    officer = acting(make_officer())
    event = make_event(places=1)
    first, second = make_account(), make_account()
    make_sign_up(event, first)
    make_sign_up(event, second, state=SignUpState.WAITING)
    with unit():
        events.withdraw(db.session.merge(event).public_id, actor=acting(first))
    work()
    assert "event_moved_up" in notices(second.id)
    with unit():
        events.cancel(db.session.merge(event), reason="Aula dipakai", actor=officer)
    work()
    assert notices(second.id)["event_cancelled"].details["reason"] == "Aula dipakai"
    assert "event_cancelled" not in notices(first.id)
    assert len(messages_to(second.phone)) == 2


def test_joining_is_decided_by_the_nearest_officer(app: Flask) -> None:
    near, far = make_officer(region_code=JATIRASA), make_officer(Role.ADMIN, CITY)
    community = make_community(joining=Joining.CONFIRMED)
    sari = make_account(call_name="Sari")
    with unit():
        stay = communities.join(db.session.merge(community), actor=acting(sari))
    public_id = stay.public_id
    work()
    assert notices(near.id)["membership_asked"].needs_action
    assert notices(far.id) == {}
    with unit():
        communities.confirm(db.session.merge(community), public_id, actor=acting(near))
    work()
    assert notices(near.id)["membership_asked"].done_at is not None
    assert "membership_confirmed" in notices(sari.id)


def test_a_programme_on_its_way(app: Flask) -> None:
    dimas, admin, sari = make_account(intents=["usaha"]), make_officer(Role.ADMIN, CITY), make_account()
    startup = make_startup(dimas)
    programme = make_programme(startup, status=ProgrammeStatus.DRAFT, published_at=None)
    founder, hendra, seeker = acting(dimas), acting(admin), acting(sari)

    def now() -> Any:
        return db.session.get_one(type(programme), programme.id)

    with unit():
        programmes.submit(now(), actor=founder, today=clock.today())
    work()
    assert notices(admin.id)["programme_submitted"].needs_action
    with unit():
        programmes.send_back(now(), actor=hendra, note="Tulis syaratnya")
    work()
    assert notices(admin.id)["programme_submitted"].done_at is not None
    assert notices(dimas.id)["programme_returned"].details["reason"] == "Tulis syaratnya"
    with unit():
        programmes.submit(now(), actor=founder, today=clock.today())
    work()
    assert notices(dimas.id)["programme_returned"].done_at is not None
    with unit():
        programmes.publish(now(), actor=hendra, today=clock.today())
    work()
    assert "programme_published" in notices(dimas.id)
    with unit():
        words = "Saya ingin warung ibu maju dan tercatat rapi setiap hari."
        programmes.apply(now(), startup, actor=seeker, motivation=words)
    work()
    assert notices(dimas.id)["programme_applied"].needs_action
    with unit():
        programmes.decide(only(ProgrammeApplication), now(), accepted=True, actor=founder, reason="Cocok")
    work()
    assert notices(dimas.id)["programme_applied"].done_at is not None
    assert "programme_accepted" in notices(sari.id)
    assert len(messages_to(sari.phone)) == 1


def test_a_training_counts_in_one_notice(app: Flask) -> None:
    owner = make_account(intents=["usaha"])
    training = make_training(make_school(owner), places=5)
    for _person in range(2):
        with unit():
            learning.sign_up(db.session.merge(training), actor=acting(make_account()), today=clock.today())
        work()
    assert notices(owner.id)["training_signed_up"].details["taken"] == 2
    assert len(db.session.scalars(select(Notice)).all()) == 1


def test_an_officer_learns_of_the_office(app: Flask) -> None:
    admin, rahmat = make_officer(Role.ADMIN, CITY), make_account()
    with unit():
        accounts.grant_role(
            rahmat, Role.COORDINATOR, JATIRASA, clock.today(), clock.today(), actor=acting(admin), today=clock.today()
        )
    work()
    told = notices(rahmat.id)["role_granted"]
    assert "Jatirasa" in said(told.kind, told.details).title


def test_an_announcement_makes_no_notice(app: Flask) -> None:
    officer = make_officer()
    community = make_community()
    make_stay(community, make_account())
    with unit():
        communities.publish(
            db.session.merge(community), title="Kerja bakti", body="Minggu pagi.", actor=acting(officer),
            kind=PostKind.ANNOUNCEMENT,
        )  # fmt: skip
    make_post(community, officer)
    work()
    assert db.session.scalars(select(Notice)).all() == []


def test_a_closed_account_leaves_no_notices(app: Flask) -> None:
    owner = make_account(intents=["usaha"])
    business = make_employer(owner)
    job = make_job(business)
    with unit():
        jobs.apply(db.session.merge(job), business, actor=acting(make_account()), message="", answer="")
    work()
    assert notices(owner.id)
    with unit():
        accounts.close_account(owner.id, actor=acting(owner))
    work()
    assert notices(owner.id) == {}


def test_a_closed_account_waits_for_no_answer(app: Flask) -> None:
    owner, sari = make_account(intents=["usaha"]), make_account()
    business = make_employer(owner)
    job = make_job(business)
    with unit():
        jobs.apply(db.session.merge(job), business, actor=acting(sari), message="", answer="")
    work()
    with unit():
        accounts.close_account(sari.id, actor=acting(sari))
    work()
    assert "application_received" not in notices(owner.id)


def test_every_kind_is_told_in_words(app: Flask) -> None:
    details = {
        "name": "Sari", "job": "Kasir", "business": "Warung", "topic": "pembukuan_usaha", "event": "Bazar",
        "starts_at": clock.now().isoformat(), "place": "Aula", "reason": "Penuh", "community": "Komunitas",
        "programme": "Warung Naik Kelas", "training": "Menjahit", "taken": 3, "role": "admin", "region": JATIRASA,
        "title": "Kasir", "n": 2, "starts_on": clock.today().isoformat(), "post": "Tanya oven",
        "kind": "job", "wish": "kursus jahit", "words": "kasir", "counts": {"job": 2},
    }  # fmt: skip
    with app.test_request_context():
        for kind in KINDS:
            told = said(kind, details)
            assert told.title and "%(" not in told.title + told.meta
        assert said("something_old", {}).title
