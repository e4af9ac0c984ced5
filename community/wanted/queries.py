"""What people look for, as pages and tasks read it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, func, select, union_all

from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.foundation import clock
from community.foundation.cards import FOLDERS, Card
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.recommendations.models import HiddenOffer
from community.search.analysis import words_of
from community.search.catalogue import SOURCES
from community.search.hits import IndexUnavailable
from community.search.queries import cards_of, places_in
from community.wanted.models import EmptySearch, HelpRequest, HelpState, SavedFind, SavedSearch
from community.wanted.percolation import Wanted, outgrown, wanted_by
from community.wanted.policies import FOUND_WITHIN, LEAST_TIMES

MOST_FINDS, MOST_REQUESTS, MOST_ROWS = 60, 50, 100
# How people are called beside their names.
TITLES = frozenset("bu ibu pak bapak mas mbak kak kakak bang abang kang teh teteh om tante h hj haji hajah".split())
KIND_AT = {folder: kind for kind, folder in FOLDERS.items()}


def read(words: str) -> Wanted:
    """What the words of a search ask for, and where."""
    try:
        rest, named = places_in(words)
    except IndexUnavailable as problem:
        raise DomainError(_("Pencarian sedang dirapikan. Coba lagi sebentar lagi.")) from problem
    return wanted_by(rest, named)


def kept(account_id: int, fingerprint: str) -> SavedSearch | None:
    """The saved search of a person that asks just this."""
    statement = select(SavedSearch).where(SavedSearch.account_id == account_id, SavedSearch.fingerprint == fingerprint)
    return db.session.scalar(statement)


def search_at(public_id: str) -> SavedSearch | None:
    """The saved search at this address, whosever it is."""
    return db.session.scalar(select(SavedSearch).where(SavedSearch.public_id == public_id))


def number_kept(account_id: int) -> int:
    """How many searches a person keeps."""
    return db.session.scalar(select(func.count()).where(SavedSearch.account_id == account_id)) or 0


def _finds(account_id: int) -> Any:
    """What was found lately for a person's searches and she has not hidden, newest first."""
    hidden = and_(
        HiddenOffer.account_id == account_id,
        HiddenOffer.kind == SavedFind.kind,
        HiddenOffer.offer_id == SavedFind.object_id,
    )
    return (
        select(SavedFind.search_id, SavedFind.kind, SavedFind.object_id, SavedFind.found_at)
        .join(SavedSearch, SavedSearch.id == SavedFind.search_id)
        .outerjoin(HiddenOffer, hidden)
        .where(
            SavedSearch.account_id == account_id,
            SavedFind.found_at > clock.now() - FOUND_WITHIN,
            HiddenOffer.id.is_(None),
        )
        .order_by(SavedFind.found_at.desc(), SavedFind.kind, SavedFind.object_id.desc())
    )


def _seen_now(finds: Sequence[Any]) -> list[tuple[Any, Card]]:
    """The finds that can be seen now, with their cards; people as long as their search still fits them."""
    unfit = outgrown(finds)
    fitting = [find for find in finds if (find.search_id, find.kind, find.object_id) not in unfit]
    cards = {card.key: card for card in cards_of(sorted({f"{find.kind}:{find.object_id}" for find in fitting}))}
    keyed = ((find, cards.get(f"{find.kind}:{find.object_id}")) for find in fitting)
    return [(find, card) for find, card in keyed if card is not None]


def searches_of(account_id: int) -> list[tuple[SavedSearch, int]]:
    """A person's searches with how many new things of each can be seen now; the most first; few queries."""
    mine = select(SavedSearch).where(SavedSearch.account_id == account_id).order_by(SavedSearch.id.desc())
    searches = db.session.scalars(mine).all()
    numbers = Counter(find.search_id for find in _new(account_id)) if searches else Counter[int]()
    counted = [(search, numbers[search.id]) for search in searches]
    return sorted(counted, key=lambda row: -row[1])


