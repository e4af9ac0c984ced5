"""Reads of vacancies and applications."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Select, Text, and_, case, cast, exists, false, func, not_, or_, select
from sqlalchemy.sql import ColumnElement

from community.businesses.models import Business, BusinessStatus, TeamMember
from community.foundation import clock
from community.foundation.cards import card_columns
from community.foundation.database import constant, constants, db
from community.foundation.documents import Document
from community.foundation.errors import NotFound
from community.jobs.models import Application, ApplicationState, ApplicationStep, Job, JobStatus, JobType, PayUnit

Rows = Select[*tuple[Any, ...]]
# What a month of work makes of a day's or an hour's pay, for comparing only.
IS_RUNNING = Application.state != constant(ApplicationState.WITHDRAWN)
UNANSWERED = (ApplicationState.SENT, ApplicationState.READ)
IS_UNANSWERED = Application.state.in_(constants(UNANSWERED))
IS_DECLINED = Application.state == ApplicationState.DECLINED
# Who waits for the employer comes first, whom she refused last.
TURN = case((IS_UNANSWERED, 0), (IS_DECLINED, 2), else_=1)
MONTHLY = {PayUnit.MONTH: 1, PayUnit.DAY: 25, PayUnit.HOUR: 173}


def is_open() -> ColumnElement[bool]:
    """SQL: open to applicants today, at a business that is not hidden."""
    return and_(
        Job.status == JobStatus.OPEN,
        Job.closes_on >= clock.today(),
        Business.status == BusinessStatus.ACTIVE,
    )


def open_jobs() -> Rows:
    """(Job, business name) of everything open."""
    statement = select(Job, Business.name.label("business_name"))
    return statement.join(Business, Business.id == Job.business_id).where(is_open())


def cards() -> Rows:
    """Open vacancies as cards."""
    columns = card_columns(
        "job",
        id=Job.id,
        public_id=Job.public_id,
        title=Job.title,
        by=Business.name,
        region_code=Job.region_code,
        closes_on=Job.closes_on,
        pay_from=Job.pay_from,
        pay_to=Job.pay_to,
        pay_unit=Job.pay_unit,
        pay_per=Job.pay_per,
    )
    return select(*columns).join(Business, Business.id == Job.business_id).where(is_open())


def open_region_codes() -> Rows:
    """The region of each open vacancy, for counting."""
    return select(Job.region_code).join(Business, Business.id == Job.business_id).where(is_open())


def newest_in(codes: Sequence[str], limit: int) -> Sequence[Any]:
    """The newest open vacancies in the regions, as a list shows them."""
    statement = for_list(open_jobs()).where(Job.region_code.in_(codes))
    return db.session.execute(statement.order_by(Job.published_at.desc(), Job.id.desc()).limit(limit)).all()


def monthly_at_least(amount: int) -> ColumnElement[bool]:
    """SQL: pays at least `amount` rupiah a month, a day counted 25 times and an hour 173 times."""
    best = func.coalesce(Job.pay_to, Job.pay_from, 0)
    return or_(
        *(and_(Job.pay_unit == unit, best * factor >= amount) for unit, factor in MONTHLY.items()),
    )


def open_matching(word: str = "", job_type: str = "", part: str = "", least_pay: int = 0) -> Rows:
    """(Job, business name) of what is open and fits every filter given; pay in rupiah a month."""
    statement = open_jobs()
    if word:
        statement = statement.where(func.lower(Job.title).contains(word.casefold(), autoescape=True))
    if job_type:
        statement = statement.where(Job.job_type == JobType(job_type))
    if part:
        statement = statement.where(has_schedule(part))
    return statement.where(monthly_at_least(least_pay)) if least_pay else statement


def for_list(statement: Rows) -> Rows:
    """Rows of what a list shows of a vacancy; its long texts and JSON columns stay where they are."""
    shown = (Job.id, Job.public_id, Job.title, Job.region_code, Job.closes_on, Job.published_at)
    pay = (Job.pay_from, Job.pay_to, Job.pay_unit, Job.pay_per)
    return statement.with_only_columns(*shown, *pay, Business.name.label("business_name"), maintain_column_froms=True)


def number_of(statement: Rows) -> int:
    """How many rows a list has."""
    return db.session.scalar(select(func.count()).select_from(statement.with_only_columns(Job.id).subquery())) or 0


def has_schedule(part: str) -> ColumnElement[bool]:
    """SQL: the stored list of working times names `part` (one of four known words)."""
    return cast(Job.schedule, Text).contains(f'"{part}"', autoescape=True)


def documents(ids: Sequence[int] | None = None) -> Iterable[Document]:
    """Open vacancies as words and facts; with `ids`, those of them that are open."""
    statement = open_jobs()
    if ids is not None:
        statement = statement.where(Job.id.in_(ids))
    for job, business_name in db.session.execute(statement):
        factor = MONTHLY.get(job.pay_unit)
        best = job.pay_to or job.pay_from
        yield Document(
            kind="job",
            id=job.id,
            title=job.title,
            text=f"{business_name}. {job.description}",
            region_code=job.region_code,
            skills=tuple(dict.fromkeys([*job.skills, *job.extra_skills])),
            owner_key=f"business:{job.business_id}",
            since=clock.local(job.published_at).date() if job.published_at else None,
            until=job.closes_on,
            features={
                "pay_max": best * factor if best and factor else None,
                "schedule": tuple(job.schedule),
                "licences": tuple(job.licences),
                "education": job.education,
                "capacity": job.places,
                "audience": ("job_seeker",),
            },
        )


def in_team(business_id: int, account_id: int | None) -> bool:
    """Whether a person may act for a business."""
    if account_id is None:
        return False
    statement = select(TeamMember.id).where(TeamMember.business_id == business_id, TeamMember.account_id == account_id)
    return db.session.scalar(statement) is not None


def get_job(public_id: str) -> tuple[Job, Business]:
    """A vacancy with its business; NotFound when there is none at this address."""
    statement = select(Job, Business).join(Business, Business.id == Job.business_id)
    row = db.session.execute(statement.where(Job.public_id == public_id)).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def accepts(job: Job, business: Business) -> bool:
    """Whether a loaded vacancy is open today: the same rule as `is_open`."""
    return job.status == JobStatus.OPEN and job.closes_on >= clock.today() and business.status == BusinessStatus.ACTIVE


def my_businesses(account_id: int) -> Sequence[Business]:
    """The active businesses a person may act for."""
    statement = (
        select(Business)
        .join(TeamMember, TeamMember.business_id == Business.id)
        .where(TeamMember.account_id == account_id, Business.status == BusinessStatus.ACTIVE)
    )
    return db.session.scalars(statement.order_by(Business.name)).all()


@dataclass(frozen=True, slots=True)
class Managed:
    """A vacancy of mine and how many applications it has and how many wait for the employer."""

    job: Job
    business_name: str
    total: int
    waiting: int


def managed_by(account_id: int) -> list[Managed]:
    """The vacancies of a person's businesses, newest first (200 at most)."""
    total = func.count(Application.id)
    waiting = func.count(Application.id).filter(IS_UNANSWERED)
    statement = (
        select(Job, Business.name, total, waiting)
        .join(Business, Business.id == Job.business_id)
        .join(TeamMember, TeamMember.business_id == Business.id)
        .outerjoin(Application, and_(Application.job_id == Job.id, IS_RUNNING))
        .where(TeamMember.account_id == account_id)
        .group_by(Job.id, Business.name)
        .order_by(Job.id.desc())
        .limit(200)
    )
    return [Managed(*row) for row in db.session.execute(statement)]


