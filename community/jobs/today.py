"""What vacancies have to say to a person today: whom to answer, how hers fare, what became of her applications."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, and_, bindparam, func, select

from community.accounts.models import Account, AccountStatus, Intent
from community.businesses.models import Business, BusinessStatus, TeamMember
from community.foundation import clock, concerns, slots
from community.foundation.languages import format_date
from community.jobs import words
from community.jobs.models import Application, ApplicationState, Job
from community.jobs.queries import IS_RUNNING, is_open

UNANSWERED = (ApplicationState.SENT, ApplicationState.READ)
LATELY = timedelta(days=60)
SHOWN = 4


def _applicants() -> Select[Any]:
    given = concerns.columns(
        key=Application.public_id, title=Job.title, who=Account.call_name, since=Application.sent_at
    )
    return (
        select(*given)
        .select_from(TeamMember)
        .join(Business, and_(Business.id == TeamMember.business_id, Business.status == BusinessStatus.ACTIVE))
        .join(Job, Job.business_id == Business.id)
        .join(Application, and_(Application.job_id == Job.id, Application.state.in_(UNANSWERED)))
        .join(Account, and_(Account.id == Application.account_id, Account.status == AccountStatus.ACTIVE))
        .where(TeamMember.account_id == concerns.ME)
        .order_by(Application.sent_at, Application.id)
    )


def _vacancies() -> Select[Any]:
    given = concerns.columns(
        key=Job.public_id,
        title=Job.title,
        number=func.count(Application.id),
        of=func.count(Application.id).filter(Application.state.in_(UNANSWERED)),
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


def _todo(actor: Any, **_values: Any) -> list[dict[str, Any]]:
    return [
        {
            "href": url_for("jobs.application", public_id=row.key),
            "title": _("Jawab %(name)s", name=row.who),
            "meta": _("%(job)s · menunggu sejak %(day)s", job=row.title, day=format_date(row.since)),
            "icon": "clipboard-list",
            "tone": "green",
            "since": row.since,
        }
        for row in concerns.of(actor, "applicant")
    ]


def _mine(actor: Any, **_values: Any) -> str:
    """How the open vacancies of her businesses fare."""
    items = [
        {
            "href": url_for("jobs.applicants", public_id=row.key),
            "title": row.title,
            "meta": _("%(n)s pelamar · %(m)s menunggu Anda", n=row.number, m=row.of)
            if row.of
            else _("%(n)s pelamar, semua sudah dijawab", n=row.number)
            if row.number
            else _("Belum ada pelamar"),
            "icon": "briefcase",
        }
        for row in concerns.of(actor, "vacancy")[:SHOWN]
    ]
    title, more = _("Lowongan Anda"), url_for("jobs.manage")
    return slots.fragment("home/_rows.html", title=title, items=items, more=more) if items else ""


def _sent(actor: Any, **_values: Any) -> str:
    """What became of what she applied to."""
    rows = concerns.of(actor, "application")[:SHOWN]
    items = [
        {
            "href": url_for("jobs.application", public_id=row.key),
            "title": row.title,
            "meta": f"{row.who} · {words.STATE_NAMES[ApplicationState(row.note or '')]}",
            "icon": "clipboard-list",
            "tone": words.STATE_TONES[ApplicationState(row.note or "")],
        }
        for row in rows
    ]
    title, more = _("Lamaran saya"), url_for("jobs.my_applications")
    return slots.fragment("home/_rows.html", title=title, items=items, more=more) if items else ""


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    concerns.offer(app, "applicant", _applicants)
    concerns.offer(app, "vacancy", _vacancies, wanted=lambda actor: Intent.BUSINESS in actor.intents)
    concerns.offer(
        app,
        "application",
        _applications,
        wanted=lambda actor: Intent.BUSINESS not in actor.intents or Intent.WORK in actor.intents,
        values=lambda actor: {"lately": clock.now() - LATELY},
    )
    slots.offer(app, "today.todo", _todo, position=20)
    slots.offer(app, "today.role", _mine, position=30)
    slots.offer(app, "today.role", _sent, position=60)
    concerns.count(app, "my_applications", lambda: select(Application.id).where(Application.account_id == concerns.ME))
