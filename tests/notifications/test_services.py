from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts import services as accounts
from community.accounts.models import Purpose
from community.foundation import clock, messages
from community.foundation.database import db
from community.foundation.errors import NotFound
from community.foundation.messages import Message, MessageState
from community.notifications import queries, services
from community.notifications.models import Notice
from community.notifications.services import News
from tests.accounts.factories import messages_to
from tests.factories import make_account
from tests.notifications.factories import make_notice
from tests.personas import acting
from tests.support import unit

TRAINING = {"training": "Menjahit", "taken": 1}


def test_unread_news_is_brought_up_to_date(app: Flask) -> None:
    person = make_account()
    for taken in (1, 2):
        with unit():
            services.tell([person.id], News("training_signed_up", "training:1", "/x", {**TRAINING, "taken": taken}))
    [notice] = db.session.scalars(select(Notice)).all()
    assert notice.details["taken"] == 2


def test_news_after_reading_is_new(app: Flask) -> None:
    actor = acting(person := make_account())
    with unit():
        services.tell([person.id], News("training_signed_up", "training:1", "/x", TRAINING))
    with unit():
        services.mark_all_read(actor=actor)
    assert queries.unread_number(person.id) == 0
    with unit():
        services.tell([person.id], News("training_signed_up", "training:1", "/x", TRAINING))
    assert queries.unread_number(person.id) == 1


def test_nobody_marks_the_notices_of_another(app: Flask) -> None:
    notice = make_notice(make_account())
    with pytest.raises(NotFound), unit():
        services.mark_read(db.session.merge(notice), actor=acting(make_account()))
    with pytest.raises(NotFound), unit():
        services.mark_read(None, actor=acting(make_account()))


def test_old_and_done_is_forgotten_old_and_open_is_not(app: Flask) -> None:
    person, long_ago = make_account(), clock.now() - timedelta(days=400)
    make_notice(person, created_at=long_ago, done_at=long_ago)
    kept = make_notice(person, created_at=long_ago)
    with unit():
        services.forget_old()
    assert db.session.scalars(select(Notice.id)).all() == [kept.id]


def test_paths_are_made_without_a_request(app: Flask) -> None:
    assert services.address("jobs.application", public_id="abc") == "/lamaran/abc"


def test_a_second_move_is_sent_as_well(app: Flask) -> None:
    person = make_account()
    news = {"event": "Bazar", "starts_at": clock.now().isoformat(), "place": "Aula"}
    for place in ("Aula", "Balai RW 05", "Balai RW 05"):
        with unit():
            details = {**news, "place": place}
            services.tell([person.id], News("event_changed", "event:1", "/acara/x", details, important=True))
    assert len(db.session.scalars(select(Message).where(Message.address == person.phone)).all()) == 2


@pytest.mark.parametrize("agrees", [True, False])
def test_queued_news_travels_only_while_it_is_wanted(app: Flask, agrees: bool) -> None:
    account = make_account()
    actor, phone = acting(account), str(account.phone)
    details = {"event": "Bazar", "starts_at": clock.now().isoformat(), "place": "Aula"}
    with unit():
        services.tell([account.id], News("event_changed", "event:1", "/acara/x", details, important=True))
        if not agrees:
            accounts.withdraw_consent(Purpose.MESSAGES, actor=actor)
        messages.send(phone, "Kode", "Kode Anda 123456.")
    messages.carry_due()
    sent = [message.subject for message in messages_to(phone) if message.state == MessageState.SENT]
    assert len(sent) == (2 if agrees else 1) and "Kode" in sent
    assert not [message for message in messages_to(phone) if message.state == MessageState.WAITING]
