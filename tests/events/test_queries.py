"""What lists of events hold, and what they leave out."""

from __future__ import annotations

from datetime import timedelta

from community.accounts.models import AccountStatus
from community.events import queries
from community.events.models import EventStatus, SignUpState
from community.foundation import clock
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.regions import queries as regions
from tests.events.factories import make_event, make_sign_up
from tests.factories import ARENJAYA, DISTRICT_JATIASIH, JATIRASA, make_account
from tests.personas import acting, coordinator, job_seeker
from tests.support import unit


def test_cards_and_documents_hold_open_events_to_come(app):
    event = make_event(title="Klinik NIB", topics=["izin_nib"])
    make_event(status=EventStatus.DRAFT)
    make_event(status=EventStatus.CANCELLED)
    make_event(starts_at=clock.now() - timedelta(days=2))
    running = make_event(starts_at=clock.now() - timedelta(hours=1))
    cards = load_cards([queries.cards()])
    assert {card.id for card in cards} == {event.id, running.id}
    card = next(card for card in cards if card.id == event.id)
    assert (card.title, card.places, card.taken, card.starts_at) == ("Klinik NIB", 30, 0, event.starts_at)
    documents = {document.id: document for document in queries.documents()}
    assert documents.keys() == {event.id, running.id}
    assert documents[event.id].skills == ("izin_nib",)
    assert documents[event.id].until == clock.local(event.ends_at).date()
    assert [document.id for document in queries.documents([running.id])] == [running.id]


def test_upcoming_in_takes_everything_below(app):
    here, district = make_event(), make_event(region_code=DISTRICT_JATIASIH)
    make_event(region_code=ARENJAYA)
    found = queries.upcoming_in(regions.codes_under(DISTRICT_JATIASIH), 5)
    assert {event.id for event in found} == {here.id, district.id}
    assert [event.id for event in queries.upcoming_in(regions.codes_under(JATIRASA))] == [here.id]


def test_about_finds_words_and_topics(app):
    by_word = make_event(title="Foto produk pakai HP")
    by_topic = make_event(title="Sore belajar", topics=["foto_produk"])
    make_event(title="Lain", topics=["foto_produk_lain"])

    def found(text: str, topics: list[str]) -> set[int]:
        rows = db.session.scalars(queries.upcoming().where(queries.about(text, topics)))
        return {event.id for event in rows}

    assert found("foto", []) == {by_word.id}
    assert found("foto produk", ["foto_produk"]) == {by_word.id, by_topic.id}
    assert found("%", []) == set()


def test_organised_by_agrees_with_the_policy(app):
    mine = make_event(status=EventStatus.DRAFT)
    make_event(region_code=ARENJAYA)
    past = make_event(starts_at=clock.now() - timedelta(days=9))
    officer = acting(coordinator())
    assert [event.id for event in db.session.scalars(queries.organised_by(officer))] == [mine.id]
    assert [event.id for event in db.session.scalars(queries.organised_by(officer, past=True))] == [past.id]
    assert db.session.scalars(queries.organised_by(acting(job_seeker()))).all() == []


def test_events_of_are_mine_in_order(app):
    me = job_seeker()
    later, sooner = make_event(starts_at=clock.now() + timedelta(days=9)), make_event()
    past, gone = make_event(starts_at=clock.now() - timedelta(days=9)), make_event()
    for event in (later, sooner, past):
        make_sign_up(event, me)
    make_sign_up(gone, me, state=SignUpState.CANCELLED)
    make_sign_up(sooner, make_account())
    assert [event.id for event, _own in queries.events_of(me.id)] == [sooner.id, later.id]
    assert [event.id for event, _own in queries.events_of(me.id, past=True)] == [past.id]
    assert len(queries.data_of(me.id)) == 4


def test_attendance_leaves_suspended_people_out(app):
    event, suspended = make_event(), make_account()
    make_sign_up(event, suspended)
    make_sign_up(event, make_account(), checked_in_at=clock.now())
    make_sign_up(event, make_account(), state=SignUpState.WAITING)
    with unit():
        db.session.merge(suspended).status = AccountStatus.SUSPENDED
    assert queries.attendance(event.id) == {"confirmed": 1, "waiting": 1, "present": 1}
    assert len(db.session.execute(queries.attendees(event.id, SignUpState.CONFIRMED)).all()) == 1
