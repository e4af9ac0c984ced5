"""What people look for: new things for their searches, requests to officers, and the answers."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from typing import Any

from sqlalchemy import func, select

from community.foundation.database import db
from community.notifications.models import Notice
from community.notifications.services import News, address, named, resolve, tell
from community.wanted import queries as wanted
from community.wanted.models import HelpRequest, HelpState, SavedSearch
from community.wanted.signals import (
    FindsDropped,
    HelpAnswered,
    HelpAsked,
    HelpExpired,
    HelpMoved,
    HelpWithdrawn,
    SearchFound,
)

FOUND, ASKED = "search_found", "help_asked"


def _unread_counts(account_id: int, subject: str) -> dict[str, int]:
    """What the notice about a search told that she has not read yet."""
    statement = select(Notice.details).where(
        Notice.account_id == account_id, Notice.subject == subject, Notice.kind == FOUND, Notice.read_at.is_(None)
    )
    details: dict[str, Any] = db.session.scalar(statement.limit(1)) or {}
    return dict(details.get("counts", {}))


def search_found(fact: SearchFound) -> None:
    """Whoever kept a search learns how much is new for it; what she has not read yet is counted with it."""
    search = db.session.get(SavedSearch, fact.search_id)
    if search is None:
        return
    subject = f"saved_search:{search.id}"
    counts = Counter(_unread_counts(search.account_id, subject)) + Counter(fact.counts)
    url = address("wanted.saved_one", public_id=search.public_id)
    tell([search.account_id], News(FOUND, subject, url, {"words": search.words, "counts": dict(counts)}))


def finds_dropped(fact: FindsDropped) -> None:
    """What she has not read yet counts nobody who no longer tells what was looked for."""
    search = db.session.get(SavedSearch, fact.search_id)
    if search is None:
        return
    about = (
        Notice.account_id == search.account_id,
        Notice.subject == f"saved_search:{search.id}",
        Notice.kind == FOUND,
    )
    unread = db.session.scalars(select(Notice).where(*about, Notice.read_at.is_(None))).all()
    if not unread:
        return
    counts = wanted.told_since(search, db.session.scalar(select(func.max(Notice.read_at)).where(*about)))
    for notice in unread:
        notice.details = {**notice.details, "counts": dict(counts)}
        if not counts:
            db.session.delete(notice)


def _request(request_id: int) -> HelpRequest | None:
    return db.session.get(HelpRequest, request_id)


def help_asked(fact: HelpAsked) -> None:
    """The officers nearest to whoever asks are to look."""
    request = _request(fact.request_id)
    if request is None or request.state != HelpState.OPEN:
        return
    _ask(request, _helpers(request))


def help_moved(fact: HelpMoved) -> None:
    """The officers of where she lived have nothing left to do, and those of her new home are to look."""
    request = _request(fact.request_id)
    if request is None or request.state != HelpState.OPEN:
        return
    helpers = _helpers(request)
    resolve(f"help:{request.id}", ASKED, but_for=helpers)
    waiting = select(Notice.account_id).where(
        Notice.subject == f"help:{request.id}",
        Notice.kind == ASKED,
        Notice.done_at.is_(None),
        Notice.read_at.is_not(None),
    )
    # Who has read it already is not told a second time.
    _ask(request, set(helpers).difference(db.session.scalars(waiting)))


def _helpers(request: HelpRequest) -> list[int]:
    return [one.account_id for one in wanted.helpers_of(request.region_code, not_of=request.account_id)]


def _ask(request: HelpRequest, officers: Collection[int]) -> None:
    details = {"wish": request.wish, "region": request.region_code, **named(request.account_id)}
    url = address("wanted.request_page", public_id=request.public_id)
    news = News(ASKED, f"help:{request.id}", url, details, needs_action=True)
    tell(officers, news)


def help_answered(fact: HelpAnswered) -> None:
    """Whoever asked reads the answer; the other officers have nothing left to do."""
    resolve(f"help:{fact.request_id}", ASKED)
    request = _request(fact.request_id)
    if request is None:
        return
    kind = "help_answered" if request.state == HelpState.ANSWERED else "help_closed"
    url = address("wanted.request_page", public_id=request.public_id)
    tell([request.account_id], News(kind, f"help:{request.id}", url, {"wish": request.wish}))


def help_withdrawn(fact: HelpWithdrawn) -> None:
    """Nobody looks for what is not wanted any more."""
    resolve(f"help:{fact.request_id}", ASKED)


def help_expired(fact: HelpExpired) -> None:
    """She learns that nobody found the time, and may ask again."""
    resolve(f"help:{fact.request_id}", ASKED)
    request = _request(fact.request_id)
    if request is not None:
        url = address("wanted.request_page", public_id=request.public_id)
        tell([request.account_id], News("help_expired", f"help:{request.id}", url, {"wish": request.wish}))
