"""Notices as pages read them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import Any

from sqlalchemy import Select, String, and_, bindparam, cast, exists, func, literal, not_, select

from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.businesses.models import Business, BusinessStatus
from community.communities.models import Community, Membership, MembershipState, Post, PostKind
from community.foundation import clock, concerns
from community.foundation.database import constants, db, rows
from community.foundation.languages import format_date
from community.jobs.models import Application, ApplicationState, Job
from community.jobs.policies import REMIND_AFTER
from community.notifications.models import Notice
from community.notifications.sentences import said

MOST_COUNTED = 99
MOST_OPEN = 8
LATE_WITHIN = timedelta(days=1)
REMIND_UNTIL = timedelta(days=90)
# The domains keep a live line of their own for these on the same page.
TOLD_ELSEWHERE = (
    "application_received", "application_unread", "membership_asked", "mentoring_asked", "programme_applied",
    "programme_submitted", "team_invited",
)  # fmt: skip


def notices_of(account_id: int) -> Select[Notice]:
    """A person's notices; page them by id, descending."""
    return select(Notice).where(Notice.account_id == account_id)


def by_public_id(public_id: str) -> Notice | None:
    """One notice, whoever it is for."""
    return db.session.scalar(select(Notice).where(Notice.public_id == public_id))


_SOME_UNREAD = (
    select(Notice.id).where(Notice.account_id == bindparam("me"), Notice.read_at.is_(None)).limit(MOST_COUNTED)
)
_UNREAD = select(func.count()).select_from(_SOME_UNREAD.subquery()).scalar_subquery()
_WAITS = and_(
    Notice.account_id == Account.id,
    Notice.done_at.is_(None),
    Notice.needs_action.is_(True),
    Notice.kind.not_in(constants(TOLD_ELSEWHERE)),
)
# From the account, so that the number comes even when nothing waits.
_TODO = (
    select(Notice.kind, Notice.details, Notice.url, Notice.due_at, Notice.created_at, _UNREAD.label("unread"))
    .select_from(Account)
    .outerjoin(Notice, _WAITS)
    .where(Account.id == bindparam("me"))
    .order_by(Notice.due_at.is_(None), Notice.due_at, Notice.id.desc())
    .limit(MOST_OPEN)
)
_COUNT = select(_UNREAD)


def unread_number(account_id: int) -> int:
    """How many notices a person has not read; counted no further than 99."""
    return int(rows(_COUNT, {"me": account_id})[0][0])


def todo_and_unread(actor: Actor) -> tuple[list[dict[str, Any]], int]:
    """What waits for the actor, with what is due first, and the number beside her bell; one query."""
    if actor.account_id is None:
        return [], 0
    found = rows(_TODO, {"me": actor.account_id})
    return [_todo(notice) for notice in found if notice.kind is not None], found[0].unread if found else 0


def _todo(notice: Any) -> dict[str, Any]:
    told = said(notice.kind, notice.details)
    late = notice.due_at is not None and notice.due_at < clock.now() + LATE_WITHIN
    return {
        "href": notice.url,
        "title": told.title,
        "meta": told.meta,
        "when": format_date(notice.due_at),
        "due": notice.due_at,
        "since": notice.created_at,
        "tone": "brick" if late else told.tone,
        "icon": told.icon,
    }


def unread_applications() -> Sequence[Application]:
    """Applications nobody opened for a week and no reminder was made of, oldest first (200 at most)."""
    subject = literal("application:").concat(cast(Application.id, String))
    reminded = exists().where(Notice.subject == subject, Notice.kind == "application_unread")
    now = clock.now()
    statement = (
        select(Application)
        .join(Job, Job.id == Application.job_id)
        .join(Business, and_(Business.id == Job.business_id, Business.status == BusinessStatus.ACTIVE))
        .join(Account, and_(Account.id == Application.account_id, Account.status == AccountStatus.ACTIVE))
        .where(Application.state == ApplicationState.SENT, not_(reminded))
        # Notices are kept for half a year: what is older must not be taken for never reminded.
        .where(Application.sent_at <= now - REMIND_AFTER, Application.sent_at > now - REMIND_UNTIL)
        .order_by(Application.id)
        .limit(200)
    )
    return db.session.scalars(statement).all()


def new_announcements() -> Select[Any]:
    """The announcements of two weeks in a person's communities, newest first, as concerns of hers."""
    told = concerns.columns(key=Community.slug, title=Post.title, who=Community.name, note=Post.public_id)
    return (
        select(*told)
        .select_from(Post)
        .join(Community, Community.id == Post.community_id)
        .join(Membership, Membership.community_id == Post.community_id)
        .join(Account, Account.id == Post.author_id)
        .where(
            Membership.account_id == concerns.ME,
            Membership.state == MembershipState.CONFIRMED,
            Membership.ended_at.is_(None),
            Post.kind == PostKind.ANNOUNCEMENT,
            Post.hidden_at.is_(None),
            Post.author_id != concerns.ME,
            Post.created_at > bindparam("fortnight_ago"),
            Account.status == AccountStatus.ACTIVE,
        )
        .order_by(Post.id.desc())
    )


def data_of(account_id: int) -> list[dict[str, Any]]:
    """A person's notices for her own copy."""
    return [
        {"text": said(one.kind, one.details).title, "at": one.created_at, "read_at": one.read_at}
        for one in db.session.scalars(notices_of(account_id).order_by(Notice.id))
    ]
