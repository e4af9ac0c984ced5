"""Reads of trainings and sign-ups; nothing here changes anything."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import ColumnElement, Select, String, and_, cast, func, or_, select

from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.businesses.models import Business, BusinessStatus
from community.businesses.queries import active_of
from community.foundation import clock
from community.foundation.cards import card_columns
from community.foundation.database import db
from community.foundation.documents import Document
from community.foundation.errors import NotFound
from community.learning.models import Training, TrainingSignUp, TrainingSignUpState, TrainingStatus

SHOWN = 200
Rows = Select[*tuple[Any, ...]]


@dataclass(frozen=True, slots=True)
class Filters:
    """What the catalogue is narrowed to; empty means all. `skills` are ids."""

    skills: tuple[str, ...] = ()
    words: str = ""
    free: bool = False
    online: bool = False


def is_open() -> ColumnElement[bool]:
    """SQL: open and not begun yet, given by nobody who is hidden."""
    return and_(
        Training.status == TrainingStatus.OPEN,
        Training.starts_on >= clock.today(),
        or_(Training.business_id.is_(None), Business.status == BusinessStatus.ACTIVE),
    )


def _open(*columns: Any) -> Select[Any]:
    return (
        select(*columns).select_from(Training).outerjoin(Business, Business.id == Training.business_id).where(is_open())
    )


def cards() -> Select[Any]:
    """Open trainings as cards; `note` is the place."""
    columns = card_columns(
        "training",
        id=Training.id,
        public_id=Training.public_id,
        title=Training.title,
        by=Training.provider,
        region_code=Training.region_code,
        online=Training.online,
        closes_on=Training.starts_on,
        places=Training.places,
        taken=Training.taken,
        note=Training.place,
    )
    return _open(*columns)


def open_region_codes() -> Select[tuple[str]]:
    """The region of each open training, for counting."""
    return _open(Training.region_code)


def documents(ids: Sequence[int] | None = None) -> Iterable[Document]:
    """Open trainings as words and facts; with `ids`, those of them that are open."""
    statement = _open(Training).order_by(Training.id)
    if ids is not None:
        statement = statement.where(Training.id.in_(ids))
    for training in db.session.scalars(statement):
        owner = f"business:{training.business_id}" if training.business_id else f"account:{training.created_by_id}"
        yield Document(
            kind="training",
            id=training.id,
            title=training.title,
            text="\n".join(part for part in (training.provider, training.description, training.place) if part),
            region_code=training.region_code,
            skills=tuple(training.skills),
            owner_key=owner,
            since=clock.local(training.created_at).date(),
            until=training.starts_on,
            features={
                "teaches": tuple(training.skills),
                "online": training.online,
                "capacity": training.places - training.taken,
                "cost": training.cost,
            },
        )


def teaches_any(skill_ids: Iterable[str]) -> ColumnElement[bool]:
    """SQL: trainings that teach one of the skills."""
    # The list is stored as JSON, whose text holds each id between quotes on both engines.
    stored = cast(Training.skills, String)
    return or_(*(stored.contains(f'"{skill}"', autoescape=True) for skill in skill_ids))


def open_trainings(filters: Filters = Filters()) -> Select[Any]:
    """Open trainings; page them by starts_on and id."""
    statement = _open(Training)
    if filters.skills or filters.words:
        found = [teaches_any(filters.skills)] if filters.skills else []
        if filters.words:
            found.append(func.lower(Training.title).contains(filters.words.casefold(), autoescape=True))
        statement = statement.where(or_(*found))
    if filters.free:
        statement = statement.where(Training.cost == 0)
    if filters.online:
        statement = statement.where(Training.online.is_(True))
    return statement


def next_in(codes: Sequence[str], limit: int = 3) -> Sequence[Training]:
    """The next open trainings in the regions, those with a free place first to come."""
    statement = _open(Training).where(Training.region_code.in_(codes), Training.taken < Training.places)
    return db.session.scalars(statement.order_by(Training.starts_on, Training.id).limit(limit)).all()


def get_training(public_id: str) -> tuple[Training, Business | None]:
    """A training with its business, if one gives it; NotFound when there is none at this address."""
    statement = select(Training, Business).outerjoin(Business, Business.id == Training.business_id)
    row = db.session.execute(statement.where(Training.public_id == public_id)).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def accepts(training: Training, business: Business | None) -> bool:
    """Whether a loaded training is open today: the same rule as `is_open`."""
    return (
        training.status == TrainingStatus.OPEN
        and training.starts_on >= clock.today()
        and (business is None or business.status == BusinessStatus.ACTIVE)
    )


def managed_by(actor: Actor) -> Sequence[Training]:
    """What the actor may manage: of her active businesses and, for officers, of their regions; newest first."""
    mine = [business.id for business in active_of(actor.account_id or 0)]
    given = and_(Training.business_id.is_(None), accounts.covered(actor, Training.region_code))
    statement = select(Training).where(or_(Training.business_id.in_(mine), given))
    return db.session.scalars(statement.order_by(Training.id.desc()).limit(SHOWN)).all()


def has_signed_up(training_id: int, account_id: int | None) -> bool:
    """Whether a person ever took a place in a training."""
    if account_id is None:
        return False
    mine = select(TrainingSignUp.id).where(
        TrainingSignUp.training_id == training_id, TrainingSignUp.account_id == account_id
    )
    return db.session.scalar(mine.limit(1)) is not None


def running_sign_up(training_id: int, account_id: int | None) -> TrainingSignUp | None:
    """A person's place in a training."""
    if account_id is None:
        return None
    statement = select(TrainingSignUp).where(
        TrainingSignUp.training_id == training_id,
        TrainingSignUp.account_id == account_id,
        TrainingSignUp.state == TrainingSignUpState.CONFIRMED,
    )
    return db.session.scalar(statement)


