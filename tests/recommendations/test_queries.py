from __future__ import annotations

import subprocess
import sys
from datetime import timedelta
from functools import partial

import pytest
from flask import Flask

from community.accounts import services as accounts
from community.accounts.models import Purpose, Role
from community.foundation import clock
from community.foundation.database import db
from community.jobs import services as jobs
from community.jobs.models import Job
from community.recommendations import queries, services
from community.recommendations.models import RecommendationList
from community.recommendations.queries import Order
from community.recommendations.refresh import engine, refit
from scripts.environment import ROOT
from tests.factories import ARENJAYA, CITY, JATIRASA, make_account, make_officer
from tests.jobs.factories import make_employer, make_job
from tests.learning.factories import make_training
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor
from tests.personas import acting
from tests.recommendations.factories import make_neighbourhood, work
from tests.support import count_queries, unit

pytestmark = pytest.mark.slow


def ask_for(*people: object) -> None:
    """Have the lists of these people worked out."""
    with unit():
        services.ask_refresh([person.id for person in people])  # type: ignore[attr-defined]
    work()


def keys(lists: queries.Lists) -> list[str]:
    return [one.card.key for found in lists.by_kind.values() for one in found]


def test_somebody_who_only_signed_up_sees_five_fitting_things(app: Flask) -> None:
    make_neighbourhood()
    sari = make_account(call_name="Sari", intents=["kerja"])
    before = queries.for_person(acting(sari))
    assert before.order == Order.FRESH
    assert len(before.mixed(["kerja"], 6)) >= 5
    ask_for(sari)
    after = queries.for_person(acting(sari))
    assert after.order == Order.FITTING
    assert len(after.mixed(["kerja"], 6)) >= 5
    assert all(one.reasons for found in after.by_kind.values() for one in found)


def test_the_first_of_all_are_those_of_the_whole_lists_even_when_many_have_closed(app: Flask) -> None:
    make_neighbourhood()
    sari = make_account(intents=["kerja"])
    ask_for(sari)
    whole = queries.for_person(acting(sari)).mixed(["kerja"], 6)
    assert queries.first_of_all(acting(sari), 6) == (Order.FITTING, whole)
    with unit():
        for one in queries.for_person(acting(sari)).mixed(["kerja"], 12):
            services.hide(one.card.kind, one.card.id, reason="terlalu_jauh", actor=acting(sari))
    rest = queries.for_person(acting(sari)).mixed(["kerja"], 6)
    assert queries.first_of_all(acting(sari), 6) == (Order.FITTING, rest)


@pytest.mark.parametrize("intent", ["kerja", "usaha", "belajar", "kegiatan"])
def test_every_intent_finds_something(app: Flask, intent: str) -> None:
    make_neighbourhood()
    person = make_account(intents=[intent])
    ask_for(person)
    assert len(queries.for_person(acting(person)).mixed([intent], 6)) >= 5


def test_what_is_wanted_by_many_is_not_kept_from_who_told_nothing_yet(app: Flask) -> None:
    near = make_job(make_employer(), title="Kasir toko", skills=["kasir"], region_code=JATIRASA, places=1)
    for number in range(3):
        make_job(make_employer(), title=f"Sopir truk {number}", skills=["sopir_truk"], region_code=ARENJAYA)
        make_member()
    refit()
    assert engine().matcher.prices_.get(f"job:{near.id}", 0) > 0.1, "many want this one place"
    rani = make_account(intents=["kerja"], home_code=JATIRASA)
    ask_for(rani)
    assert queries.for_person(acting(rani)).by_kind["job"][0].card.id == near.id


def test_a_mentor_goes_and_comes_back_with_her_account(app: Flask) -> None:
    mentor, sari = make_mentor(), make_member()
    admin = acting(make_officer(Role.ADMIN, CITY))
    ask_for(sari)
    steps = (
        (partial(accounts.suspend_account, reason="Menipu."), False),
        (accounts.restore_account, True),
    )
    for step, shown in steps:
        with unit():
            step(mentor.account_id, actor=admin)
        ask_for(sari)
        assert (f"mentor:{mentor.id}" in engine().matcher.offer_ids_) is shown


def test_skills_come_first_and_say_why(app: Flask) -> None:
    cashier = make_job(make_employer(), title="Kasir toko", skills=["kasir"], region_code=JATIRASA)
    make_job(make_employer(), title="Sopir truk", skills=["sopir_truk"], region_code=JATIRASA)
    sari = make_member()
    ask_for(sari)
    first = queries.for_person(acting(sari)).by_kind["job"][0]
    assert first.card.id == cashier.id
    assert "skills" in {reason["code"] for reason in first.reasons}


def test_twins_get_the_same_list(app: Flask) -> None:
    make_neighbourhood()
    twins = [
        make_member(account={"call_name": "Siti Aminah"}, full_name="Siti Aminah", photo="a", graduation_year=1985),
        make_member(account={"call_name": "Yohanes"}, full_name="Yohanes Tan", photo="b", graduation_year=2025),
    ]
    ask_for(*twins)
    one, other = (db.session.get_one(RecommendationList, twin.id) for twin in twins)
    assert one.items
    assert one.items == other.items


def test_a_withdrawn_consent_works_at_the_next_query(app: Flask) -> None:
    make_neighbourhood()
    sari = make_member()
    ask_for(sari)
    actor = acting(sari)
    assert queries.for_person(actor).order == Order.FITTING
    with unit():
        accounts.withdraw_consent(Purpose.MATCHING, actor=actor)
    assert queries.for_person(actor).order == Order.WITHOUT_CONSENT
    assert queries.reasons_for(actor, "job", db.session.query(Job.id).first()[0]) == ()
    work()
    assert db.session.get(RecommendationList, sari.id) is None


