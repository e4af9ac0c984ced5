"""Reads: what is coming up, who comes, who waits."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import ColumnElement, Select, Text, and_, cast, func, or_, select

from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.foundation import clock
from community.foundation.cards import card_columns
from community.foundation.database import constant, db, rows
from community.foundation.documents import Document

LONGEST = timedelta(days=14)
IS_RUNNING = SignUp.state != constant(SignUpState.CANCELLED)
Found = Any  # a row with the named columns
Rows = Select[*tuple[Any, ...]]


def is_upcoming(now: Any, oldest: Any = None) -> ColumnElement[bool]:
    """SQL: open and not over at `now`; the bound on the start (LONGEST before it) lets the index answer."""
    begun = now - LONGEST if oldest is None else oldest
    return and_(Event.status == EventStatus.OPEN, Event.starts_at > begun, Event.ends_at > now)


def cards() -> Select[Any]:
    """Open events that are not over, as cards of mixed lists."""
    return select(
        *card_columns(
            "event",
            id=Event.id,
            public_id=Event.public_id,
            title=Event.title,
            by=Event.organiser_name,
            region_code=Event.region_code,
            starts_at=Event.starts_at,
            ends_at=Event.ends_at,
            places=Event.places,
            taken=Event.taken,
            note=Event.place,
        )
    ).where(is_upcoming(clock.now()))


def documents(ids: Sequence[int] | None = None) -> Iterator[Document]:
    """Open events that are not over, as words and facts; what is gone is left out."""
    statement = select(Event).where(is_upcoming(clock.now())).order_by(Event.id)
    if ids is not None:
        statement = statement.where(Event.id.in_(ids))
    for event in db.session.scalars(statement):
        begins = clock.local(event.starts_at)
        yield Document(
            kind="event",
            id=event.id,
            title=event.title,
            text="\n".join(part for part in (event.description, event.place, event.organiser_name) if part),
            region_code=event.region_code,
            skills=tuple(event.topics),
            owner_key=f"community:{event.community_id}" if event.community_id else "",
            since=clock.local(event.created_at).date(),
            until=clock.local(event.ends_at).date(),
            features={
                "topics": list(event.topics),
                "weekend": begins.weekday() >= 5,
                "hour": begins.hour,
                "places": event.places,
                "full": event.taken >= event.places,
            },
        )


def upcoming() -> Select[Event]:
    """Open events that are not over; order and page them by starts_at and id."""
    return select(Event).where(is_upcoming(clock.now()))


def about(text: str, topics: Iterable[str]) -> ColumnElement[bool]:
    """SQL: events whose title names a word of `text`, or that are about one of the topics."""
    # The list is stored as JSON, whose text holds each id between quotes on both engines.
    stored = cast(Event.topics, Text)
    words = and_(*(Event.title.icontains(word, autoescape=True) for word in text.split()[:6]))
    return or_(words, *(stored.contains(f'"{topic}"', autoescape=True) for topic in topics))


def upcoming_in(codes: Sequence[str], limit: int = 3) -> Sequence[Any]:
    """The next events in regions (their codes and all below them, as from `regions.codes_under`); plain rows."""
    return rows(upcoming().where(Event.region_code.in_(codes)).order_by(Event.starts_at, Event.id).limit(limit))


def upcoming_of_community(community_id: int, limit: int = 3) -> Sequence[Event]:
    """The next events held together with a community."""
    return db.session.scalars(
        upcoming().where(Event.community_id == community_id).order_by(Event.starts_at, Event.id).limit(limit)
    ).all()


def by_public_id(public_id: str) -> Event | None:
    """The event at this address, whatever its status."""
    return db.session.scalar(select(Event).where(Event.public_id == public_id))


def organised_by(actor: Actor, *, past: bool = False) -> Select[Event]:
    """Events of the actor's regions, drafts and cancelled ones too; page them by starts_at and id."""
    when = Event.ends_at <= clock.now() if past else Event.ends_at > clock.now()
    return select(Event).where(accounts.covered(actor, Event.region_code), when)


def events_of(account_id: int, *, past: bool = False, limit: int = 50) -> list[Found]:
    """(Event, SignUp) that a person signed up for and did not cancel, next ones first."""
    when = Event.ends_at <= clock.now() if past else Event.ends_at > clock.now()
    order = (Event.starts_at.desc(), Event.id.desc()) if past else (Event.starts_at, Event.id)
    statement = (
        select(Event, SignUp)
        .join(SignUp, SignUp.event_id == Event.id)
        .where(SignUp.account_id == account_id, IS_RUNNING, when)
        .where(Event.status != EventStatus.DRAFT)
        .order_by(*order)
        .limit(limit)
    )
    return list(db.session.execute(statement))


