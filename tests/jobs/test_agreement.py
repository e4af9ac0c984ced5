"""Lists of vacancies and the policy of their pages agree."""

from __future__ import annotations

from itertools import product

from community.businesses.models import Business, BusinessStatus
from community.foundation.cards import load_cards
from community.foundation.database import db
from community.jobs import policies, queries
from community.jobs.models import Job, JobStatus
from tests.agreement import everybody
from tests.factories import make_account
from tests.jobs.factories import make_application, make_employer, make_job


def shown(business_id: int) -> bool:
    return db.session.get_one(Business, business_id).status == BusinessStatus.ACTIVE


def test_a_list_holds_what_its_reader_may_see(app):
    owner = make_account()
    jobs: list[Job] = [
        make_job(make_employer(owner if mine else None, status=status), status=state)
        for status, state, mine in product(BusinessStatus, JobStatus, (True, False))
    ]
    public = {card.id for card in load_cards([queries.cards()])}
    actors = everybody(owner)
    for actor, job in product(actors, jobs):
        team = queries.in_team(job.business_id, actor.account_id)
        assert job.id not in public or policies.can_see(actor, job, team=team, in_sight=shown(job.business_id))
    for actor in actors:
        managed = {row.job.id for row in queries.managed_by(actor.account_id or 0)}
        may = {
            job.id
            for job in jobs
            if policies.can_manage(actor, team=queries.in_team(job.business_id, actor.account_id))
        }
        assert managed == may


def test_an_application_is_listed_to_who_may_read_it(app):
    owner, applicant = make_account(), make_account()
    jobs = [make_job(make_employer(owner)), make_job()]
    sent = [make_application(job, person) for job in jobs for person in (applicant, make_account())]
    for actor in everybody(owner, applicant):
        mine = {row[0].id for row in queries.applications_of(actor.account_id or 0)}
        managed = {row.job.id for row in queries.managed_by(actor.account_id or 0)}
        for application in sent:
            team = application.job_id in managed
            readable = bool(policies.can_read(actor, application, team=team))
            assert readable == (application.id in mine or team)