def test_without_consent_no_list_is_made(app: Flask) -> None:
    make_neighbourhood()
    sari = make_account(consents=[Purpose.ACCOUNT])
    ask_for(sari)
    assert db.session.get(RecommendationList, sari.id) is None
    lists = queries.for_person(acting(sari))
    assert lists.order == Order.WITHOUT_CONSENT
    assert keys(lists)


def test_a_closed_vacancy_is_gone_before_the_worker_comes(app: Flask) -> None:
    job = make_job(make_employer(owner := make_account(intents=["usaha"])), region_code=JATIRASA)
    sari = make_account(intents=["kerja"])
    ask_for(sari)
    actor = acting(sari)
    assert f"job:{job.id}" in keys(queries.for_person(actor))
    with unit():
        jobs.close(db.session.merge(job), actor=acting(owner))
    assert f"job:{job.id}" not in keys(queries.for_person(actor))


def test_what_is_full_is_not_suggested(app: Flask) -> None:
    mentor = make_mentor(capacity=1)
    training = make_training(places=1)
    sari = make_account(intents=["belajar"])
    ask_for(sari)
    actor = acting(sari)
    assert {f"mentor:{mentor.id}", f"training:{training.id}"} <= set(keys(queries.for_person(actor)))
    with unit():
        db.session.merge(mentor).taken = 1
        db.session.merge(training).taken = 1
    assert keys(queries.for_person(actor)) == []


def test_a_new_vacancy_reaches_the_list_through_its_fact(app: Flask) -> None:
    sari = make_member()
    ask_for(sari)
    owner = make_account(intents=["usaha"])
    business = make_employer(owner)
    draft = make_job(business, status="draft", skills=["kasir"], region_code=JATIRASA)
    with unit():
        jobs.publish(db.session.merge(draft), db.session.merge(business), actor=acting(owner), today=clock.today())
    ask_for(sari)
    assert f"job:{draft.id}" in keys(queries.for_person(acting(sari)))


def test_what_she_applied_for_leaves_her_list(app: Flask) -> None:
    business = make_employer()
    job = make_job(business, region_code=JATIRASA)
    sari = make_account(intents=["kerja"])
    ask_for(sari)
    actor = acting(sari)
    assert f"job:{job.id}" in keys(queries.for_person(actor))
    with unit():
        jobs.apply(db.session.merge(job), business, actor=actor, message="", answer="")
    work()
    assert f"job:{job.id}" not in keys(queries.for_person(actor))


def test_nobody_is_shown_her_own(app: Flask) -> None:
    owner = make_account(intents=["usaha", "kerja", "belajar"])
    job = make_job(make_employer(owner), region_code=JATIRASA)
    mentor = make_mentor(owner)
    actor = acting(owner)
    assert not {f"job:{job.id}", f"mentor:{mentor.id}"} & set(keys(queries.for_person(actor)))
    ask_for(owner)
    assert not {f"job:{job.id}", f"mentor:{mentor.id}"} & set(keys(queries.for_person(actor)))


def test_at_most_two_of_one_owner(app: Flask) -> None:
    business = make_employer()
    for number in range(4):
        make_job(business, title=f"Juru masak {number}", region_code=JATIRASA)
    sari = make_account(intents=["kerja"])
    ask_for(sari)
    assert len(queries.for_person(acting(sari)).by_kind["job"]) == 2


def test_without_the_profile_near_and_new_come_first(app: Flask) -> None:
    far = make_job(make_employer(), region_code=ARENJAYA, skills=["kasir"])
    older = make_job(make_employer(), region_code=JATIRASA)
    newer = make_job(make_employer(), region_code=JATIRASA)
    sari = make_member()
    actor = acting(sari)
    with unit():
        services.choose_order(with_profile=False, actor=actor)
    lists = queries.for_person(actor)
    assert lists.order == Order.PLAIN
    assert [one.card.id for one in lists.by_kind["job"]] == [newer.id, older.id, far.id]
    with unit():
        services.choose_order(with_profile=True, actor=actor)
    work()
    assert queries.for_person(actor).order == Order.FITTING


def test_three_queries_are_enough(app: Flask) -> None:
    make_neighbourhood()
    sari, fresh = make_member(), make_account()
    ask_for(sari)
    for actor in (acting(sari), acting(fresh)):
        queries.for_person(actor)
        with count_queries() as statements:
            assert keys(queries.for_person(actor))
        assert len(statements) <= 3
        with count_queries() as statements:
            queries.reasons_for(actor, "job", 1)
        assert len(statements) <= 1


def test_old_lists_of_active_people_are_worked_out_again(app: Flask) -> None:
    make_neighbourhood()
    sari = make_member()
    acting(sari)
    work()
    stored = db.session.get_one(RecommendationList, sari.id)
    with unit():
        db.session.merge(stored).computed_at = clock.now() - timedelta(days=2)
    work()
    db.session.expire_all()
    assert db.session.get_one(RecommendationList, sari.id).computed_at > clock.now() - timedelta(hours=1)


def test_the_site_does_not_load_numpy() -> None:
    program = (
        "import sys\nfrom community import create_app\n"
        "create_app('testing', SQLALCHEMY_DATABASE_URI='sqlite://')\n"
        "assert not {'numpy', 'scipy', 'sklearn', 'community.recommendations.engine'} & sys.modules.keys()\n"
    )
    done = subprocess.run(
        [sys.executable, "-W", "ignore", "-c", program], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == 0, done.stderr
