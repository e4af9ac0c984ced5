"""Planning, places, the waiting list and the door."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, inspect, select

from community.accounts.models import AccountStatus
from community.accounts.signals import AccountClosed
from community.events import queries, services
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.events.services import Plan, places
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused
from community.foundation.outbox import record
from tests.communities.factories import make_community, make_theme
from tests.events.factories import make_event, make_sign_up
from tests.factories import ARENJAYA, JATIRASA, make_account
from tests.personas import acting, coordinator, job_seeker
from tests.support import fresh, recorded, settle, side_by_side, unit


def plan(**changes) -> Plan:
    starts_at = clock.now() + timedelta(days=5)
    usual = Plan(
        title="Klinik NIB",
        description="Kami dampingi.",
        region_code=JATIRASA,
        place="Aula",
        landmark="",
        starts_at=starts_at,
        ends_at=starts_at + timedelta(hours=2),
        places=20,
        organiser_name="Kelurahan Jatirasa",
    )
    return replace(usual, **changes)


def states(event: Event) -> list[str]:
    event_id = inspect(event).identity[0]
    db.session.rollback()
    rows = select(SignUp.state).where(SignUp.event_id == event_id).order_by(SignUp.id)
    return [state.value for state in db.session.scalars(rows)]


def test_draft_is_opened_and_called_off_with_a_reason(app):
    community, officer = make_community(), acting(coordinator())
    with unit():
        event = services.create(plan(), actor=officer)
    assert event.status == EventStatus.DRAFT and event.community_id == community.id and recorded() == []
    with unit():
        services.publish(event, actor=officer)
        services.publish(event, actor=officer)
    with pytest.raises(DomainError) as refused, unit():
        services.cancel(event, reason="", actor=officer)
    assert refused.value.field == "reason"
    with unit():
        services.cancel(event, reason="Aula dipakai posko banjir", actor=officer)
    assert fresh(event).status == EventStatus.CANCELLED
    assert recorded() == ["EventPublished", "EventCancelled"]


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"region_code": "31.71.01.1001"}, "region"),
        ({"ends_at": clock.now() - timedelta(days=1)}, "last_day"),
        ({"ends_at": clock.now() + timedelta(days=60)}, "last_day"),
        ({"starts_at": clock.now() - timedelta(hours=1)}, "day"),
        ({"places": 0}, "places"),
        ({"theme": "tidak-ada"}, "theme"),
    ],
)
def test_a_plan_that_cannot_be(app, changes, field):
    officer = acting(coordinator())
    if field == "region":
        officer = replace(officer, granted=(type(officer.granted[0])(officer.granted[0].role, "31"),))
    if field == "day":
        changes = {**changes, "ends_at": clock.now() + timedelta(hours=1)}
    with pytest.raises(DomainError) as refused, unit():
        services.create(plan(**changes), actor=officer)
    assert refused.value.field == field
    assert db.session.scalar(select(func.count(Event.id))) == 0


def test_an_event_may_be_held_with_a_theme(app):
    theme = make_theme(slug="kuliner")
    with unit():
        event = services.create(plan(theme="kuliner"), actor=acting(coordinator()))
    assert event.community_id == theme.id


def test_nobody_plans_outside_her_region(app):
    officer = acting(coordinator())
    with pytest.raises(Refused), unit():
        services.create(plan(region_code=ARENJAYA), actor=officer)
    event = make_event()
    with pytest.raises(Refused), unit():
        services.edit(event, plan(region_code=ARENJAYA), actor=officer)
    assert fresh(event).region_code == JATIRASA


def test_a_draft_can_be_thrown_away_and_an_open_event_cannot(app):
    officer, draft, event = acting(coordinator()), make_event(status=EventStatus.DRAFT), make_event()
    with unit():
        services.discard(draft, actor=officer)
    with pytest.raises(Refused), unit():
        services.discard(event, actor=officer)
    assert list(db.session.scalars(select(Event.id))) == [event.id]


def test_places_then_waiting_list(app):
    event = make_event(places=1)
    first, second = acting(make_account()), acting(make_account())
    with unit():
        assert services.sign_up(event.public_id, actor=first).state == SignUpState.CONFIRMED
    with unit():
        waiting = services.sign_up(event.public_id, actor=second)
    assert waiting.state == SignUpState.WAITING and queries.waiting_position(waiting) == 1
    with unit():
        assert services.sign_up(event.public_id, actor=first).state == SignUpState.CONFIRMED
    assert fresh(event).taken == 1 and recorded() == ["SignedUp", "SignedUp"]


def test_twenty_people_at_once_never_overflow_five_places(app):
    event = make_event(places=5)
    address, people = event.public_id, [acting(make_account()) for _ in range(20)]

    def taking(actor):
        def call() -> str:
            with unit():
                return services.sign_up(address, actor=actor).state.value

        return call

    answers = side_by_side(app, [taking(actor) for actor in people])
    assert sorted(map(str, answers)) == ["confirmed"] * 5 + ["waiting"] * 15
    assert fresh(event).taken == 5
    codes = db.session.scalars(select(SignUp.code)).all()
    assert len(set(codes)) == 20


def test_a_code_that_somebody_has_is_drawn_again(app, monkeypatch):
    event, drawn = make_event(places=5), iter(["AAAAAA", "AAAAAA", "BBBBBB"])
    monkeypatch.setattr(places, "_new_code", lambda: next(drawn))
    for _ in range(2):
        with unit():
            services.sign_up(event.public_id, actor=acting(make_account()))
    assert sorted(db.session.scalars(select(SignUp.code))) == ["AAAAAA", "BBBBBB"]


def test_double_tap_takes_one_place(app):
    event, me = make_event(places=5), acting(job_seeker())
    address = event.public_id

    def tap() -> int:
        with unit():
            return services.sign_up(address, actor=me).id

    assert len(set(side_by_side(app, [tap] * 20))) == 1
    assert fresh(event).taken == 1 and states(event) == ["confirmed"]


def test_cancelling_lets_the_first_in_line_move_up(app):
    event = make_event(places=1)
    people = [acting(make_account()) for _ in range(3)]
    for actor in people:
        with unit():
            services.sign_up(event.public_id, actor=actor)
    with unit():
        services.withdraw(event.public_id, actor=people[0])
    assert states(event) == ["cancelled", "confirmed", "waiting"]
    assert fresh(event).taken == 1
    assert recorded()[-2:] == ["SignUpCancelled", "MovedUp"]
    with unit():
        again = services.sign_up(event.public_id, actor=people[0])
    assert queries.waiting_position(again) == 2


def test_leaving_the_waiting_list_moves_nobody(app):
    event = make_event(places=1)
    people = [acting(make_account()) for _ in range(3)]
    for actor in people:
        with unit():
            services.sign_up(event.public_id, actor=actor)
    with unit():
        services.withdraw(event.public_id, actor=people[1])
        assert services.withdraw(event.public_id, actor=people[1]) is None
    assert states(event) == ["confirmed", "cancelled", "waiting"] and fresh(event).taken == 1


def test_coming_and_going_at_the_same_moment_keeps_the_count(app):
    event = make_event(places=3)
    address, people = event.public_id, [acting(make_account()) for _ in range(10)]
    for actor in people[:5]:
        with unit():
            services.sign_up(event.public_id, actor=actor)

    def call(actor, verb):
        def run() -> None:
            with unit():
                verb(address, actor=actor)

        return run

    goes = [call(actor, services.withdraw) for actor in people[:5]]
    comes = [call(actor, services.sign_up) for actor in people[5:]]
    assert side_by_side(app, [*goes, *comes]) == [None] * 10
    assert states(event).count("confirmed") == fresh(event).taken == 3
    assert states(event).count("waiting") == 2


def test_more_places_move_people_up_and_fewer_than_taken_are_refused(app):
    event, officer = make_event(places=1), acting(coordinator())
    for _ in range(4):
        with unit():
            services.sign_up(event.public_id, actor=acting(make_account()))
    with unit():
        services.edit(event, plan(places=3), actor=officer)
    assert states(event) == ["confirmed"] * 3 + ["waiting"] and fresh(event).taken == 3
    with pytest.raises(DomainError) as refused, unit():
        services.edit(event, plan(places=2), actor=officer)
    assert refused.value.field == "places" and fresh(event).places == 3
    assert recorded().count("MovedUp") == 2 and recorded().count("EventChanged") == 1


def test_suspended_people_do_not_move_up(app):
    event, suspended, waits = make_event(places=1), make_account(), make_account()
    leaver = make_account()
    make_sign_up(event, leaver)
    make_sign_up(event, suspended, state=SignUpState.WAITING)
    make_sign_up(event, waits, state=SignUpState.WAITING)
    with unit():
        db.session.merge(suspended).status = AccountStatus.SUSPENDED
    with unit():
        services.withdraw(event.public_id, actor=acting(leaver))
    assert states(event) == ["cancelled", "waiting", "confirmed"]


@pytest.mark.parametrize(("status", "said"), [(EventStatus.DRAFT, NotFound), (EventStatus.CANCELLED, Refused)])
def test_nobody_signs_up_for_what_is_not_open(app, status, said):
    event = make_event(status=status)
    with pytest.raises(said), unit():
        services.sign_up(event.public_id, actor=acting(job_seeker()))
    assert fresh(event).taken == 0


def test_closed_account_gives_its_places_back(app):
    event, person, next_one = make_event(places=1), make_account(), make_account()
    make_sign_up(event, person)
    make_sign_up(event, next_one, state=SignUpState.WAITING)
    with unit():
        record(AccountClosed(person.id))
    settle()
    assert states(event) == ["cancelled", "confirmed"] and fresh(event).taken == 1
