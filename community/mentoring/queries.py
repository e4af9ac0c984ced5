"""Reads of mentors and requests; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, case, cast, or_, select

from community.accounts.models import Account, AccountStatus
from community.foundation import clock
from community.foundation.cards import card_columns
from community.foundation.database import db
from community.foundation.documents import Document
from community.foundation.errors import NotFound
from community.mentoring.models import Mentor, MentoringRequest, MentorStatus, RequestState

RUNNING = (RequestState.WAITING, RequestState.ACCEPTED)
SHOWN = 100


def is_open() -> ColumnElement[bool]:
    """SQL: takes mentees and has a place free, in an open account."""
    return and_(
        Mentor.status == MentorStatus.OPEN,
        Mentor.taken < Mentor.capacity,
        Account.status == AccountStatus.ACTIVE,
    )


def _open(*columns: Any) -> Select[Any]:
    return select(*columns).join(Account, Account.id == Mentor.account_id).where(is_open())


def cards() -> Select[Any]:
    """Mentors with a place free as cards."""
    columns = card_columns(
        "mentor",
        id=Mentor.id,
        public_id=Mentor.public_id,
        title=Mentor.headline,
        by=Mentor.name,
        region_code=Mentor.region_code,
        places=Mentor.capacity,
        taken=Mentor.taken,
    )
    return _open(*columns)


def open_region_codes() -> Select[tuple[str]]:
    """The region of each mentor with a place free, for counting."""
    return _open(Mentor.region_code)


def documents(ids: Sequence[int] | None = None) -> Iterable[Document]:
    """Mentors with a place free as words and facts; with `ids`, those of them."""
    statement = _open(Mentor).order_by(Mentor.id)
    if ids is not None:
        statement = statement.where(Mentor.id.in_(ids))
    for mentor in db.session.scalars(statement):
        yield Document(
            kind="mentor",
            id=mentor.id,
            title=mentor.headline,
            text=f"{mentor.name}. {mentor.about}",
            region_code=mentor.region_code,
            skills=tuple(mentor.topics),
            owner_key=f"account:{mentor.account_id}",
            since=clock.local(mentor.created_at).date(),
            features={
                "offers": tuple(mentor.topics),
                "schedule": tuple(mentor.schedule),
                "online": "online" in mentor.modes,
                "capacity": mentor.capacity - mentor.taken,
            },
        )


def about_any(topics: Iterable[str]) -> ColumnElement[bool]:
    """SQL: mentors about one of the topics."""
    # The list is stored as JSON, whose text holds each id between quotes on both engines.
    stored = cast(Mentor.topics, String)
    return or_(*(stored.contains(f'"{topic}"', autoescape=True) for topic in topics))


def open_mentors(topics: Sequence[str] = (), mode: str = "") -> Select[Any]:
    """Mentors with a place free; page them by taken and id, so that those with few mentees come first."""
    statement = _open(Mentor)
    if topics:
        statement = statement.where(about_any(topics))
    if mode:
        statement = statement.where(cast(Mentor.modes, String).contains(f'"{mode}"', autoescape=True))
    return statement


def next_free(mentor: Mentor, *, not_of: int | None = None, limit: int = 3) -> Sequence[Mentor]:
    """Others with a place free who help with one of the same topics, same region first."""
    statement = _open(Mentor).where(Mentor.id != mentor.id)
    if mentor.topics:
        statement = statement.where(about_any(mentor.topics))
    if not_of is not None:
        statement = statement.where(Mentor.account_id != not_of)
    nearest = case((Mentor.region_code == mentor.region_code, 0), else_=1)
    return db.session.scalars(statement.order_by(nearest, Mentor.taken, Mentor.id).limit(limit)).all()


def get_mentor(public_id: str) -> Mentor:
    """The mentor at this address, in an open account; NotFound otherwise."""
    statement = select(Mentor).join(Account, Account.id == Mentor.account_id)
    found = db.session.scalar(statement.where(Mentor.public_id == public_id, Account.status == AccountStatus.ACTIVE))
    if found is None:
        raise NotFound
    return found


def mentor_of(account_id: int | None) -> Mentor | None:
    """The person's own entry as a mentor."""
    if account_id is None:
        return None
    return db.session.scalar(select(Mentor).where(Mentor.account_id == account_id))