def _new(account_id: int) -> list[Any]:
    """The finds of all a person's searches that she has not looked at and can see now."""
    statement = _finds(account_id).where(SavedFind.found_at > SavedSearch.seen_at).limit(500)
    return [find for find, _card in _seen_now(db.session.execute(statement).all())]


def new_finds(account_id: int) -> list[datetime]:
    """When each of those was found that a person has not looked at and can see now; newest first."""
    return [find.found_at for find in _new(account_id)]


def found_for(search: SavedSearch) -> list[tuple[Card, Any]]:
    """(card, when it was found) of what was found lately and can be seen now, newest first; few queries."""
    statement = _finds(search.account_id).where(SavedFind.search_id == search.id).limit(MOST_FINDS)
    return [(card, find.found_at) for find, card in _seen_now(db.session.execute(statement).all())]


def told_since(search: SavedSearch, since: datetime | None) -> Counter[str]:
    """How much of each kind was told for a search after a moment and can be seen now."""
    statement = _finds(search.account_id).where(SavedFind.search_id == search.id, SavedFind.told_at.is_not(None))
    if since is not None:
        statement = statement.where(SavedFind.told_at > since)
    return Counter(find.kind for find, _card in _seen_now(db.session.execute(statement).all()))


def topic_of(wish: str) -> str:
    """What is asked, without regard to its spelling: its words in alphabetical order."""
    return " ".join(sorted(set(words_of(wish))))[:120]


def open_request(account_id: int, topic: str) -> HelpRequest | None:
    """The request for just this that a person waits for."""
    statement = select(HelpRequest).where(
        HelpRequest.account_id == account_id, HelpRequest.topic == topic, HelpRequest.state == HelpState.OPEN
    )
    return db.session.scalar(statement)


def number_open(account_id: int) -> int:
    """How many requests of a person wait."""
    waiting = select(func.count()).where(HelpRequest.account_id == account_id, HelpRequest.state == HelpState.OPEN)
    return db.session.scalar(waiting) or 0


def request_at(public_id: str) -> HelpRequest | None:
    """The request at this address, whosever it is."""
    return db.session.scalar(select(HelpRequest).where(HelpRequest.public_id == public_id))


def requests_of(account_id: int) -> Sequence[HelpRequest]:
    """A person's requests, those that wait first, then the newest."""
    statement = select(HelpRequest).where(HelpRequest.account_id == account_id)
    order = (HelpRequest.state != HelpState.OPEN, HelpRequest.id.desc())
    return db.session.scalars(statement.order_by(*order).limit(MOST_REQUESTS)).all()


def _for_officer(actor: Actor) -> ColumnElement[bool]:
    """SQL: requests of the actor's regions by others who can come in."""
    mine = accounts.covered(actor, HelpRequest.region_code)
    return and_(mine, HelpRequest.account_id != actor.account_id, Account.status == AccountStatus.ACTIVE)


def waiting_for(actor: Actor) -> Sequence[Any]:
    """(HelpRequest, name of who asks) that wait in the actor's regions, oldest first."""
    if not actor.is_officer:
        return ()
    statement = (
        select(HelpRequest, Account.call_name)
        .join(Account, Account.id == HelpRequest.account_id)
        .where(_for_officer(actor), HelpRequest.state == HelpState.OPEN)
        .order_by(HelpRequest.id)
        .limit(MOST_REQUESTS)
    )
    return db.session.execute(statement).all()


def answered_lately(actor: Actor, limit: int = 10) -> Sequence[Any]:
    """(HelpRequest, name of who asked) that were answered or closed in the actor's regions, the latest first."""
    if not actor.is_officer:
        return ()
    statement = (
        select(HelpRequest, Account.call_name)
        .join(Account, Account.id == HelpRequest.account_id)
        .where(_for_officer(actor), HelpRequest.state.in_((HelpState.ANSWERED, HelpState.CLOSED)))
        .order_by(HelpRequest.answered_at.desc(), HelpRequest.id.desc())
        .limit(limit)
    )
    return db.session.execute(statement).all()


