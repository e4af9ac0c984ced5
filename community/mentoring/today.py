"""What mentoring has to say to a person today: who asks for her time, and whom she helps now."""

from __future__ import annotations

from operator import attrgetter
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import Select, and_, case, or_, select

from community.accounts.models import Account, AccountStatus
from community.foundation import concerns
from community.foundation.database import constants
from community.foundation.languages import format_date, format_moment
from community.foundation.today import Telling, tell_how_it_fares, tell_what_waits
from community.foundation.words import inside
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.skills.queries import skill_name


def _to_me() -> Select[Any]:
    """One kind for both states: each kind of its own costs every reader of the page a little."""
    accepted = MentoringRequest.state == RequestState.ACCEPTED
    given = concerns.columns(
        key=MentoringRequest.public_id,
        title=MentoringRequest.topic,
        who=Account.call_name,
        note=MentoringRequest.state,
        since=case((accepted, MentoringRequest.answered_at), else_=MentoringRequest.asked_at),
        until=MentoringRequest.expires_at,
    )
    running = MentoringRequest.state.in_(constants((RequestState.WAITING, RequestState.ACCEPTED)))
    return (
        select(*given)
        .select_from(Mentor)
        .join(MentoringRequest, and_(MentoringRequest.mentor_id == Mentor.id, running))
        .join(Account, and_(Account.id == MentoringRequest.mentee_id, Account.status == AccountStatus.ACTIVE))
        .where(Mentor.account_id == concerns.ME)
        .order_by(accepted, MentoringRequest.id)
    )


def _running() -> Select[Any]:
    """Every request that runs, with her as mentee or as mentor."""
    running = MentoringRequest.state.in_(constants((RequestState.WAITING, RequestState.ACCEPTED)))
    mine = or_(MentoringRequest.mentee_id == concerns.ME, Mentor.account_id == concerns.ME)
    return select(MentoringRequest.id).join(Mentor, Mentor.id == MentoringRequest.mentor_id).where(running, mine)


WAITING = Telling(
    endpoint="mentoring.request_page",
    icon="heart-handshake",
    tone="sky",
    title=lambda request: _("Jawab permintaan %(name)s", name=request.who),
    meta=lambda request: _(
        "Bimbingan %(topic)s · jawab sebelum %(moment)s",
        topic=inside(skill_name(request.title or "")),
        moment=format_moment(request.until),
    ),
    due=attrgetter("until"),
    told=lambda request: request.note == RequestState.WAITING,
)
MENTEE = Telling(
    endpoint="mentoring.request_page",
    icon="heart-handshake",
    tone="sky",
    title=attrgetter("who"),
    meta=lambda request: _(
        "%(topic)s · sejak %(day)s", topic=skill_name(request.title or ""), day=format_date(request.since)
    ),
    told=lambda request: request.note == RequestState.ACCEPTED,
)


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    concerns.offer(app, "mentoring", _to_me)
    tell_what_waits(app, "mentoring", WAITING, position=25)
    tell_how_it_fares(app, "mentoring", MENTEE, title=_l("Yang Anda bimbing"), more="mentoring.inbox", position=20)
    concerns.count(app, "my_mentoring", _running)
