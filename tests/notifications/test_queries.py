from __future__ import annotations

from datetime import timedelta

from flask import Flask

from community.accounts.actor import GUEST
from community.communities.models import PostKind
from community.foundation import clock, concerns
from community.notifications import queries, services
from tests.communities.factories import make_community, make_post, make_stay
from tests.factories import make_account
from tests.notifications.factories import make_notice, open_notices
from tests.personas import acting
from tests.support import count_queries, unit


def test_what_waits_is_one_query_due_first(app: Flask) -> None:
    actor = acting(person := make_account())
    make_notice(person, kind="programme_returned", details={"programme": "Satu", "reason": "Tulis tempatnya"})
    make_notice(
        person, kind="programme_to_answer", details={"n": 3, "programme": "Dua"},
        due_at=clock.now() + timedelta(hours=3),
    )  # fmt: skip
    make_notice(person)
    make_notice(person, needs_action=False, done_at=clock.now())
    make_notice(person, kind="membership_asked", details={"name": "A", "community": "B"})
    make_notice(make_account())
    with app.test_request_context(), count_queries() as statements:
        items, unread = queries.todo_and_unread(actor)
    assert len(statements) == 1
    assert [item["title"] for item in items] == ["3 pendaftar menunggu jawaban Anda", "Perbaiki program “Satu”"]
    assert unread == 5
    assert items[0]["tone"] == "brick"
    assert queries.todo_and_unread(GUEST) == ([], 0)


def test_resolving_closes_only_its_subject(app: Flask) -> None:
    person = make_account()
    make_notice(person, subject="application:1")
    make_notice(person, subject="application:2")
    with unit():
        services.resolve("application:1", "application_received")
    with app.test_request_context():
        assert len(open_notices(person)) == 1
    assert queries.unread_number(person.id) == 1


def test_new_announcements_of_my_communities(app: Flask) -> None:
    sari, officer = make_account(), make_account()
    mine, other = make_community(name="Komunitas Jatirasa"), make_community(region_code="32.75.09.1002")
    make_stay(mine, sari)
    make_post(mine, officer, kind=PostKind.ANNOUNCEMENT, title="Kerja bakti")
    make_post(mine, officer, title="Obrolan biasa")
    make_post(mine, officer, kind=PostKind.ANNOUNCEMENT, title="Ditarik", hidden_at=clock.now())
    make_post(mine, officer, kind=PostKind.ANNOUNCEMENT, title="Lama", created_at=clock.now() - timedelta(days=40))
    make_post(other, officer, kind=PostKind.ANNOUNCEMENT, title="Bukan untuk Sari")
    actor = acting(sari)
    with app.test_request_context():
        found = concerns.of(actor, "announcement")
    assert [(row.title, row.who) for row in found] == [("Kerja bakti", "Komunitas Jatirasa")]