def applications_in(job_id: int, states: Sequence[ApplicationState]) -> Select[Application, int]:
    """(Application, its turn) of a vacancy in these states, else in all but withdrawn; page by TURN and id."""
    statement = select(Application, TURN.label("turn")).where(Application.job_id == job_id, IS_RUNNING)
    return statement.where(Application.state.in_(states)) if states else statement


def count_by_state(job_id: int) -> dict[str, int]:
    """How many applications of each state a vacancy has, the withdrawn left out."""
    counted = select(Application.state, func.count()).where(Application.job_id == job_id, IS_RUNNING)
    rows = db.session.execute(counted.group_by(Application.state))
    return {state.value: number for state, number in rows}


def applications_of(account_id: int, limit: int | None = 100) -> Sequence[Any]:
    """(Application, Job, business name) of a person, newest first; all of them with None."""
    statement = (
        select(Application, Job, Business.name.label("business_name"))
        .join(Job, Job.id == Application.job_id)
        .join(Business, Business.id == Job.business_id)
        .where(Application.account_id == account_id)
        .order_by(Application.id.desc())
        .limit(limit)
    )
    return db.session.execute(statement).all()


def has_applied(job_id: int, account_id: int | None) -> bool:
    """Whether a person ever applied to a vacancy."""
    if account_id is None:
        return False
    statement = select(Application.id).where(Application.job_id == job_id, Application.account_id == account_id)
    return db.session.scalar(statement.limit(1)) is not None


