"""Vacancies that residents report: one open report of a person on a vacancy, decided by who coordinates the region.

The team of the business learns of a decision about its vacancy, never of a report or of who wrote it.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, select, update
from sqlalchemy.exc import IntegrityError

from community.accounts import audit
from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.businesses.models import Business, TeamMember
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound
from community.foundation.limits import Limit, use
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.jobs import policies, queries
from community.jobs.models import Job, JobReport, JobStatus, ReportReason, ReportState
from community.jobs.signals import JobReportDecided

SET_ASIDE = "jobs.report_set_aside"
REPORTS = Limit("jobs.reports", 5, timedelta(days=1))
SHOWN = 100


def open_report(job_id: int, account_id: int | None) -> JobReport | None:
    """What a person told of a vacancy and nobody has decided yet."""
    statement = select(JobReport).where(
        JobReport.job_id == job_id, JobReport.account_id == account_id, JobReport.state == ReportState.OPEN
    )
    return db.session.scalar(statement)


def report(job: Job, *, actor: Actor, reason: ReportReason, words: str) -> JobReport:
    """Tell the officers that something is wrong; a second report while the first is open returns the first."""
    team = queries.in_team(job.business_id, actor.account_id)
    enforce(policies.can_report(actor, job, team=team))
    if reason == ReportReason.OTHER and not words:
        raise DomainError(_("Ceritakan sedikit, supaya petugas tahu apa yang diperiksa."), field="words")
    if told := open_report(job.id, actor.account_id):
        return told
    use(REPORTS, str(actor.account_id))
    told = JobReport(job_id=job.id, account_id=actor.account_id, reason=reason, words=words)
    try:
        with db.session.begin_nested():
            db.session.add(told)
    except IntegrityError:
        first = open_report(job.id, actor.account_id)
        if first is None:
            raise
        return first
    return told


def _mine(actor: Actor) -> ColumnElement[bool]:
    """SQL: open reports of the actor's regions, without those about a business of hers."""
    own = select(TeamMember.business_id).where(TeamMember.account_id == actor.account_id)
    areas = accounts.covered(actor, Job.region_code)
    return and_(JobReport.state == ReportState.OPEN, Job.status == JobStatus.OPEN, areas, Job.business_id.not_in(own))


def number_waiting(actor: Actor) -> int:
    """How many reports wait for the actor."""
    if not actor.is_officer:
        return 0
    counted = select(func.count(JobReport.id)).join(Job, Job.id == JobReport.job_id).where(_mine(actor))
    return db.session.scalar(counted) or 0


def number_about(job: Job) -> int:
    """How many reports about a vacancy nobody has decided yet."""
    told = select(func.count(JobReport.id)).where(JobReport.job_id == job.id, JobReport.state == ReportState.OPEN)
    return db.session.scalar(told) or 0


def waiting(actor: Actor) -> Sequence[Any]:
    """(JobReport, Job, business name) that wait for the actor, oldest first."""
    if not actor.is_officer:
        return ()
    statement = (
        select(JobReport, Job, Business.name)
        .join(Job, Job.id == JobReport.job_id)
        .join(Business, Business.id == Job.business_id)
        .where(_mine(actor))
        .order_by(JobReport.id)
        .limit(SHOWN)
    )
    return db.session.execute(statement).all()


def _decide(told: JobReport, state: ReportState, actor: Actor) -> None:
    told.state, told.decided_at, told.decided_by_id = state, clock.now(), actor.account_id
    record(JobReportDecided(told.id))


def set_aside(report_public_id: str, *, actor: Actor) -> None:
    """Nothing wrong was found; deciding twice changes nothing."""
    statement = select(JobReport).where(JobReport.public_id == report_public_id).with_for_update()
    told = db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    job = db.session.get(Job, told.job_id) if told else None
    if told is None or job is None or not actor.coordinates(job.region_code):
        raise NotFound
    enforce(policies.can_decide_report(actor, job, team=queries.in_team(job.business_id, actor.account_id)))
    if told.state != ReportState.OPEN:
        return
    _decide(told, ReportState.SET_ASIDE, actor)
    audit.note(SET_ASIDE, f"job:{job.id}", actor=actor, region_code=job.region_code, reason=told.reason.value)


def uphold(job: Job, *, actor: Actor) -> None:
    """An officer closed the vacancy: whoever reported it is told."""
    open_ones = select(JobReport).where(JobReport.job_id == job.id, JobReport.state == ReportState.OPEN)
    for told in db.session.scalars(open_ones.with_for_update()):
        _decide(told, ReportState.UPHELD, actor)


def data_of(account_id: int) -> list[dict[str, str]]:
    """A person's reports, for the copy of her data."""
    statement = select(JobReport, Job.title).join(Job, Job.id == JobReport.job_id)
    rows = db.session.execute(statement.where(JobReport.account_id == account_id).order_by(JobReport.id))
    return [
        {
            "lowongan": title, "alasan": told.reason.value, "cerita": told.words, "keadaan": told.state.value,
            "dilaporkan": told.created_at.isoformat(),
        }
        for told, title in rows
    ]  # fmt: skip


def forget_reporter(account_id: int) -> None:
    """Empty the words of a closed account's reports."""
    db.session.execute(update(JobReport).where(JobReport.account_id == account_id).values(words=""))
