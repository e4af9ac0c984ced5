"""Businesses, vacancies and applications for tests."""

from __future__ import annotations

from datetime import timedelta
from itertools import count
from typing import Any

from community.accounts.models import Account
from community.businesses.models import Business, BusinessKind, TeamMember, TeamRole
from community.foundation import clock
from community.foundation.database import db
from community.foundation.transactions import unit_of_work
from community.jobs.models import Application, Job, JobReport, JobStatus, JobType, PayUnit, ReportReason
from tests.factories import ARENJAYA, make_account

_numbers = count(1)


def make_employer(owner: Account | None = None, **fields: Any) -> Business:
    """A small business with its owner in the team."""
    owner = owner or make_account(intents=["usaha"], home_code=ARENJAYA)
    values = {"kind": BusinessKind.SME, "name": f"Warung {next(_numbers)}", "region_code": ARENJAYA}
    with unit_of_work():
        business = Business(owner_id=owner.id, **{**values, **fields})
        db.session.add(business)
        db.session.flush()
        db.session.add(TeamMember(business_id=business.id, account_id=owner.id, role=TeamRole.OWNER))
    return business


def make_job(business: Business | None = None, **fields: Any) -> Job:
    """An open vacancy that closes in two weeks."""
    business = business or make_employer()
    values = {
        "title": f"Juru masak {next(_numbers)}",
        "description": "Memasak nasi uduk tiap pagi.",
        "region_code": business.region_code,
        "job_type": JobType.FULL_TIME,
        "pay_from": 3_500_000,
        "pay_unit": PayUnit.MONTH,
        "closes_on": clock.today() + timedelta(days=14),
        "status": JobStatus.OPEN,
        "published_at": clock.now(),
    }
    with unit_of_work():
        job = Job(business_id=business.id, created_by_id=business.owner_id, **{**values, **fields})
        db.session.add(job)
    return job


def make_application(job: Job, applicant: Account | None = None, **fields: Any) -> Application:
    """A running application."""
    applicant = applicant or make_account()
    with unit_of_work():
        application = Application(job_id=job.id, account_id=applicant.id, **fields)
        db.session.add(application)
    return application


def make_report(job: Job) -> JobReport:
    """An open report of somebody who was asked for money."""
    reporter = make_account()
    with unit_of_work():
        told = JobReport(job_id=job.id, account_id=reporter.id, reason=ReportReason.MONEY, words="Minta uang.")
        db.session.add(told)
    return told
