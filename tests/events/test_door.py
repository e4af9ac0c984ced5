"""Checking in by list and by code, and looking at phones."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import select

from community.accounts.models import AuditEntry
from community.events import services
from community.events.models import Event, SignUp, SignUpState
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused
from tests.events.factories import make_event, make_sign_up
from tests.factories import ARENJAYA, make_account
from tests.members.factories import make_member
from tests.personas import acting, coordinator, sign_in
from tests.support import count_queries, recorded, side_by_side, unit


def test_checked_in_by_list_and_code_once(app):
    event = make_event(starts_at=clock.now() + timedelta(minutes=1))
    own = make_sign_up(event, make_account(), code="K7M2QP")
    officer = acting(coordinator())
    with unit():
        assert services.check_in_by_code(event, " k7m 2qp ", actor=officer)[1]
    with unit():
        assert not services.check_in(event, own.public_id, actor=officer)[1]
        assert not services.check_in_by_code(event, "K7M2QP", actor=officer)[1]
    assert recorded() == ["CheckedIn"]
    with unit():
        services.undo_check_in(event, own.public_id, actor=officer)
    db.session.expire_all()
    assert db.session.get_one(SignUp, own.id).checked_in_at is None


def test_checked_in_side_by_side_is_told_once(app):
    event = make_event(starts_at=clock.now() + timedelta(minutes=1))
    own = make_sign_up(event, make_account())
    officer, event_id, public_id = acting(coordinator()), event.id, own.public_id

    def tap() -> bool:
        with unit():
            return services.check_in(db.session.get_one(Event, event_id), public_id, actor=officer)[1]

    assert sorted(side_by_side(app, [tap] * 8)) == [False] * 7 + [True]
    assert recorded() == ["CheckedIn"]


def test_codes_that_do_not_open_the_door(app):
    today = clock.now() + timedelta(minutes=1)
    event, other = make_event(starts_at=today), make_event(starts_at=today)
    make_sign_up(other, make_account(), code="ABCDEF")
    make_sign_up(event, make_account(), code="WAITED", state=SignUpState.WAITING)
    make_sign_up(event, make_account(), code="GONEGO", state=SignUpState.CANCELLED)
    for code in ("ABCDEF", "WAITED", "GONEGO", "", "'; DROP", "%"):
        with pytest.raises(DomainError) as refused, unit():
            services.check_in_by_code(event, code, actor=acting(coordinator()))
        assert refused.value.field == "code"


def test_nobody_is_there_before_the_day(app):
    event = make_event()
    own = make_sign_up(event, make_account(), code="K7M2QP")
    officer = acting(coordinator())
    with pytest.raises(Refused), unit():
        services.check_in(event, own.public_id, actor=officer)
    with pytest.raises(DomainError), unit():
        services.check_in_by_code(event, "K7M2QP", actor=officer)


def test_a_look_at_a_phone_is_written_into_the_persons_trail(app):
    event, person = make_event(), make_account()
    own, officer = make_sign_up(event, person), acting(coordinator())
    with unit():
        services.see_phone(event, own.public_id, actor=officer)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == "events.phone_opened")).one()
    assert (entry.subject, entry.actor_id) == (f"account:{person.id}", officer.account_id)
    other = make_event()
    with pytest.raises(NotFound), unit():
        services.see_phone(other, own.public_id, actor=officer)


def test_the_list_begins_with_how_many_are_there(client):
    event = make_event(starts_at=clock.now() + timedelta(minutes=5), places=40)
    make_sign_up(event, make_account(call_name="Bu Ningsih"), checked_in_at=clock.now())
    make_sign_up(event, make_account(call_name="Pak Tono"))
    sign_in(client, coordinator())
    text = " ".join(client.page(f"/acara/{event.public_id}/peserta").text.split())
    assert "1/2 hadir" in text and "2/40 tempat terisi" in text
    assert text.index("1/2 hadir") < text.index("Bu Ningsih")
    assert "Lihat nomor" in text


def test_no_button_promises_a_number_its_owner_keeps(client):
    event = make_event()
    for name, kept in (("Sari", {}), ("Pak Tono", {"phone": "coordinator"})):
        make_sign_up(event, make_member(account={"call_name": name, "home_code": ARENJAYA}, audiences=kept))
    make_sign_up(event, make_account(call_name="Bu Ningsih", phone=None, email="ningsih@example.id"))
    sign_in(client, coordinator())
    with count_queries() as statements:
        page = client.page(f"/acara/{event.public_id}/peserta")
    buttons = [button.text for button in page.every("button") if "Lihat nomor" in button.text]
    assert len(buttons) == 1 and "Sari" in buttons[0]
    for number in range(5):
        make_sign_up(event, make_member(account={"call_name": f"Warga {number}"}))
    with count_queries() as more:
        client.page(f"/acara/{event.public_id}/peserta")
    assert len(more) == len(statements)
