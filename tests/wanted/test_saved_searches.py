"""A search that is kept tells once of each new thing, and of nothing else."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts import services as accounts
from community.accounts.actor import Actor
from community.accounts.models import Account, Role
from community.accounts.signals import AccountClosed
from community.businesses.models import TeamMember, TeamRole
from community.foundation import clock
from community.foundation.database import db
from community.foundation.outbox import record
from community.jobs import queries as jobs
from community.jobs.models import Job
from community.jobs.signals import JobChanged
from community.notifications.models import Notice
from community.recommendations.models import HiddenOffer
from community.search import services as search
from community.search.signals import ThingsIndexed
from community.wanted import queries, services, subscriptions, tasks
from community.wanted.models import KnownThing, SavedFind, SavedSearch
from community.wanted.percolation import searches_for
from tests.communities.factories import make_theme
from tests.events.factories import make_event
from tests.factories import ARENJAYA, CITY, JATIASIH, JATIRASA, make_account, make_officer
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor
from tests.personas import acting, job_seeker
from tests.search.factories import MAKERS, hide
from tests.support import count_queries, deliver, unit
from tests.wanted.factories import make_saved_search
from tests.wanted.telling import appear, keep, number_of, told

pytestmark = pytest.mark.slow


@pytest.fixture
def sari(app: Flask) -> Actor:
    """Somebody who may keep searches, over an empty index."""
    search.rebuild()
    return acting(job_seeker())


@pytest.mark.parametrize("kind", MAKERS)
def test_something_new_of_every_kind_is_told_once(sari: Actor, kind: str) -> None:
    keep(sari, "zamrud", kind)
    keep(acting(make_account()), "zamrud", "job" if kind != "job" else "event")
    number = MAKERS[kind]("Zamrud Khatulistiwa").id
    appear(kind, number)
    [sentence] = told(sari)
    assert sentence.startswith("1 ") and sentence.endswith(" baru untuk “zamrud”")
    assert number_of(Notice) == 1
    appear(kind, number)
    assert len(told(sari)) == 1 and number_of(SavedFind) == 1


def test_one_notice_for_all_that_came_together(sari: Actor) -> None:
    keep(sari, "kasir")
    business = make_employer()
    numbers = [make_job(business, title=f"Kasir {number}").id for number in range(3)]
    with unit():
        search.mark("job", numbers)
    appear("job", make_job(business, title="Juru masak").id)
    assert told(sari) == ["3 lowongan baru untuk “kasir”"]


def test_what_comes_before_she_has_read_is_added_up(sari: Actor) -> None:
    keep(sari, "zamrud")
    appear("job", make_job(title="Zamrud satu").id)
    appear("event", make_event(title="Zamrud dua").id)
    assert told(sari) == ["2 yang baru untuk “zamrud”"]
    with unit():
        db.session.scalars(select(Notice)).one().read_at = db.session.scalars(select(Notice)).one().created_at
    appear("job", make_job(title="Zamrud tiga").id)
    assert told(sari) == ["2 yang baru untuk “zamrud”", "1 lowongan baru untuk “zamrud”"]


def test_what_was_there_before_is_never_new(sari: Actor) -> None:
    number = make_job(title="Kasir lama").id
    with unit():
        services.know_everything()
    keep(sari, "kasir")
    with unit():
        db.session.get_one(Job, number).description = "Kasir, dicari segera."
        record(JobChanged(number))
    deliver()
    appear("job", number)
    search.rebuild()
    appear("job", number)
    assert told(sari) == [] and number_of(SavedFind) == 0


def test_everything_there_is_known_and_nothing_else(app: Flask) -> None:
    made = {(kind, make("Zamrud").id) for kind, make in MAKERS.items()}
    draft = make_job(title="Zamrud", status="draft", published_at=None).id
    with unit():
        services.know_everything()
        services.know_everything()
    known = {(row.kind, row.object_id) for row in db.session.scalars(select(KnownThing))}
    assert made <= known and ("job", draft) not in known


def test_an_edit_after_it_was_new_tells_nothing(sari: Actor) -> None:
    number = make_job(title="Juru masak").id
    keep(sari, "kasir")
    appear("job", number)
    with unit():
        db.session.get_one(Job, number).title = "Kasir"
    appear("job", number)
    assert told(sari) == []


def test_a_fact_delivered_again_finds_nothing_more(sari: Actor) -> None:
    keep(sari, "kasir")
    job = make_job(title="Kasir")
    for _time in range(3):
        with unit():
            subscriptions.take_in(ThingsIndexed([f"job:{job.id}", "job:999999", "rahasia:1"]))
    tasks.tell_finds()
    tasks.tell_finds()
    deliver()
    assert told(sari) == ["1 lowongan baru untuk “kasir”"]


@pytest.mark.parametrize(
    ("words", "fits"),
    [
        ("kasir roti", True),
        ("kasir kue", False),
        ('"toko roti"', True),
        ('"roti toko"', False),
        ("kasir -roti", False),
        ("kasir -kue", True),
        ("lowongan kasir", True),
        ("pelatihan kasir", False),
        ("kasir jatirasa", True),
        ("kasir jatiasih", True),
        ("kasir kelurahan jatiasih", False),
        ("kasir bekasi", True),
        ("kasir aren jaya", False),
        ("jatirasa", True),
        ("aren jaya", False),
        ("kasirnya", True),
    ],
)
def test_all_words_phrases_exclusions_and_the_place_must_fit(sari: Actor, words: str, fits: bool) -> None:
    keep(sari, words)
    appear("job", make_job(title="Kasir toko roti", region_code=JATIRASA).id)
    assert bool(told(sari)) is fits


def test_nobody_is_told_of_her_own(app: Flask) -> None:
    search.rebuild()
    owner, staff = make_account(intents=["usaha"]), make_account()
    business = make_employer(owner)
    with unit():
        db.session.add(TeamMember(business_id=business.id, account_id=staff.id, role=TeamRole.STAFF))
    mentor, organiser, member = make_account(), make_account(), make_member(account={"call_name": "Zamrud"})
    things = [
        ("job", make_job(business, title="Zamrud").id),
        ("mentor", make_mentor(mentor, headline="Zamrud").id),
        ("event", make_event(organiser_id=organiser.id, title="Zamrud").id),
        ("member", member.id),
    ]
    people = [acting(one) for one in (owner, staff, mentor, organiser)]
    herself = acting(member)
    for who in people:
        keep(who, "zamrud")
    keep(herself, "zamrud", "member")
    with unit():
        for kind, number in things:
            search.mark(kind, [number])
    appear(*things[-1])
    assert [told(who) for who in people] == [["2 yang baru untuk “zamrud”"]] * 4
    assert told(herself) == []


def test_people_are_told_of_people_only_where_they_look_for_people(sari: Actor) -> None:
    keep(sari, "zamrud")
    appear("member", make_member(account={"call_name": "Zamrud"}).id)
    assert told(sari) == []


def test_what_she_hid_or_what_closed_meanwhile_is_not_told(sari: Actor) -> None:
    keep(sari, "zamrud")
    hidden, closed = (make_job(title=f"Zamrud {number}").id for number in range(2))
    with unit():
        subscriptions.take_in(ThingsIndexed([f"job:{hidden}", f"job:{closed}"]))
        db.session.add(HiddenOffer(account_id=sari.account_id, kind="job", offer_id=hidden, reason="jauh"))
    assert number_of(SavedFind) == 2
    hide("job", closed)
    tasks.tell_finds()
    deliver()
    assert told(sari) == []
    assert [number for _search, number in queries.searches_of(sari.account_id)] == [0]


def test_hidden_by_another_is_still_told(sari: Actor) -> None:
    other = make_account()
    keep(sari, "zamrud")
    job = make_job(title="Zamrud")
    with unit():
        db.session.add(HiddenOffer(account_id=other.id, kind="job", offer_id=job.id, reason="jauh"))
    appear("job", job.id)
    assert len(told(sari)) == 1


def test_a_suspended_account_is_told_nothing_and_a_closed_one_keeps_nothing(sari: Actor) -> None:
    admin = acting(make_officer(Role.ADMIN, CITY))
    keep(sari, "zamrud")
    with unit():
        accounts.suspend_account(sari.account_id or 0, actor=admin, reason="Menipu")
    appear("job", make_job(title="Zamrud satu").id)
    assert told(sari) == [] and number_of(SavedFind) == 0
    with unit():
        subscriptions.forget_person(AccountClosed(sari.account_id))
    assert number_of(SavedSearch) == 0


def test_a_thing_that_is_past_is_not_told(sari: Actor) -> None:
    keep(sari, "zamrud")
    [document] = jobs.documents([make_job(title="Zamrud").id])
    assert len(list(searches_for([document]))) == 1
    past = replace(document, until=clock.today() - timedelta(days=1))
    assert list(searches_for([past])) == []


def test_thousands_of_searches_are_not_gone_through(sari: Actor) -> None:
    account = db.session.get_one(Account, sari.account_id)
    for number in range(40):
        make_saved_search(account, f"kata{number}")
    number = make_job(title="Kasir roti").id
    with count_queries() as statements, unit():
        subscriptions.take_in(ThingsIndexed([f"job:{number}"]))
    asked = [statement for statement in statements if "saved_searches" in statement]
    assert len(asked) == 1 and "looked_up IN" in asked[0]


def test_a_community_and_elsewhere(sari: Actor) -> None:
    keep(sari, "zamrud jatiasih")
    appear("job", make_job(title="Zamrud", region_code=ARENJAYA).id)
    assert told(sari) == []
    appear("job", make_job(title="Zamrud", region_code=JATIASIH).id)
    assert len(told(sari)) == 1
    keep(sari, "zamrud")
    appear("community", make_theme(name="Zamrud").id)
    assert told(sari)[1:] == ["1 komunitas baru untuk “zamrud”"]


def test_old_finds_go_and_what_was_known_stays_known(sari: Actor) -> None:
    keep(sari, "zamrud")
    number = make_job(title="Zamrud").id
    appear("job", number)
    with unit():
        db.session.scalars(select(SavedFind)).one().found_at = clock.now() - timedelta(days=61)
    tasks.forget_old()
    appear("job", number)
    assert number_of(SavedFind) == 0 and len(told(sari)) == 1


def test_a_closed_account_is_in_nobodys_finds(sari: Actor) -> None:
    person = make_member(account={"call_name": "Zamrud"}).id
    keep(sari, "zamrud", "member")
    appear("member", person)
    assert number_of(SavedFind) == 1
    with unit():
        subscriptions.forget_person(AccountClosed(person))
    assert number_of(SavedFind) == number_of(KnownThing) == 0