def number_waiting(actor: Actor) -> int:
    """How many requests wait in the actor's regions."""
    if not actor.is_officer:
        return 0
    counted = select(func.count(HelpRequest.id)).join(Account, Account.id == HelpRequest.account_id)
    return db.session.scalar(counted.where(_for_officer(actor), HelpRequest.state == HelpState.OPEN)) or 0


def helpers_of(region_code: str, *, not_of: int | None = None) -> list[accounts.Officer]:
    """Who answers for a kelurahan: its officers, else those of its kecamatan, else those of the city."""
    officers = [one for one in accounts.officers_of(region_code) if one.account_id != not_of]
    return [one for one in officers if one.region_code == officers[0].region_code]


def things_at(lines: Iterable[str]) -> tuple[list[str], list[str]]:
    """("job:17", …) of what can be seen at these addresses of the site, and the lines that lead to no such thing."""
    wanted: dict[str, tuple[str, str]] = {}
    wrong: list[str] = []
    for line in lines:
        at = _address_of(line)
        if at is None:
            wrong.append(line)
        else:
            wanted[line] = at
    parts = []
    for kind in sorted({kind for kind, _public_id in wanted.values()}):
        cards = SOURCES[kind].cards().subquery()
        named = [public_id for of_kind, public_id in wanted.values() if of_kind == kind]
        parts.append(select(cards.c.kind, cards.c.id, cards.c.public_id).where(cards.c.public_id.in_(named)))
    found = db.session.execute(union_all(*parts)).all() if parts else ()
    keys = {(row.kind, row.public_id): f"{row.kind}:{row.id}" for row in found}
    wrong += [line for line, at in wanted.items() if at not in keys]
    return list(dict.fromkeys(keys[at] for at in wanted.values() if at in keys)), wrong


def _address_of(line: str) -> tuple[str, str] | None:
    """(kind, public id) of an address of this site, written whole or from its first slash."""
    try:
        parts = urlsplit(line)
        own = urlsplit(current_app.config["PUBLIC_URL"])
    except ValueError:
        return None
    if parts.netloc and (parts.scheme not in {"http", "https"} or parts.netloc != own.netloc):
        return None
    folder, _slash, public_id = parts.path.rstrip("/").rpartition("/")
    return (KIND_AT[folder], public_id) if folder in KIND_AT and public_id else None


def empty_searches() -> Sequence[Any]:
    """(words, region_code, times, last day) of what found nothing for enough people, the most first; no names."""
    times, last = func.sum(EmptySearch.times).label("times"), func.max(EmptySearch.day).label("last_day")
    statement = (
        select(EmptySearch.words, EmptySearch.region_code, times, last)
        .group_by(EmptySearch.words, EmptySearch.region_code)
        .having(func.sum(EmptySearch.times) >= LEAST_TIMES)
        .order_by(times.desc(), last.desc(), EmptySearch.words, EmptySearch.region_code)
        .limit(MOST_ROWS)
    )
    rows = db.session.execute(statement).all()
    names = names_among({row.words for row in rows}) if rows else set()
    return [row for row in rows if row.words not in names]


def names_among(phrases: Collection[str]) -> set[str]:
    """Those of these words that are what somebody here is called, or a part of it, whether or not she can be found."""
    asked = {phrase: _name_words(phrase) for phrase in phrases}
    statement = select(Account.call_name).distinct()
    if len(asked) == 1:
        [words] = asked.values()
        statement = statement.where(Account.call_name.icontains(max(words, key=len, default=""), autoescape=True))
    found: set[str] = set()
    for name in db.session.scalars(statement):
        words = _name_words(name)
        found.update(phrase for phrase, parts in asked.items() if parts and parts <= words)
    return found


def _name_words(text: str) -> frozenset[str]:
    return frozenset(words_of(text)) - TITLES
