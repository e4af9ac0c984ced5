"""The small demo city as it lies in the database: every story of the named people can be walked at once."""

from __future__ import annotations

from collections import Counter
from datetime import timedelta
from itertools import pairwise
from random import Random
from typing import Any

import phonenumbers
import pytest
from flask import Flask
from flask.testing import FlaskClient
from phonenumbers import carrier
from sqlalchemy import func, select

from community.accounts.models import Account, AuditEntry, Role, RoleGrant
from community.businesses import queries as businesses
from community.businesses.models import Business
from community.communities.models import Comment, Community, Membership, MembershipState, Post
from community.demo import bulk, people
from community.demo.corpus.letters import Letters
from community.demo.corpus.source import business_kinds
from community.demo.drawings import OF_KIND, drawing
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.foundation import clock, worker
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.foundation.pictures import SIZES, picture_path
from community.jobs.models import Application, ApplicationState, ApplicationStep, Job
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.programmes.models import (
    Programme,
    ProgrammeApplication,
    ProgrammeApplicationState,
    ProgrammeStatus,
)
from community.recommendations.models import RecommendationList, RefreshRequest
from community.regions.queries import directory
from community.search.queries import engine, waiting
from tests.demo.sample import JATIRASA
from tests.personas import sign_in
from tests.support import unit

pytestmark = pytest.mark.whole_site


def states(statement: Any) -> Counter[Any]:
    return Counter(db.session.scalars(statement))


def test_the_trail_was_written_as_time_went_by(city: dict[str, Account]) -> None:
    written = db.session.scalars(select(AuditEntry.at).order_by(AuditEntry.id)).all()
    assert len(written) > 10 and all(earlier <= later for earlier, later in pairwise(written))


def test_the_worker_has_nothing_left_to_do(city: dict[str, Account]) -> None:
    assert worker.work_once() == 0 and waiting() == []
    assert not db.session.scalars(select(RefreshRequest)).all()
    engine().check()


def test_every_business_says_on_its_card_what_it_does(city: dict[str, Account]) -> None:
    cards = load_cards([businesses.cards()])
    assert cards and all(card.note for card in cards)


def test_the_mentor_is_asked(city: dict[str, Account]) -> None:
    requests = select(MentoringRequest).join(Mentor).where(Mentor.account_id == city["Bu Wulan"].id)
    found = db.session.scalars(requests).all()
    waiting = [one for one in found if one.state == RequestState.WAITING]
    assert len(waiting) == 3 and all(one.expires_at > clock.now() for one in waiting)
    assert sum(one.state == RequestState.ACCEPTED for one in found) == 2
    assert city["Bu Yanti"].id in {one.mentee_id for one in waiting}


def test_the_startup_has_applicants_of_every_kind_and_a_programme_in_review(city: dict[str, Account]) -> None:
    mine = select(Programme).join(Business).where(Business.owner_id == city["Dimas"].id)
    opened, reviewed = sorted(db.session.scalars(mine), key=lambda one: one.status != ProgrammeStatus.OPEN)
    assert (opened.status, reviewed.status) == (ProgrammeStatus.OPEN, ProgrammeStatus.REVIEW)
    own = ProgrammeApplication.programme_id == opened.id
    assert states(select(ProgrammeApplication.state).where(own)) == {
        ProgrammeApplicationState.ACCEPTED: opened.taken,
        ProgrammeApplicationState.DECLINED: 2,
        ProgrammeApplicationState.SENT: 5,
    }
    answered = select(ProgrammeApplication).where(own, ProgrammeApplication.decided_at.is_not(None))
    assert all(one.reason for one in db.session.scalars(answered))


def test_the_coordinator_has_a_full_week(city: dict[str, Account]) -> None:
    rahmat = city["Pak Rahmat"]
    mine = db.session.scalars(select(Event).where(Event.organiser_id == rahmat.id)).all()
    tomorrow = clock.today() + timedelta(days=1)
    full = next(one for one in mine if clock.local(one.starts_at).date() == tomorrow and one.taken == one.places)
    signed = states(select(SignUp.state).where(SignUp.event_id == full.id))
    assert signed == {SignUpState.CONFIRMED: full.places, SignUpState.WAITING: 3}
    assert any(one.status == EventStatus.DRAFT for one in mine)
    assert all(len(one.cancel_reason) >= 5 for one in mine if one.status == EventStatus.CANCELLED)
    duty = select(Community.id).where(Community.region_code == "32.75.09")
    asked = Membership.community_id.in_(duty), Membership.state == MembershipState.WAITING
    assert db.session.scalar(select(func.count()).where(*asked)) >= 3


def test_the_owner_has_unread_applications_and_a_need(city: dict[str, Account]) -> None:
    shop = db.session.scalars(select(Business).where(Business.owner_id == city["Bu Yanti"].id)).one()
    assert shop.needs and shop.need_note and shop.offer_note and shop.offer_note not in shop.about
    unread = select(func.count()).select_from(Application).join(Job)
    assert db.session.scalar(unread.where(Job.business_id == shop.id, Application.state == ApplicationState.SENT)) >= 3


