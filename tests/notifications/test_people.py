"""Teams, talk, and accounts that are suspended and come back."""

from __future__ import annotations

from typing import Any

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts import services as accounts
from community.accounts.models import Role
from community.businesses import services as businesses
from community.communities import services as communities
from community.foundation.database import db
from community.foundation.outbox import record
from community.jobs.signals import ApplicationSent
from community.notifications.models import Notice
from tests.businesses.factories import make_business
from tests.communities.factories import make_community, make_post, make_stay
from tests.factories import CITY, make_account, make_officer
from tests.jobs.factories import make_application, make_employer, make_job
from tests.notifications.factories import open_notices
from tests.notifications.test_subscriptions import messages_to, notices
from tests.personas import acting
from tests.recommendations.factories import work
from tests.support import unit

pytestmark = pytest.mark.slow


def fresh(thing: Any) -> Any:
    return db.session.get_one(type(thing), thing.id)


def test_an_invitation_into_a_team_waits_for_her(app: Flask) -> None:
    owner, rini = make_account(call_name="Bu Yanti"), make_account(call_name="Rini")
    shop = make_business(owner)
    with unit():
        businesses.invite_teammate(fresh(shop), actor=acting(owner), code=rini.public_id)
    work()
    [todo] = open_notices(rini)
    assert todo.url == f"/usaha/{shop.public_id}/undangan"
    with unit():
        businesses.accept_invitation(fresh(shop), actor=acting(rini))
    work()
    assert open_notices(rini) == []
    assert notices(owner.id)["team_joined"].details["name"] == "Rini"
    with unit():
        businesses.remove_teammate(fresh(shop), rini.public_id, actor=acting(owner))
    work()
    assert "team_removed" in notices(rini.id)


def test_talk_reaches_its_author(app: Flask) -> None:
    sari, rini, officer = make_account(), make_account(call_name="Rini"), make_officer()
    community = make_community()
    make_stay(community, sari)
    make_stay(community, rini)
    post = make_post(community, sari)
    for words in ("Saya bisa bantu.", "Besok pagi."):
        with unit():
            communities.comment(fresh(community), fresh(post), body=words, actor=acting(rini))
        work()
    with unit():
        communities.comment(fresh(community), fresh(post), body="Terima kasih!", actor=acting(sari))
    work()
    assert [told.kind for told in db.session.scalars(select(Notice))] == ["post_answered"]
    with unit():
        communities.hide_post(fresh(community), fresh(post), reason="Bukan tempatnya", actor=acting(officer))
    work()
    assert notices(sari.id)["post_hidden"].details["reason"] == "Bukan tempatnya"


def test_nobody_answers_a_suspended_person_until_she_is_back(app: Flask) -> None:
    owner, sari, admin = make_account(), make_account(), make_officer(Role.ADMIN, CITY)
    application = make_application(make_job(make_employer(owner)), sari)
    with unit():
        record(ApplicationSent(application.id))
    work()
    with unit():
        accounts.suspend_account(sari.id, reason="Menipu tetangga", actor=acting(admin))
    work()
    assert any("Menipu tetangga" in body for body in messages_to(sari.phone))
    assert notices(sari.id) == {}
    assert notices(owner.id)["application_received"].done_at is not None
    with unit():
        accounts.restore_account(sari.id, actor=acting(admin))
    work()
    assert "account_restored" in notices(sari.id)
    assert len(open_notices(owner)) == 1


def test_a_closed_account_is_named_in_nobodys_notices(app: Flask) -> None:
    author, sari = make_account(), make_account(call_name="Zubaedah")
    community = make_community()
    post = make_post(community, author)
    make_stay(community, sari)
    with unit():
        communities.comment(db.session.merge(community), db.session.merge(post), actor=acting(sari), body="Saya ikut.")
    work()
    assert notices(author.id)["post_answered"].details["name"] == "Zubaedah"
    with unit():
        accounts.close_account(sari.id, actor=acting(sari))
    work()
    assert notices(author.id) == {}
