"""What mentoring has to say to a person today: who asks for her time, and whom she helps now."""

from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, and_, case, or_, select

from community.accounts.models import Account, AccountStatus
from community.foundation import concerns, slots
from community.foundation.languages import format_date, format_moment
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.skills.queries import skill_name

SHOWN = 4


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
    running = MentoringRequest.state.in_((RequestState.WAITING, RequestState.ACCEPTED))
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
    running = MentoringRequest.state.in_((RequestState.WAITING, RequestState.ACCEPTED))
    mine = or_(MentoringRequest.mentee_id == concerns.ME, Mentor.account_id == concerns.ME)
    return select(MentoringRequest.id).join(Mentor, Mentor.id == MentoringRequest.mentor_id).where(running, mine)


def _requests(actor: Any, state: RequestState) -> list[concerns.Concern]:
    return [row for row in concerns.of(actor, "mentoring") if row.note == state]


def _todo(actor: Any, **_values: Any) -> list[dict[str, Any]]:
    return [
        {
            "href": url_for("mentoring.request_page", public_id=row.key),
            "title": _("Jawab permintaan %(name)s", name=row.who),
            "meta": _(
                "Bimbingan %(topic)s · jawab sebelum %(moment)s",
                topic=skill_name(row.title or ""),
                moment=format_moment(row.until),
            ),
            "icon": "heart-handshake",
            "tone": "sky",
            "since": row.since,
            "due": row.until,
        }
        for row in _requests(actor, RequestState.WAITING)
    ]


def _mentees(actor: Any, **_values: Any) -> str:
    items = [
        {
            "href": url_for("mentoring.request_page", public_id=row.key),
            "title": row.who,
            "meta": _("%(topic)s · sejak %(day)s", topic=skill_name(row.title or ""), day=format_date(row.since)),
            "icon": "heart-handshake",
            "tone": "sky",
        }
        for row in _requests(actor, RequestState.ACCEPTED)[:SHOWN]
    ]
    title, more = _("Yang Anda bimbing"), url_for("mentoring.inbox")
    return slots.fragment("home/_rows.html", title=title, items=items, more=more) if items else ""


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini"."""
    concerns.offer(app, "mentoring", _to_me)
    slots.offer(app, "today.todo", _todo, position=25)
    slots.offer(app, "today.role", _mentees, position=20)
    concerns.count(app, "my_mentoring", lambda: _running())