def test_the_seeker_is_on_her_way(city: dict[str, Account]) -> None:
    sari = city["Sari"].id
    mine = db.session.scalars(select(Application).where(Application.account_id == sari)).all()
    assert any(one.state == ApplicationState.INTERVIEW and one.message for one in mine)
    coming = select(SignUp).where(SignUp.account_id == sari, SignUp.state == SignUpState.CONFIRMED)
    assert db.session.scalars(coming).first() is not None


def test_the_first_day_has_suggestions_already(city: dict[str, Account], client: FlaskClient) -> None:
    for account in city.values():
        assert db.session.get(RecommendationList, account.id) is not None
    sign_in(client, city["Sari"])
    assert "sedang disusun" not in client.page("/hari-ini").text.lower()


def test_the_admin_has_something_to_review_and_a_trail(city: dict[str, Account], client: FlaskClient) -> None:
    hendra = city["Pak Hendra"]
    sign_in(client, hendra)
    assert "Tiga bulan tanpa utang tercecer" in client.page("/program/tinjau").text
    actions = states(select(AuditEntry.action))
    assert {"roles.granted", "programmes.opened", "events.published", "events.cancelled"} <= set(actions)
    grants = db.session.scalar(select(func.count()).where(RoleGrant.granted_by_id == hendra.id))
    assert actions["roles.granted"] == grants
    cancelled = db.session.scalar(select(func.count()).where(Event.status == EventStatus.CANCELLED))
    assert actions["events.cancelled"] == cancelled and cancelled
    assert db.session.scalar(select(func.max(AuditEntry.at))) <= clock.now()


def test_every_kecamatan_and_a_part_of_the_kelurahan_have_a_coordinator(city: dict[str, Account]) -> None:
    held = RoleGrant.role == Role.COORDINATOR
    codes = set(db.session.scalars(select(RoleGrant.region_code).where(held)))
    assert {district.code for district in directory().districts} <= codes
    villages = {village.code for village in directory().villages}
    assert 0.3 < len(codes & villages) / len(villages) < 0.9
    for event in db.session.scalars(select(Event)):
        own = select(RoleGrant.region_code).where(RoleGrant.account_id == event.organiser_id, held)
        assert any(event.region_code.startswith(code) for code in db.session.scalars(own))


def test_every_community_has_a_contact_and_nobodys_number(city: dict[str, Account]) -> None:
    communities = db.session.scalars(select(Community)).all()
    numbers = [one.contact_phone for one in communities]
    assert all(one.contact_name and one.office_hours for one in communities)
    assert len(set(numbers)) == len(numbers)
    for number in numbers:
        assert number and number.startswith("+62860")
        assert carrier.name_for_number(phonenumbers.parse(number), "en") == ""
    taken = select(func.count()).where(Account.phone.in_(numbers))
    assert db.session.scalar(taken) == 0


def test_some_businesses_have_a_picture_of_their_own(city: dict[str, Account]) -> None:
    photos = select(Business.photo).where(Business.photo.is_not(None))
    names = db.session.scalars(photos).all()
    assert len(names) >= 5 and len(set(names)) == len(names)
    for name in names:
        for size in SIZES:
            assert picture_path(name, size) is not None
    assert db.session.scalar(photos.where(Business.owner_id == city["Bu Yanti"].id))


def test_a_drawing_is_the_same_each_time_and_of_kinds_there_are() -> None:
    assert set(OF_KIND) <= set(business_kinds())
    first, again, other = (drawing("roti", variant) for variant in (1, 1, 2))
    assert first and again and other and first.getvalue() == again.getvalue() != other.getvalue()
    assert drawing("catat", 1) is None


VOICES = [
    (MentoringRequest.message, MentoringRequest.id, 0.95),
    (ProgrammeApplication.motivation, ProgrammeApplication.id, 0.95),
    (Application.message, Application.id, 0.9),
    (Application.answer, Application.id, 0.6),
    (ApplicationStep.note, ApplicationStep.id, 0.6),
    (Comment.body, Comment.id, 0.85),
    (Post.body, Post.id, 0.95),
]


def test_people_write_in_many_voices(city: dict[str, Account]) -> None:
    for column, order, share in VOICES:
        texts = [text for text in db.session.scalars(select(column).order_by(order)) if text]
        assert len(texts) > 30 and len(set(texts)) >= share * len(texts), column
        assert all(one != other for one, other in pairwise(texts)), column
        assert not any(mark in text for text in texts for mark in "{}[]|"), column


def test_what_waits_is_stored_before_it_is_much(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bulk, "MOST_WAITING", 50)
    made = bulk.Bulk(Random(1), clock.now())
    with unit():
        people.add_people(made, 30, [JATIRASA], first=100)
    assert db.session.scalar(select(func.count()).select_from(Account)) > 20
    assert made.written > 200


def test_letters_are_the_same_from_the_same_seed() -> None:
    one, same, other = (
        [letters.mentoring_request(JATIRASA, "kur") for _turn in range(30)]
        for letters in (Letters(Random(3)), Letters(Random(3)), Letters(Random(4)))
    )
    assert one == same != other and len(set(one)) == 30


def test_no_sentence_stands_beside_itself() -> None:
    letters = Letters(Random(5))
    written = [letters.application(JATIRASA, "kasir") for _turn in range(200)]
    for one, other in pairwise(filter(None, written)):
        assert not set(one.split(". ")) & set(other.split(". "))
