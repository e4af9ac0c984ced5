"""Verbs of vacancies and applications; each asks its policy."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import partial

from flask_babel import gettext as _
from sqlalchemy import select, update

from community.accounts import audit
from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.accounts.models import AccountStatus
from community.businesses.models import Business, Scale
from community.businesses.policies import can_act_for
from community.businesses.queries import scale_today, standing
from community.foundation import clock, limits
from community.foundation.database import db
from community.foundation.errors import DomainError, check_all
from community.foundation.limits import Limit
from community.foundation.money import format_pay, format_rupiah
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.jobs import policies, queries, reports, scams
from community.jobs.models import Application, ApplicationState, ApplicationStep, Job, JobStatus, JobType, PayUnit
from community.jobs.signals import (
    ApplicationMoved,
    ApplicationSent,
    ApplicationWithdrawn,
    JobChanged,
    JobClosed,
    JobPublished,
)
from community.jobs.wages import minimum_wage
from community.members.queries import may_open_phone

PHONE_OPENED = "jobs.phone_opened"
LONGEST_OPEN = timedelta(days=90)
WIDEST_PAY = 4
# Nobody is paid less: somebody left out a zero, or chose another time than she meant.
LEAST_PAY = {PayUnit.MONTH: 100_000, PayUnit.DAY: 10_000, PayUnit.HOUR: 1_000}
APPLYING = Limit("jobs.apply", 30, timedelta(days=1))
PUBLISHING = Limit("jobs.publish", 20, timedelta(days=1))


@dataclass(frozen=True, slots=True)
class JobDraft:
    """What an employer writes about a vacancy; pay in whole rupiah per `pay_unit`."""

    title: str
    description: str
    region_code: str
    landmark: str
    job_type: JobType
    pay_from: int | None
    pay_to: int | None
    pay_unit: PayUnit
    places: int
    closes_on: date
    skills: list[str] = field(default_factory=list)
    extra_skills: list[str] = field(default_factory=list)
    education: str | None = None
    schedule: list[str] = field(default_factory=list)
    licences: list[str] = field(default_factory=list)
    question: str = ""
    pay_per: str = ""


def _enforce_team(actor: Actor, business_id: int) -> None:
    enforce(policies.can_manage(actor, team=queries.in_team(business_id, actor.account_id)))


def _enforce_acting(actor: Actor, business_id: int) -> None:
    _enforce_team(actor, business_id)
    business = db.session.get_one(Business, business_id)
    enforce(can_act_for(actor, standing(business, actor)))


def _check_pay(draft: JobDraft, business: Business, day: date) -> None:
    low, high = draft.pay_from, draft.pay_to
    if low and low < LEAST_PAY.get(draft.pay_unit, 0):
        told = format_pay(replace(draft, pay_to=None))
        raise DomainError(_("%(pay)s terlalu kecil. Periksa nolnya dan pilihan “Dibayar”.", pay=told), field="pay_from")
    if low and high and high < low:
        raise DomainError(_("Upah tertinggi lebih kecil dari upah terendah."), field="pay_to")
    if low and high and high > low * WIDEST_PAY:
        raise DomainError(
            _("Jarak upah terlalu lebar. Upah tertinggi paling banyak empat kali upah terendah."), field="pay_to"
        )
    # What counts is the first day of work, and nobody begins before applications close.
    wage = minimum_wage(day)
    full_month = draft.job_type == JobType.FULL_TIME and draft.pay_unit == PayUnit.MONTH
    binding = scale_today(business) in {Scale.MEDIUM, Scale.LARGE}
    if wage and full_month and binding and (low or high or 0) < wage.monthly:
        raise DomainError(
            _("Upah kerja penuh di usaha menengah dan besar paling sedikit %(amount)s per bulan"
              " (UMK Kota Bekasi tahun %(year)s).", amount=format_rupiah(wage.monthly), year=wage.since.year),
            field="pay_from",
        )  # fmt: skip


def _check_words(draft: JobDraft, name: str) -> None:
    if sentence := scams.warning_in(getattr(draft, name) or ""):
        raise DomainError(sentence, field=name)


def _check_closing(closes_on: date | None, today: date) -> None:
    if closes_on is not None and closes_on < today:
        raise DomainError(_("Tanggal tutup sudah lewat."), field="closes_on")
    if closes_on is not None and closes_on > today + LONGEST_OPEN:
        raise DomainError(_("Paling lama 90 hari. Setelah itu lowongan bisa dibuka lagi."), field="closes_on")


def check_draft(draft: JobDraft, business: Business, today: date) -> None:
    """Raise all that breaks a rule at once; what is not filled in yet breaks none."""
    check_all(
        *(partial(_check_words, draft, name) for name in ("title", "description", "question", "pay_per")),
        partial(_check_closing, draft.closes_on, today),
        partial(_check_pay, draft, business, draft.closes_on or today),
    )


def _fill(job: Job, draft: JobDraft) -> None:
    for name in JobDraft.__slots__:
        setattr(job, name, getattr(draft, name))


def write_job(business: Business, draft: JobDraft, *, actor: Actor, today: date) -> Job:
    """A new draft vacancy; DomainError names the field that breaks a rule."""
    _enforce_acting(actor, business.id)
    check_draft(draft, business, today)
    job = Job(business_id=business.id, created_by_id=actor.account_id)
    _fill(job, draft)
    db.session.add(job)
    db.session.flush()
    return job


def change_job(job: Job, business: Business, draft: JobDraft, *, actor: Actor, today: date) -> None:
    """Change a vacancy that is not closed."""
    _enforce_team(actor, business.id)
    if job.status == JobStatus.CLOSED:
        raise DomainError(_("Lowongan yang sudah ditutup tidak bisa diubah. Salin menjadi lowongan baru."))
    check_draft(draft, business, today)
    _fill(job, draft)
    record(JobChanged(job.id))


def copy_job(job: Job, *, actor: Actor, today: date) -> Job:
    """A new draft with the words of an earlier vacancy, open for two more weeks."""
    _enforce_acting(actor, job.business_id)
    twin = Job(business_id=job.business_id, created_by_id=actor.account_id)
    for name in JobDraft.__slots__:
        setattr(twin, name, getattr(job, name))
    twin.closes_on = today + timedelta(days=14)
    db.session.add(twin)
    db.session.flush()
    return twin


def publish(job: Job, business: Business, *, actor: Actor, today: date) -> None:
    """Open a draft to applicants; pressing twice changes nothing."""
    _enforce_acting(actor, business.id)
    locked = db.session.scalars(select(Business).where(Business.id == business.id).with_for_update()).one()
    db.session.refresh(job)
    if job.status == JobStatus.OPEN:
        return
    if job.status == JobStatus.CLOSED:
        raise DomainError(_("Lowongan ini sudah ditutup. Salin menjadi lowongan baru."))
    check_draft(JobDraft(**{name: getattr(job, name) for name in JobDraft.__slots__}), locked, today)
    if any(twin.title.casefold() == job.title.casefold() for twin in queries.jobs_of_business(business.id, 200)):
        raise DomainError(_("Lowongan dengan judul yang sama masih tayang. Tambah jumlah orangnya saja di sana."))
    limits.use(PUBLISHING, f"account:{actor.account_id}", sentence=_(
        "Hari ini Anda sudah membuka %(n)s lowongan. Besok Anda bisa membuka lagi.", n=PUBLISHING.most
    ))  # fmt: skip
    job.status, job.published_at = JobStatus.OPEN, clock.now()
    record(JobPublished(job.id))


def close(job: Job, *, actor: Actor, reason: str = "") -> None:
    """Close to new applicants; a coordinator's reason is kept in the trail."""
    team = queries.in_team(job.business_id, actor.account_id)
    enforce(policies.can_close(actor, job, team=team))
    db.session.refresh(job, with_for_update=True)
    if job.status == JobStatus.CLOSED:
        return
    if not team and not reason:
        raise DomainError(_("Tulis alasannya."), field="reason")
    job.status, job.closed_at = JobStatus.CLOSED, clock.now()
    if not team:
        audit.note("jobs.closed", f"job:{job.id}", actor=actor, region_code=job.region_code, reason=reason)
        reports.uphold(job, actor=actor)
    record(JobClosed(job.id, "" if team else reason))


