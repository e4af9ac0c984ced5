"""Applications that nobody opens are brought to mind once."""

from __future__ import annotations

from datetime import timedelta

from flask import Flask

from community.businesses.models import BusinessStatus
from community.foundation import clock
from community.foundation.database import db
from community.jobs import services as jobs
from community.jobs.models import Application, ApplicationState
from community.notifications import tasks
from tests.factories import make_account
from tests.jobs.factories import make_application, make_employer, make_job
from tests.notifications.factories import open_notices
from tests.notifications.test_subscriptions import notices
from tests.personas import acting
from tests.recommendations.factories import work
from tests.support import unit

WEEK = timedelta(days=7)


def test_a_week_unread_is_told_to_the_team_once(app: Flask) -> None:
    yanti = make_account(call_name="Bu Yanti")
    job = make_job(make_employer(yanti))
    late = make_application(job, make_account(call_name="Rian"), sent_at=clock.now() - WEEK)
    make_application(job, sent_at=clock.now() - WEEK + timedelta(hours=1))
    make_application(job, sent_at=clock.now() - WEEK, state=ApplicationState.READ)
    make_application(make_job(make_employer(yanti, status=BusinessStatus.HIDDEN)), sent_at=clock.now() - WEEK)
    for _day in range(2):
        tasks.remind_of_unread()
        [told] = open_notices(yanti)
        assert (told.kind, told.details["name"]) == ("application_unread", "Rian")
        with unit():
            db.session.merge(told).read_at = clock.now()
    with unit():
        found = db.session.get_one(Application, late.id)
        jobs.withdraw(found, actor=acting(db.session.get_one(type(yanti), found.account_id)))
    work()
    assert notices(yanti.id)["application_unread"].done_at is not None
    tasks.remind_of_unread()
    assert open_notices(yanti) == []
