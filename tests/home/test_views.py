"""Front page, areas and "Hari ini": what is kept for guests, and what a page costs."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.accounts.models import Account
from community.communities.models import PostKind
from community.foundation import clock, keeping
from tests.communities.factories import make_community, make_post, make_stay, make_theme
from tests.events.factories import make_event, make_sign_up
from tests.factories import JATIRASA, make_account
from tests.jobs.factories import make_job
from tests.notifications.factories import make_notice
from tests.personas import coordinator, job_seeker, sign_in
from tests.support import count_queries

AREA = "/wilayah/jatirasa"
MOST_QUERIES = 8


@pytest.fixture
def later(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[timedelta]]:
    """Parts are kept as on a server; what is appended moves the clock on."""
    moved: list[timedelta] = []
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: sum(moved, real()))
    monkeypatch.setitem(app.config, "KEPT_SECONDS", 3600.0)
    yield moved
    app.extensions.pop(keeping.EXTENSION, None)


@pytest.mark.parametrize("path", ["/", AREA, "/komunitas/jatirasa"])
def test_a_guest_sees_a_new_event_when_the_kept_part_is_over(
    client: FlaskClient, later: list[timedelta], path: str
) -> None:
    make_community(region_code=JATIRASA, slug="jatirasa")
    client.page(path)
    event = make_event(title="Kerja bakti Minggu pagi", starts_at=clock.now() + timedelta(days=2))
    assert event.title not in client.page(path).text
    later.append(timedelta(seconds=3601))
    assert event.title in client.page(path).text


@pytest.mark.parametrize("path", ["/", AREA])
def test_whoever_is_signed_in_sees_it_at_once(client: FlaskClient, later: list[timedelta], path: str) -> None:
    client.page(path)
    job = make_job(title="Penjaga toko bangunan", region_code=JATIRASA)
    sign_in(client, job_seeker())
    assert job.title in client.page(path).text


def test_what_a_member_opened_first_is_not_kept_for_guests(client: FlaskClient, later: list[timedelta]) -> None:
    sign_in(client, job_seeker())
    client.page(AREA)
    job = make_job(title="Penjaga toko bangunan", region_code=JATIRASA)
    with client.session_transaction() as session:
        session.clear()
    assert job.title in client.page(AREA).text


def test_each_language_and_each_area_keeps_its_own(client: FlaskClient, later: list[timedelta]) -> None:
    make_job(region_code=JATIRASA)
    assert "Lowongan baru" in client.page(AREA).text
    client.set_cookie("bahasa", "en")
    assert "Lowongan baru" not in client.page(AREA).text
    client.set_cookie("bahasa", "id")
    assert "Lowongan baru" in client.page(AREA).text
    assert "/lowongan?wilayah=jatirasa" not in client.page("/wilayah/arenjaya").text


def busy_day(account: Account, number: int) -> None:
    """Something of every sort that waits on "Hari ini"."""
    community, soon = make_theme(), clock.now() + timedelta(hours=5)
    make_stay(community, account)
    for _ in range(number):
        make_notice(account, needs_action=True)
        make_sign_up(make_event(starts_at=soon), account)
        make_event(starts_at=soon, organiser=account)
        make_post(community, make_account(), kind=PostKind.ANNOUNCEMENT)
        make_job()


@pytest.mark.parametrize("persona", [job_seeker, coordinator])
def test_today_costs_few_queries_however_much_there_is(
    client: FlaskClient, later: list[timedelta], persona: Callable[[], Account]
) -> None:
    account, costs = persona(), []
    sign_in(client, account)
    client.page("/hari-ini")
    for number in (1, 6):
        busy_day(account, number)
        with count_queries() as statements:
            client.page("/hari-ini")
        costs.append(len(statements))
    assert costs[0] == costs[1] <= MOST_QUERIES, costs
