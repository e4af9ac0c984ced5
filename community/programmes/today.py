"""What programmes have to say to a person today: whom to answer, what to review, how hers fare."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, and_, bindparam, func, select

from community.accounts.models import Account, AccountStatus, Intent, Role
from community.businesses.models import Business, BusinessStatus, TeamMember
from community.foundation import concerns, slots
from community.foundation.languages import format_date
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState, ProgrammeStatus
from community.programmes.queries import IS_RUNNING, is_open, of_team
from community.regions import queries as regions

WAITS = ProgrammeApplication.state == ProgrammeApplicationState.SENT
SHOWN = 4


def _applicants() -> Select[Any]:
    application = ProgrammeApplication
    given = concerns.columns(
        key=application.public_id, title=Programme.title, who=Account.call_name, since=application.sent_at
    )
    return (
        select(*given)
        .select_from(TeamMember)
        .join(Business, and_(Business.id == TeamMember.business_id, Business.status == BusinessStatus.ACTIVE))
        .join(Programme, Programme.business_id == Business.id)
        .join(application, and_(application.programme_id == Programme.id, WAITS))
        .join(Account, and_(Account.id == application.account_id, Account.status == AccountStatus.ACTIVE))
        .where(TeamMember.account_id == concerns.ME)
        .order_by(application.sent_at, application.id)
    )


def _to_review() -> Select[Any]:
    given = concerns.columns(
        key=Programme.public_id, title=Programme.title, who=Business.name, since=Programme.created_at
    )
    return (
        select(*given)
        .join(Business, Business.id == Programme.business_id)
        .where(
            Programme.status == ProgrammeStatus.REVIEW,
            Programme.business_id.not_in(of_team(concerns.ME)),
            Programme.region_code.in_(bindparam("administered", expanding=True)),
        )
        .order_by(Programme.id)
    )


def _own() -> Select[Any]:
    application = ProgrammeApplication
    given = concerns.columns(
        key=Programme.public_id,
        title=Programme.title,
        number=func.count(application.id),
        of=func.count(application.id).filter(WAITS),
    )
    return (
        select(*given)
        .select_from(TeamMember)
        .join(Business, Business.id == TeamMember.business_id)
        .join(Programme, Programme.business_id == Business.id)
        .outerjoin(application, and_(application.programme_id == Programme.id, IS_RUNNING))
        .where(TeamMember.account_id == concerns.ME, is_open())
        .group_by(Programme.id, Programme.public_id, Programme.title)
        .order_by(Programme.id.desc())
    )


def _sent() -> Select[Any]:
    return select(ProgrammeApplication.id).where(ProgrammeApplication.account_id == concerns.ME)


def _administered(actor: Any) -> dict[str, Any]:
    codes = {
        code for grant in actor.grants if grant.role == Role.ADMIN for code in regions.codes_under(grant.region_code)
    }
    return {"administered": sorted(codes)}


def _todo(actor: Any, **_values: Any) -> list[dict[str, Any]]:
    answers = [
        {
            "href": url_for("programmes.application", public_id=row.key),
            "title": _("Jawab %(name)s", name=row.who),
            "meta": _("%(programme)s · menunggu sejak %(day)s", programme=row.title, day=format_date(row.since)),
            "icon": "clipboard-list",
            "tone": "plum",
            "since": row.since,
        }
        for row in concerns.of(actor, "programme_applicant")
    ]
    reviews = [
        {
            "href": url_for("programmes.show", public_id=row.key),
            "title": _("Tinjau program “%(programme)s”", programme=row.title),
            "meta": _("%(business)s · ditulis %(day)s", business=row.who, day=format_date(row.since)),
            "icon": "rocket",
            "tone": "plum",
            "since": row.since,
        }
        for row in concerns.of(actor, "programme_to_review")
    ]
    return answers + reviews


def _mine(actor: Any, **_values: Any) -> str:
    """How the open programmes of her startups fare."""
    items = [
        {
            "href": url_for("programmes.applicants", public_id=row.key),
            "title": row.title,
            "meta": _("%(n)s pendaftar · %(m)s menunggu Anda", n=row.number, m=row.of)
            if row.of
            else _("%(n)s pendaftar, semua sudah dijawab", n=row.number)
            if row.number
            else _("Belum ada pendaftar"),
            "icon": "rocket",
            "tone": "plum",
        }
        for row in concerns.of(actor, "programme")[:SHOWN]
    ]
    title, more = _("Program Anda"), url_for("programmes.manage")
    return slots.fragment("home/_rows.html", title=title, items=items, more=more) if items else ""


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    concerns.offer(app, "programme_applicant", _applicants)
    concerns.offer(app, "programme_to_review", _to_review, wanted=lambda actor: actor.is_admin, values=_administered)
    concerns.offer(app, "programme", _own, wanted=lambda actor: Intent.BUSINESS in actor.intents)
    slots.offer(app, "today.todo", _todo, position=30)
    slots.offer(app, "today.role", _mine, position=40)
    concerns.count(
        app,
        "my_programmes",
        _sent,
    )
