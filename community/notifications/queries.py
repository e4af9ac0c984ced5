"""Notices as pages read them."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from sqlalchemy import ScalarSelect, Select, and_, func, select

from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.communities.models import Community, Membership, MembershipState, Post, PostKind
from community.foundation import clock
from community.foundation.database import db
from community.foundation.languages import format_date
from community.notifications.models import Notice
from community.notifications.sentences import said

MOST_COUNTED = 99
MOST_OPEN = 8
LATE_WITHIN = timedelta(days=1)
NEW_WITHIN = timedelta(days=14)
# Communities keep a live line of their own for these on the same page.
TOLD_ELSEWHERE = ("membership_asked",)


def notices_of(account_id: int) -> Select[Notice]:
    """A person's notices; page them by id, descending."""
    return select(Notice).where(Notice.account_id == account_id)


def by_public_id(public_id: str) -> Notice | None:
    """One notice, whoever it is for."""
    return db.session.scalar(select(Notice).where(Notice.public_id == public_id))


def _unread(account_id: int) -> ScalarSelect[int]:
    some = select(Notice.id).where(Notice.account_id == account_id, Notice.read_at.is_(None)).limit(MOST_COUNTED)
    return select(func.count()).select_from(some.subquery()).scalar_subquery()


def unread_number(account_id: int) -> int:
    """How many notices a person has not read; counted no further than 99."""
    return int(db.session.scalar(select(_unread(account_id))) or 0)


def todo_and_unread(actor: Actor) -> tuple[list[dict[str, Any]], int]:
    """What waits for the actor, with what is due first, and the number beside her bell; one query."""
    if actor.account_id is None:
        return [], 0
    waits = and_(
        Notice.account_id == Account.id,
        Notice.done_at.is_(None),
        Notice.needs_action.is_(True),
        Notice.kind.not_in(TOLD_ELSEWHERE),
    )
    statement = (
        # From the account, so that the number comes even when nothing waits.
        select(Notice, _unread(actor.account_id))
        .select_from(Account)
        .outerjoin(Notice, waits)
        .where(Account.id == actor.account_id)
        .order_by(Notice.due_at.is_(None), Notice.due_at, Notice.id.desc())
        .limit(MOST_OPEN)
    )
    rows = list(db.session.execute(statement))
    return [_todo(notice) for notice, _number in rows if notice is not None], rows[0][1] if rows else 0


def open_todo(actor: Actor) -> list[dict[str, Any]]:
    """What waits for the actor, with what is due first; one query."""
    return todo_and_unread(actor)[0]


def _todo(notice: Notice) -> dict[str, Any]:
    told = said(notice.kind, notice.details)
    late = notice.due_at is not None and notice.due_at < clock.now() + LATE_WITHIN
    return {
        "href": notice.url,
        "title": told.title,
        "meta": told.meta,
        "when": format_date(notice.due_at),
        "tone": "brick" if late else told.tone,
        "icon": told.icon,
    }


def new_announcements(account_id: int, limit: int = 3) -> list[Any]:
    """(Post, community slug, community name) of the newest announcements in a person's communities."""
    statement = (
        select(Post, Community.slug, Community.name)
        .join(Community, Community.id == Post.community_id)
        .join(Membership, Membership.community_id == Post.community_id)
        .join(Account, Account.id == Post.author_id)
        .where(
            Membership.account_id == account_id,
            Membership.state == MembershipState.CONFIRMED,
            Membership.ended_at.is_(None),
            Post.kind == PostKind.ANNOUNCEMENT,
            Post.hidden_at.is_(None),
            Post.author_id != account_id,
            Post.created_at > clock.now() - NEW_WITHIN,
            Account.status == AccountStatus.ACTIVE,
        )
        .order_by(Post.id.desc())
        .limit(limit)
    )
    return list(db.session.execute(statement))


def data_of(account_id: int) -> list[dict[str, Any]]:
    """A person's notices for her own copy."""
    return [
        {"text": said(one.kind, one.details).title, "at": one.created_at, "read_at": one.read_at}
        for one in db.session.scalars(notices_of(account_id).order_by(Notice.id))
    ]
