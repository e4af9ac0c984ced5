"""Making notices, marking them, and the messages of people who agreed to them."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any

from flask import current_app
from sqlalchemy import delete, select, update

from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus, Purpose
from community.accounts.queries import consenting, names_of
from community.foundation import clock, messages
from community.foundation.database import db, new_public_id
from community.foundation.errors import NotFound
from community.foundation.policies import enforce
from community.notifications import policies
from community.notifications.models import Notice
from community.notifications.sentences import said

KEPT = timedelta(days=180)


@dataclass(frozen=True, slots=True)
class News:
    """What is told; `subject` ("application:17") is what a later fact resolves, `url` a path of the site.

    `important`: people who agreed to messages get this one as a message too.
    """

    kind: str
    subject: str
    url: str
    details: dict[str, Any] = field(default_factory=dict)
    needs_action: bool = False
    due_at: datetime | None = None
    important: bool = False


def address(endpoint: str, **values: Any) -> str:
    """The path of a page, also where there is no request (the worker)."""
    return current_app.url_map.bind("localhost").build(endpoint, values)


def tell(account_ids: Iterable[int], news: News) -> None:
    """A notice for each of these people who can come in; one not read yet is brought up to date instead."""
    active = select(Account.id).where(Account.id.in_(set(account_ids)), Account.status == AccountStatus.ACTIVE)
    wanted = set(db.session.scalars(active))
    if not wanted:
        return
    unread = select(Notice).where(
        Notice.kind == news.kind,
        Notice.subject == news.subject,
        Notice.read_at.is_(None),
        Notice.account_id.in_(wanted),
    )
    waiting = list(db.session.scalars(unread))
    changed = {notice.account_id for notice in waiting if notice.details != news.details}
    for notice in waiting:
        notice.details, notice.url, notice.due_at = news.details, news.url, news.due_at
    fresh = wanted - {notice.account_id for notice in waiting}
    db.session.add_all(_notice(account_id, news) for account_id in sorted(fresh))
    if news.important:
        told = said(news.kind, news.details)
        write(fresh | changed, told.title, news.url, told.meta)


def named(account_id: int) -> dict[str, Any]:
    """The details that name a person; `about` lets the notice go with her account."""
    return {"name": names_of([account_id]).get(account_id, ""), "about": account_id}


def _notice(account_id: int, news: News) -> Notice:
    return Notice(
        public_id=new_public_id(),
        account_id=account_id,
        kind=news.kind,
        subject=news.subject,
        details=news.details,
        url=news.url,
        needs_action=news.needs_action,
        due_at=news.due_at,
        # What asks nothing of her is done from the start, so that the list of open things stays short.
        done_at=None if news.needs_action else clock.now(),
    )


def write(account_ids: Collection[int], title: str, url: str, meta: str = "") -> None:
    """A message to each of these people who can come in, agreed to messages and can be reached."""
    agreed = select(Account.phone, Account.email).where(
        Account.id.in_(account_ids),
        Account.status == AccountStatus.ACTIVE,
        Account.id.in_(consenting(Purpose.MESSAGES)),
    )
    site, link = current_app.config["SITE_NAME"], current_app.config["PUBLIC_URL"].rstrip("/") + url
    text = f"{site}: {title}. {meta + '. ' if meta else ''}{link}"
    for row in db.session.execute(agreed):
        reached = next((one for one in (row.phone, row.email) if one and messages.reaches(one)), None)
        if reached:
            messages.send(reached, title, text, permission=Purpose.MESSAGES.value)


def resolve(subject: str, *kinds: str, but_for: Collection[int] = ()) -> None:
    """Mark done what waited for somebody because of `subject`; the rest of its kinds stays, and `but_for` wait on."""
    now = clock.now()
    open_notices = update(Notice).where(Notice.subject == subject, Notice.kind.in_(kinds), Notice.done_at.is_(None))
    open_notices = open_notices.where(Notice.account_id.not_in(but_for))
    db.session.execute(
        open_notices.values(done_at=now, read_at=db.func.coalesce(Notice.read_at, now)),
        execution_options={"synchronize_session": False},
    )


def mark_read(notice: Notice | None, *, actor: Actor) -> Notice:
    """Note that the person opened one of her notices."""
    if notice is None:
        raise NotFound()
    if not policies.can_read(actor, notice.account_id):
        raise NotFound()
    notice.read_at = notice.read_at or clock.now()
    return notice


def mark_all_read(*, actor: Actor) -> None:
    """Note that the person has seen all her notices."""
    enforce(policies.can_read(actor, actor.account_id or 0))
    unread = update(Notice).where(Notice.account_id == actor.account_id, Notice.read_at.is_(None))
    db.session.execute(unread.values(read_at=clock.now()), execution_options={"synchronize_session": False})


def forget_person(account_id: int) -> None:
    """Remove the notices of a closed account."""
    db.session.execute(delete(Notice).where(Notice.account_id == account_id))


def forget_old() -> None:
    """Remove what was read or done half a year ago."""
    past = clock.now() - KEPT
    db.session.execute(delete(Notice).where(Notice.created_at < past, Notice.done_at.is_not(None)))
