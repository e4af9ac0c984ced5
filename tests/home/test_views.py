"""What "Hari ini" costs."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from flask.testing import FlaskClient

from community.accounts.models import Account
from community.communities.models import PostKind
from community.foundation import clock
from community.mentoring import queries
from community.mentoring.models import RequestState
from tests.communities.factories import make_post, make_stay, make_theme
from tests.events.factories import make_event, make_sign_up
from tests.factories import make_account
from tests.jobs.factories import make_application, make_employer, make_job
from tests.mentoring.factories import make_mentor, make_request
from tests.notifications.factories import make_notice
from tests.personas import city_admin, coordinator, job_seeker, mentor, sign_in, startup_founder, umkm_owner
from tests.programmes.factories import make_programme, make_programme_application, make_startup
from tests.support import count_queries

MOST_QUERIES = 8


def busy_day(account: Account, number: int) -> None:
    """Something of every sort that waits on "Hari ini"."""
    community, soon = make_theme(), clock.now() + timedelta(hours=5)
    shop, giver = make_employer(account), queries.mentor_of(account.id) or make_mentor(account, capacity=50)
    make_stay(community, account)
    for _ in range(number):
        make_notice(account, kind="programme_returned", details={"programme": "Satu"})
        make_sign_up(make_event(starts_at=soon), account)
        make_event(starts_at=soon, organiser=account)
        make_post(community, make_account(), kind=PostKind.ANNOUNCEMENT)
        make_application(make_job(shop))
        make_application(make_job(), account)
        make_programme_application(make_programme(make_startup(account)))
        make_request(giver)
        make_request(giver, state=RequestState.ACCEPTED)


@pytest.mark.parametrize("persona", [job_seeker, umkm_owner, startup_founder, mentor, coordinator, city_admin])
def test_today_costs_few_queries_however_much_there_is(
    client: FlaskClient, kept_as_deployed: None, persona: Callable[[], Account]
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


def test_today_names_the_next_events_around_home(client: FlaskClient) -> None:
    account = job_seeker()
    make_event(title="Kelas roti sobek", region_code=account.home_code)
    sign_in(client, account)
    page = client.page("/hari-ini").text
    assert "Acara di" in page and "Kelas roti sobek" in page