def running_application(job_id: int, account_id: int | None) -> Application | None:
    """A person's application to a vacancy, unless she withdrew it."""
    if account_id is None:
        return None
    statement = select(Application).where(
        Application.job_id == job_id, Application.account_id == account_id, IS_RUNNING
    )
    return db.session.scalar(statement)


def get_application(public_id: str, account_id: int | None) -> tuple[Application, Job, Business, bool]:
    """An application, its vacancy and business, and whether a person may act for that; NotFound without one."""
    statement = (
        select(Application, Job, Business, TeamMember.id.is_not(None))
        .join(Job, Job.id == Application.job_id)
        .join(Business, Business.id == Job.business_id)
        .outerjoin(TeamMember, and_(TeamMember.business_id == Business.id, TeamMember.account_id == account_id))
    )
    row = db.session.execute(statement.where(Application.public_id == public_id)).first()
    if row is None:
        raise NotFound
    return row[0], row[1], row[2], row[3]


def steps_of(application_id: int) -> Sequence[ApplicationStep]:
    """What happened to an application, oldest first."""
    statement = select(ApplicationStep).where(ApplicationStep.application_id == application_id)
    return db.session.scalars(statement.order_by(ApplicationStep.id)).all()


def jobs_of_business(business_id: int, limit: int = 10) -> Sequence[Job]:
    """The open vacancies of a business, newest first."""
    statement = (
        select(Job).join(Business, Business.id == Job.business_id).where(is_open(), Job.business_id == business_id)
    )
    return db.session.scalars(statement.order_by(Job.published_at.desc(), Job.id.desc()).limit(limit)).all()


def similar_to(job: Job, account_id: int | None, limit: int = 3) -> Sequence[Any]:
    """(Job, business name) of other open vacancies of the same trade, near ones first, not applied to yet."""
    wanted = [cast(Job.skills, Text).contains(f'"{skill}"', autoescape=True) for skill in job.skills[:4]]
    same_trade = or_(*wanted) if wanted else false()
    near = case((Job.region_code == job.region_code, 0), (Job.region_code.startswith(job.region_code[:8]), 1), else_=2)
    applied = exists().where(Application.job_id == Job.id, Application.account_id == account_id)
    statement = open_jobs().where(Job.id != job.id, not_(applied), or_(same_trade, near < 2))
    order = (case((same_trade, 0), else_=1), near, Job.id.desc())
    return db.session.execute(statement.order_by(*order).limit(limit)).all()


def past_their_day() -> Sequence[Job]:
    """Vacancies that are still marked open though their last day has passed."""
    return db.session.scalars(select(Job).where(Job.status == JobStatus.OPEN, Job.closes_on < clock.today())).all()


def data_of(account_id: int) -> list[dict[str, str]]:
    """A person's applications, for the copy of her data."""
    return [
        {
            "lowongan": job.title,
            "usaha": business_name,
            "keadaan": application.state.value,
            "dikirim": application.sent_at.isoformat(),
            "pesan": application.message,
            "jawaban": application.answer,
        }
        for application, job, business_name in applications_of(account_id, None)
    ]