def apply(job: Job, business: Business, *, actor: Actor, message: str, answer: str) -> Application:
    """Send an application; a second one while the first is running returns the first."""
    # A close at the same moment comes before or after, never between the check and the application.
    job = db.session.get_one(Job, job.id, with_for_update=True, populate_existing=True)
    business = db.session.get_one(Business, business.id, populate_existing=True)
    team = queries.in_team(business.id, actor.account_id)
    enforce(policies.can_apply(actor, is_open=queries.accepts(job, business), team=team))
    if job.question and not answer:
        raise DomainError(_("Jawab dulu pertanyaan dari pemberi kerja."), field="answer")
    running = queries.running_application(job.id, actor.account_id)
    if running is not None:
        return running
    limits.use(APPLYING, f"account:{actor.account_id}", sentence=_(
        "Hari ini Anda sudah mengirim %(n)s lamaran. Besok Anda bisa melamar lagi.", n=APPLYING.most
    ))  # fmt: skip
    application = Application(job_id=job.id, account_id=actor.account_id, message=message, answer=answer)
    db.session.add(application)
    db.session.flush()
    _note_step(application, ApplicationState.SENT, actor)
    record(ApplicationSent(application.id))
    return application


def _note_step(application: Application, state: ApplicationState, actor: Actor, note: str = "") -> None:
    db.session.add(ApplicationStep(application_id=application.id, state=state, note=note, actor_id=actor.account_id))