def sign_up_of(event_id: int, account_id: int | None) -> SignUp | None:
    """A person's running sign-up, confirmed or waiting."""
    if account_id is None:
        return None
    return db.session.scalar(
        select(SignUp).where(
            SignUp.event_id == event_id,
            SignUp.account_id == account_id,
            IS_RUNNING,
        )
    )


def waiting_position(sign_up: SignUp) -> int:
    """1 for the person who moves up next."""
    before = select(func.count()).where(
        SignUp.event_id == sign_up.event_id,
        SignUp.state == SignUpState.WAITING,
        SignUp.id < sign_up.id,
    )
    return int(db.session.scalar(before) or 0) + 1


def _people(event_id: int) -> Rows:
    return (
        select(
            SignUp.id,
            SignUp.public_id,
            SignUp.account_id,
            SignUp.code,
            SignUp.state,
            SignUp.signed_up_at,
            SignUp.checked_in_at,
            Account.call_name,
            Account.home_code,
        )
        .join(Account, Account.id == SignUp.account_id)
        .where(SignUp.event_id == event_id, Account.status == AccountStatus.ACTIVE)
    )


def number_waiting(event: Event) -> int:
    """How many people wait for a place; asked only where an event is full."""
    waits = (SignUp.event_id == event.id, SignUp.state == SignUpState.WAITING)
    return int(db.session.scalar(select(func.count(SignUp.id)).where(*waits)) or 0)


def attendees(event_id: int, state: SignUpState, text: str = "") -> Rows:
    """Who has a place (or waits), with the names they go by; page it by call_name and id, or by id."""
    statement = _people(event_id).where(SignUp.state == state)
    return statement.where(Account.call_name.icontains(text, autoescape=True)) if text else statement


def attendance(event_id: int) -> dict[str, int]:
    """How many have a place, wait, and are there: {"confirmed", "waiting", "present"}."""
    statement = (
        select(SignUp.state, func.count(), func.count(SignUp.checked_in_at))
        .join(Account, Account.id == SignUp.account_id)
        .where(
            SignUp.event_id == event_id,
            IS_RUNNING,
            Account.status == AccountStatus.ACTIVE,
        )
        .group_by(SignUp.state)
    )
    counts = {"confirmed": 0, "waiting": 0, "present": 0}
    for state, number, present in db.session.execute(statement):
        counts[state.value] = number
        counts["present"] += present
    return counts


def sign_up_in(event_id: int, public_id: str) -> Found | None:
    """(SignUp, Account) of one running sign-up of this event."""
    return db.session.execute(
        select(SignUp, Account)
        .join(Account, Account.id == SignUp.account_id)
        .where(
            SignUp.event_id == event_id,
            SignUp.public_id == public_id,
            IS_RUNNING,
            Account.status == AccountStatus.ACTIVE,
        )
    ).one_or_none()


def all_sign_ups_of(account_id: int) -> list[Found]:
    """(SignUp, event title, start) of everything a person ever signed up for (her copy of her data)."""
    statement = (
        select(SignUp, Event.title, Event.starts_at)
        .join(Event, Event.id == SignUp.event_id)
        .where(SignUp.account_id == account_id)
        .order_by(SignUp.id)
    )
    return list(db.session.execute(statement))


def states_of(account_id: int | None, event_ids: Sequence[int]) -> dict[int, SignUpState]:
    """How a person stands with several events."""
    if account_id is None or not event_ids:
        return {}
    rows = db.session.execute(
        select(SignUp.event_id, SignUp.state).where(
            SignUp.account_id == account_id,
            SignUp.event_id.in_(event_ids),
            IS_RUNNING,
        )
    )
    return {row.event_id: row.state for row in rows}


def between(first: datetime, last: datetime) -> ColumnElement[bool]:
    """SQL: events that begin, or still run, in a span of time; `last` is not in it."""
    return and_(Event.starts_at < last, Event.ends_at > first)


def region_codes() -> Select[str]:
    """The region of each open event to come, for counting."""
    return select(Event.region_code).where(is_upcoming(clock.now()))


def data_of(account_id: int) -> list[dict[str, Any]]:
    """What events keep of a person, for herself to take away."""
    return [
        {
            "acara": title,
            "mulai": starts_at,
            "status": own.state,
            "daftar": own.signed_up_at,
            "batal": own.cancelled_at,
            "hadir": own.checked_in_at,
            "kode": own.code,
        }
        for own, title, starts_at in all_sign_ups_of(account_id)
    ]
