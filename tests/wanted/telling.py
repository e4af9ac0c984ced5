"""Keeping a search, letting something appear, and reading what was told."""

from __future__ import annotations

from typing import Any

from sqlalchemy import func, select

from community.accounts.actor import Actor
from community.foundation.database import db
from community.notifications.models import Notice
from community.notifications.sentences import said
from community.search import services as search
from community.search import tasks as search_tasks
from community.wanted import services, tasks
from community.wanted.models import SavedSearch
from tests.support import deliver, unit


def keep(who: Actor, words: str, kind: str | None = None) -> SavedSearch:
    """Keep a search over an index that is there."""
    with unit():
        return services.save(words, kind, actor=who)[0]


def appear(kind: str, number: int) -> None:
    """Let the worker put a thing into the index and tell of it."""
    with unit():
        search.mark(kind, [number])
    search_tasks.update_index()
    deliver()
    tasks.tell_finds()
    deliver()


def told(who: Actor) -> list[str]:
    """What a person's notices say, oldest first."""
    db.session.rollback()
    mine = select(Notice).where(Notice.account_id == who.account_id).order_by(Notice.id)
    return [said(notice.kind, notice.details).title for notice in db.session.scalars(mine)]


def number_of(model: Any) -> int:
    """How many rows a table has now."""
    db.session.rollback()
    return db.session.scalar(select(func.count()).select_from(model)) or 0