def running_request(mentor_id: int, mentee_id: int | None) -> MentoringRequest | None:
    """A person's waiting or accepted request to a mentor."""
    if mentee_id is None:
        return None
    statement = select(MentoringRequest).where(
        MentoringRequest.mentor_id == mentor_id,
        MentoringRequest.mentee_id == mentee_id,
        MentoringRequest.state.in_(RUNNING),
    )
    return db.session.scalar(statement)


def asked_by(mentee_id: int | None) -> dict[int, RequestState]:
    """The state of a person's running requests by mentor."""
    if mentee_id is None:
        return {}
    statement = select(MentoringRequest.mentor_id, MentoringRequest.state).where(
        MentoringRequest.mentee_id == mentee_id, MentoringRequest.state.in_(RUNNING)
    )
    return {row.mentor_id: row.state for row in db.session.execute(statement)}


def get_request(public_id: str) -> tuple[MentoringRequest, Mentor]:
    """A request with its mentor; NotFound when there is none at this address."""
    statement = select(MentoringRequest, Mentor).join(Mentor, Mentor.id == MentoringRequest.mentor_id)
    row = db.session.execute(statement.where(MentoringRequest.public_id == public_id)).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def requests_to(mentor_id: int) -> Sequence[Any]:
    """(MentoringRequest, call_name, home_code) to a mentor, waiting ones first, then the newest (100 at most)."""
    order = case(
        (MentoringRequest.state == RequestState.WAITING, 0),
        (MentoringRequest.state == RequestState.ACCEPTED, 1),
        else_=2,
    )
    statement = (
        select(MentoringRequest, Account.call_name, Account.home_code)
        .join(Account, Account.id == MentoringRequest.mentee_id)
        .where(
            MentoringRequest.mentor_id == mentor_id,
            MentoringRequest.state != RequestState.WITHDRAWN,
            Account.status == AccountStatus.ACTIVE,
        )
        .order_by(order, MentoringRequest.id.desc())
        .limit(SHOWN)
    )
    return db.session.execute(statement).all()


def requests_of(mentee_id: int) -> Sequence[Any]:
    """(MentoringRequest, Mentor) of a person, newest first (100 at most)."""
    statement = (
        select(MentoringRequest, Mentor)
        .join(Mentor, Mentor.id == MentoringRequest.mentor_id)
        .where(MentoringRequest.mentee_id == mentee_id)
        .order_by(MentoringRequest.id.desc())
        .limit(SHOWN)
    )
    return db.session.execute(statement).all()


def waiting_number(mentee_id: int) -> int:
    """How many of a person's requests wait for an answer."""
    statement = select(db.func.count(MentoringRequest.id)).where(
        MentoringRequest.mentee_id == mentee_id, MentoringRequest.state == RequestState.WAITING
    )
    return int(db.session.scalar(statement) or 0)


def overdue() -> Select[Any]:
    """Requests whose time to be answered has passed, oldest first (500 at most)."""
    return (
        select(MentoringRequest)
        .where(MentoringRequest.state == RequestState.WAITING, MentoringRequest.expires_at <= clock.now())
        .order_by(MentoringRequest.expires_at)
        .limit(500)
    )


def data_of(account_id: int) -> dict[str, Any]:
    """Everything kept here about a person, for her own copy."""
    mentor = mentor_of(account_id)
    asked = (
        select(MentoringRequest, Mentor.name)
        .join(Mentor, Mentor.id == MentoringRequest.mentor_id)
        .where(MentoringRequest.mentee_id == account_id)
        .order_by(MentoringRequest.id)
    )
    answered = select(MentoringRequest).where(MentoringRequest.mentor_id == mentor.id) if mentor else None
    return {
        "mentor": mentor and {name: getattr(mentor, name) for name in _OWN_FIELDS},
        "mentoring_requests": [
            {"mentor": name, **{field: getattr(request, field) for field in _REQUEST_FIELDS}, "reason": request.reason}
            for request, name in db.session.execute(asked)
        ],
        "mentoring_answers": [
            {"topic": request.topic, "state": request.state, "reason": request.reason, "at": request.answered_at}
            for request in (db.session.scalars(answered) if answered is not None else ())
        ],
    }


_OWN_FIELDS = (
    "name", "headline", "about", "topics", "modes", "schedule", "region_code", "capacity", "taken", "status",
    "created_at",
)  # fmt: skip
_REQUEST_FIELDS = ("topic", "message", "state", "asked_at", "expires_at", "answered_at")
