"""What saved searches found reaches people who are not on the site: once a day, one message, a number and a link."""

from __future__ import annotations

from collections.abc import Callable
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts.models import Account, AccountStatus, Purpose
from community.foundation import clock
from community.foundation.database import db
from community.foundation.messages import Message
from community.jobs.models import Job
from community.notifications import tasks
from community.wanted import services
from tests.factories import make_account
from tests.jobs.factories import make_job
from tests.members.factories import make_member
from tests.personas import acting, job_seeker
from tests.search.factories import hide
from tests.support import side_by_side, unit
from tests.wanted.factories import make_find, make_saved_search

EVENING = datetime(2026, 11, 23, 10, 5, tzinfo=UTC)
DAY = timedelta(days=1)
Run = Callable[[datetime], list[str]]


@pytest.fixture
def at(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Run:
    """Run the task at a moment, as a worker that has just started; returns the bodies of all messages there are."""

    def run(moment: datetime) -> list[str]:
        app.extensions.pop(tasks.FINDS_WRITTEN, None)
        with monkeypatch.context() as patch:
            patch.setattr(clock, "now", lambda: moment)
            tasks.write_of_finds()
        return bodies()

    return run


def bodies() -> list[str]:
    db.session.rollback()
    return list(db.session.scalars(select(Message.body).order_by(Message.id)))


def found(account: Account, number: int = 1, *, before: timedelta = timedelta(hours=3)) -> list[Job]:
    """So many vacancies that a search of hers found before the evening."""
    kept = make_saved_search(account, seen_at=EVENING - 9 * DAY)
    jobs = [make_job(title="Kasir") for _one in range(number)]
    for job in jobs:
        make_find(kept, number=job.id, found_at=EVENING - before)
    return jobs


def test_one_message_for_all_her_searches_with_a_number_and_a_link(app: Flask, at: Run) -> None:
    sari = job_seeker()
    found(sari, 2)
    found(sari, 1, before=2 * DAY)
    [body] = at(EVENING)
    assert "3 yang baru untuk pencarian yang Anda simpan" in body and body.endswith("/cari/simpanan")
    assert db.session.scalars(select(Message.permission)).one() == Purpose.MESSAGES


def test_a_person_who_was_found_is_not_named(app: Flask, at: Run) -> None:
    person = make_member(account={"call_name": "Zamrud"})
    kept = make_saved_search(words="zamrud", kind="member", seen_at=EVENING - DAY)
    make_find(kept, "member", person.id, found_at=EVENING - timedelta(hours=3))
    [body] = at(EVENING)
    assert "1 yang baru" in body and "zamrud" not in body.casefold()


@pytest.mark.parametrize(("hour", "sent"), [(9, 0), (10, 1), (13, 1), (14, 0)])
def test_in_the_evening_in_bekasi_alone(app: Flask, at: Run, hour: int, sent: int) -> None:
    found(job_seeker())
    assert len(at(EVENING.replace(hour=hour))) == sent


def test_once_a_day_and_not_again_without_anything_new(app: Flask, at: Run) -> None:
    sari = job_seeker()
    found(sari)
    assert len(at(EVENING)) == len(at(EVENING + timedelta(hours=1))) == len(at(EVENING + DAY)) == 1
    found(sari, before=-timedelta(hours=3))
    assert [body.split(": ")[1][:2] for body in at(EVENING + DAY)] == ["1 ", "2 "]


def test_two_workers_write_once(app: Flask, at: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    found(job_seeker())
    monkeypatch.setattr(clock, "now", lambda: EVENING)
    app.extensions.pop(tasks.FINDS_WRITTEN, None)
    assert side_by_side(app, [tasks.write_of_finds] * 3) == [None] * 3
    assert len(bodies()) == 1


def test_nothing_after_she_looked_hid_or_it_closed(app: Flask, at: Run) -> None:
    looked = job_seeker()
    kept = make_saved_search(looked, seen_at=EVENING - timedelta(hours=1))
    make_find(kept, number=make_job(title="Kasir").id, found_at=EVENING - timedelta(hours=3))
    closed = make_account()
    [job] = found(closed)
    found(closed, before=3 * DAY)
    hide("job", job.id)
    assert at(EVENING) == []


@pytest.mark.parametrize("status", [AccountStatus.SUSPENDED, AccountStatus.DELETED])
def test_nothing_to_who_cannot_come_in(app: Flask, at: Run, status: AccountStatus) -> None:
    found(make_account(status=status))
    assert at(EVENING) == []


def test_nothing_without_consent(app: Flask, at: Run) -> None:
    found(make_account(consents=(Purpose.ACCOUNT, Purpose.MATCHING)))
    assert at(EVENING) == []


def test_every_batch_is_written(app: Flask, at: Run, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("community.notifications.digests.MOST_AT_ONCE", 2)
    for _number in range(5):
        found(make_account())
    assert len(at(EVENING)) == 5


def test_a_stopped_search_tells_nothing(app: Flask, at: Run) -> None:
    sari = job_seeker()
    kept = make_saved_search(sari, seen_at=EVENING - DAY)
    make_find(kept, number=make_job(title="Kasir").id, found_at=EVENING - timedelta(hours=3))
    with unit():
        services.stop(kept.public_id, actor=acting(sari))
    assert at(EVENING) == []
