"""What vacancies have to say to a person today: whom to answer, how hers fare, what became of her applications."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, bindparam, func, select

from community.accounts.models import Account, AccountStatus, Intent
from community.businesses.models import Business, BusinessStatus, TeamMember
from community.foundation import clock, concerns
from community.foundation.concerns import Concern
from community.foundation.database import constants
from community.foundation.languages import format_date
from community.foundation.today import Telling, tell_how_it_fares, tell_what_waits
from community.jobs import words
from community.jobs.models import Application, ApplicationState, ApplicationStep, Job
from community.jobs.queries import IS_RUNNING, IS_UNANSWERED, is_open

INVITED = (ApplicationState.INTERVIEW, ApplicationState.OFFERED)
LATELY = timedelta(days=60)


def _applicants() -> Select[Any]:
    given = concerns.columns(
        key=Application.public_id, title=Job.title, who=Account.call_name, since=Application.sent_at
    )
    return (
        select(*given)
        .select_from(TeamMember)
        .join(Business, and_(Business.id == TeamMember.business_id, Business.status == BusinessStatus.ACTIVE))
        .join(Job, Job.business_id == Business.id)
        .join(Application, and_(Application.job_id == Job.id, IS_UNANSWERED))
        .join(Account, and_(Account.id == Application.account_id, Account.status == AccountStatus.ACTIVE))
        .where(TeamMember.account_id == concerns.ME)
        .order_by(Application.sent_at, Application.id)
    )


def _vacancies() -> Select[Any]:
    given = concerns.columns(
        key=Job.public_id,
        title=Job.title,
        number=func.count(Application.id),
        of=func.count(Application.id).filter(IS_UNANSWERED),
    )
    return (
        select(*given)
        .select_from(TeamMember)
        .join(Business, Business.id == TeamMember.business_id)
        .join(Job, Job.business_id == Business.id)
        .outerjoin(Application, and_(Application.job_id == Job.id, IS_RUNNING))
        .where(TeamMember.account_id == concerns.ME, is_open())
        .group_by(Job.id, Job.public_id, Job.title)
        .order_by(Job.id.desc())
    )


def _invitations() -> Select[Any]:
    last_step = select(func.max(ApplicationStep.at)).where(ApplicationStep.application_id == Application.id)
    given = concerns.columns(
        key=Application.public_id,
        title=Job.title,
        who=Business.name,
        note=Application.state,
        since=func.coalesce(last_step.scalar_subquery(), Application.sent_at),
    )
    return (
        select(*given)
        .join(Job, Job.id == Application.job_id)
        .join(Business, and_(Business.id == Job.business_id, Business.status == BusinessStatus.ACTIVE))
        .where(
            Application.account_id == concerns.ME,
            Application.state.in_(constants(INVITED)),
            Application.sent_at > bindparam("lately"),
        )
        .order_by(Application.id)
    )


def _applications() -> Select[Any]:
    given = concerns.columns(
        key=Application.public_id, title=Job.title, who=Business.name, note=Application.state, since=Application.sent_at
    )
    return (
        select(*given)
        .join(Job, Job.id == Application.job_id)
        .join(Business, Business.id == Job.business_id)
        .where(
            Application.account_id == concerns.ME,
            IS_RUNNING,
            Application.sent_at > bindparam("lately"),
        )
        .order_by(Application.id.desc())
    )


def _lately(_actor: Any) -> dict[str, Any]:
    return {"lately": clock.now() - LATELY}


def _fares(vacancy: Concern) -> str:
    if vacancy.of:
        return _("%(n)s pelamar · %(m)s menunggu Anda", n=vacancy.number, m=vacancy.of)
    if vacancy.number:
        return _("%(n)s pelamar, semua sudah dijawab", n=vacancy.number)
    return _("Belum ada pelamar")


def _state(application: Concern) -> ApplicationState:
    return ApplicationState(application.note or "")


APPLICANT = Telling(
    endpoint="jobs.application",
    icon="clipboard-list",
    title=lambda applicant: _("Jawab %(name)s", name=applicant.who),
)
INVITATION = Telling(
    endpoint="jobs.application",
    icon="briefcase",
    title=lambda application: (
        _("Wawancara: %(job)s", job=application.title)
        if _state(application) == ApplicationState.INTERVIEW
        else _("Tawaran kerja: %(job)s", job=application.title)
    ),
    meta=lambda application: _(
        "%(business)s · diundang %(day)s", business=application.who, day=format_date(application.since)
    ),
    tone="sun",
)
VACANCY = Telling(endpoint="jobs.applicants", icon="briefcase", meta=_fares)
APPLICATION = Telling(
    endpoint="jobs.application",
    icon="clipboard-list",
    meta=lambda application: f"{application.who} · {words.STATE_NAMES[_state(application)]}",
    tone=lambda application: words.STATE_TONES[_state(application)],
    # Those stand among what waits for her.
    told=lambda application: _state(application) not in INVITED,
)


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    concerns.offer(app, "applicant", _applicants)
    concerns.offer(app, "invitation", _invitations, values=_lately)
    concerns.offer(app, "vacancy", _vacancies, wanted=lambda actor: Intent.BUSINESS in actor.intents)
    concerns.offer(
        app,
        "application",
        _applications,
        wanted=lambda actor: Intent.BUSINESS not in actor.intents or Intent.WORK in actor.intents,
        values=_lately,
    )
    tell_what_waits(app, "applicant", APPLICANT, position=20)
    tell_what_waits(app, "invitation", INVITATION, position=20)
    tell_how_it_fares(app, "vacancy", VACANCY, title=_l("Lowongan Anda"), more="jobs.manage", position=30)
    title, more = _l("Lamaran saya"), "jobs.my_applications"
    tell_how_it_fares(app, "application", APPLICATION, title=title, more=more, position=60)
    concerns.count(app, "my_applications", lambda: select(Application.id).where(Application.account_id == concerns.ME))