def signed_up_ids(account_id: int | None) -> set[int]:
    """The trainings in which a person has a place."""
    if account_id is None:
        return set()
    statement = select(TrainingSignUp.training_id).where(
        TrainingSignUp.account_id == account_id, TrainingSignUp.state == TrainingSignUpState.CONFIRMED
    )
    return set(db.session.scalars(statement))


def trainings_of(account_id: int, limit: int | None = SHOWN) -> Sequence[Any]:
    """(Training, TrainingSignUp) in which a person has a place, last start first; all of them with None."""
    statement = (
        select(Training, TrainingSignUp)
        .join(TrainingSignUp, TrainingSignUp.training_id == Training.id)
        .where(TrainingSignUp.account_id == account_id, TrainingSignUp.state == TrainingSignUpState.CONFIRMED)
        .order_by(Training.starts_on.desc(), Training.id.desc())
        .limit(limit)
    )
    return db.session.execute(statement).all()


def participants(training_id: int) -> Rows:
    """(id, public_id, account_id, signed_up_at, call_name, home_code) of who comes; page it by id."""
    return (
        select(
            TrainingSignUp.id,
            TrainingSignUp.public_id,
            TrainingSignUp.account_id,
            TrainingSignUp.signed_up_at,
            Account.call_name,
            Account.home_code,
        )
        .join(Account, Account.id == TrainingSignUp.account_id)
        .where(
            TrainingSignUp.training_id == training_id,
            TrainingSignUp.state == TrainingSignUpState.CONFIRMED,
            Account.status == AccountStatus.ACTIVE,
        )
    )


def sign_up_in(training_id: int, public_id: str) -> tuple[TrainingSignUp, Account]:
    """One place in a training and whose it is; NotFound otherwise."""
    statement = select(TrainingSignUp, Account).join(Account, Account.id == TrainingSignUp.account_id)
    row = db.session.execute(
        statement.where(
            TrainingSignUp.training_id == training_id,
            TrainingSignUp.public_id == public_id,
            TrainingSignUp.state == TrainingSignUpState.CONFIRMED,
            Account.status == AccountStatus.ACTIVE,
        )
    ).first()
    if row is None:
        raise NotFound
    return row[0], row[1]


def past_their_end(today: date) -> Select[Any]:
    """Trainings that are still marked open though they are over (500 at most)."""
    return select(Training).where(Training.status == TrainingStatus.OPEN, Training.ends_on < today).limit(500)


def data_of(account_id: int) -> dict[str, Any]:
    """Everything kept here about a person, for her own copy."""
    statement = (
        select(TrainingSignUp, Training.title, Training.starts_on)
        .join(Training, Training.id == TrainingSignUp.training_id)
        .where(TrainingSignUp.account_id == account_id)
        .order_by(TrainingSignUp.id)
    )
    return {
        "trainings": [
            {
                "title": title,
                "starts_on": starts_on,
                "state": sign_up.state,
                "signed_up_at": sign_up.signed_up_at,
                "cancelled_at": sign_up.cancelled_at,
            }
            for sign_up, title, starts_on in db.session.execute(statement)
        ]
    }