def _locked(application: Application) -> Application:
    statement = select(Application).where(Application.id == application.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def move(application: Application, job: Job, to: ApplicationState, *, actor: Actor, note: str = "") -> None:
    """The employer's answer: one step along the way, with words for the applicant."""
    application = _locked(application)
    team = queries.in_team(job.business_id, actor.account_id)
    if team and application.state == to:
        return
    enforce(policies.can_move(actor, application, to, team=team))
    _enforce_acting(actor, job.business_id)
    if to == ApplicationState.DECLINED and not note:
        raise DomainError(_("Tulis alasannya. Pelamar berhak tahu."), field="note")
    application.state = to
    _note_step(application, to, actor, note)
    record(ApplicationMoved(application.id, to.value))


def reveal_phone(application: Application, job: Job, *, actor: Actor) -> str:
    """The applicant's number in E.164; the look is kept in the trail, which she can read."""
    team = queries.in_team(job.business_id, actor.account_id)
    enforce(policies.can_call(actor, application, team=team))
    _enforce_acting(actor, job.business_id)
    person = accounts.account(application.account_id)
    if person is None or person.status != AccountStatus.ACTIVE:
        raise DomainError(_("Akun ini sedang ditutup."))
    enforce(may_open_phone(person.id, actor))
    if person.phone is None:
        raise DomainError(_("Pelamar ini tidak punya nomor HP lagi."))
    audit.note(
        PHONE_OPENED,
        f"account:{person.id}",
        actor=actor,
        region_code=job.region_code,
        job=job.title,
    )
    return person.phone


def withdraw(application: Application, *, actor: Actor) -> None:
    """The applicant takes her application back."""
    application = _locked(application)
    if application.state == ApplicationState.WITHDRAWN and application.account_id == actor.account_id:
        return
    enforce(policies.can_withdraw(actor, application))
    application.state = ApplicationState.WITHDRAWN
    _note_step(application, ApplicationState.WITHDRAWN, actor)
    record(ApplicationWithdrawn(application.id))


def close_past() -> None:
    """Close what is past its last day (the worker, once an hour)."""
    for job in queries.past_their_day():
        job.status, job.closed_at = JobStatus.CLOSED, clock.now()
        record(JobClosed(job.id))


def forget_applicant(account_id: int) -> None:
    """Withdraw a closed account's running applications and empty its words."""
    mine = Application.account_id == account_id
    db.session.execute(
        update(Application)
        .where(mine, Application.state.in_(policies.OPEN_STATES))
        .values(state=ApplicationState.WITHDRAWN)
    )
    db.session.execute(update(Application).where(mine).values(message="", answer=""))
