"""What programmes have to say to a person today: whom to answer, what to review, how hers fare."""

from __future__ import annotations

from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, bindparam, func, select

from community.accounts import queries as accounts
from community.accounts.models import Account, AccountStatus, Intent, Role
from community.businesses.models import Business, BusinessStatus, TeamMember
from community.foundation import concerns
from community.foundation.concerns import Concern
from community.foundation.languages import format_date
from community.foundation.today import Telling, tell_how_it_fares, tell_what_waits
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState, ProgrammeStatus
from community.programmes.queries import IS_RUNNING, is_open, of_team

WAITS = ProgrammeApplication.state == ProgrammeApplicationState.SENT


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
        key=Programme.public_id,
        title=Programme.title,
        who=Business.name,
        since=Programme.created_at,
        # Counted before the few are taken, so that the number is true however many wait.
        number=func.count().over(),
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
    return {"administered": accounts.covered_codes(actor, Role.ADMIN)}


def _fares(programme: Concern) -> str:
    if programme.of:
        return _("%(n)s pendaftar · %(m)s menunggu Anda", n=programme.number, m=programme.of)
    if programme.number:
        return _("%(n)s pendaftar, semua sudah dijawab", n=programme.number)
    return _("Belum ada pendaftar")


APPLICANT = Telling(
    endpoint="programmes.application",
    icon="clipboard-list",
    tone="plum",
    title=lambda applicant: _("Jawab %(name)s", name=applicant.who),
)
TO_REVIEW = Telling(
    endpoint="programmes.show",
    icon="rocket",
    tone="plum",
    title=lambda programme: _("Tinjau program “%(programme)s”", programme=programme.title),
    meta=lambda programme: _(
        "%(business)s · ditulis %(day)s", business=programme.who, day=format_date(programme.since)
    ),
    together=lambda programme: _("%(n)s program menunggu ditinjau", n=programme.number),
    every="programmes.waiting",
)
PROGRAMME = Telling(endpoint="programmes.applicants", icon="rocket", tone="plum", meta=_fares)


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    concerns.offer(app, "programme_applicant", _applicants)
    concerns.offer(app, "programme_to_review", _to_review, wanted=lambda actor: actor.is_admin, values=_administered)
    concerns.offer(app, "programme", _own, wanted=lambda actor: Intent.BUSINESS in actor.intents)
    tell_what_waits(app, "programme_applicant", APPLICANT, position=30)
    tell_what_waits(app, "programme_to_review", TO_REVIEW, position=30)
    tell_how_it_fares(app, "programme", PROGRAMME, title=_l("Program Anda"), more="programmes.manage", position=40)
    concerns.count(app, "my_programmes", _sent)
