"""Places and the waiting list; whoever changes either locks the event first, so places never overflow."""

from __future__ import annotations

import secrets
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, and_, or_, select

from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus
from community.events import policies, queries
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.events.signals import MovedUp, SignedUp, SignUpCancelled
from community.foundation import clock, limits
from community.foundation.database import ALPHABET, db
from community.foundation.errors import NotFound
from community.foundation.outbox import record
from community.foundation.policies import enforce

SIGNING_UP = limits.Limit("events.sign_up", 40, timedelta(days=1))
CODE_LETTERS = 6


def lock(event: Event) -> None:
    """Read the event anew and keep others from changing it until this unit of work ends."""
    if _locked(Event.id == event.id) is None:
        raise NotFound


def _locked(which: ColumnElement[bool]) -> Event | None:
    db.session.flush()
    return db.session.execute(
        select(Event).where(which).with_for_update().execution_options(populate_existing=True)
    ).scalar_one_or_none()


def _seen_and_locked(public_id: str, actor: Actor) -> Event:
    event = _locked(Event.public_id == public_id)
    if event is None or not policies.can_see(actor, event):
        raise NotFound
    return event


def _new_code() -> str:
    return "".join(secrets.choice(ALPHABET) for _letter in range(CODE_LETTERS)).upper()


def _running_or_code(event_id: int, account_id: int) -> tuple[SignUp | None, str]:
    """The person's running sign-up, else a code that nobody has at this event: both in one query."""
    mine = and_(SignUp.account_id == account_id, queries.IS_RUNNING)
    while True:
        code = _new_code()
        found = db.session.scalars(
            select(SignUp).where(SignUp.event_id == event_id, or_(mine, SignUp.code == code)).order_by(SignUp.id)
        ).all()
        own = (one for one in found if one.account_id == account_id and one.state != SignUpState.CANCELLED)
        running = next(own, None)
        if running is not None or not found:
            return running, code


def sign_up(public_id: str, *, actor: Actor) -> SignUp:
    """Take a place, or a turn on the waiting list when none is free; a second tap keeps the first answer."""
    event = _seen_and_locked(public_id, actor)
    enforce(policies.can_sign_up(actor, event, clock.now()))
    assert actor.account_id is not None
    running, code = _running_or_code(event.id, actor.account_id)
    if running is not None:
        return running
    limits.use(SIGNING_UP, f"account:{actor.account_id}", sentence=_(
        "Hari ini Anda sudah mendaftar %(n)s acara. Besok Anda bisa mendaftar lagi.", n=SIGNING_UP.most
    ))  # fmt: skip
    has_place = event.taken < event.places
    taken = SignUp(
        event_id=event.id,
        account_id=actor.account_id,
        code=code,
        state=SignUpState.CONFIRMED if has_place else SignUpState.WAITING,
    )
    event.taken += 1 if has_place else 0
    db.session.add(taken)
    db.session.flush()
    record(SignedUp(taken.id))
    return taken


def withdraw(public_id: str, *, actor: Actor) -> SignUp | None:
    """Give the actor's own place or turn back; the first who waits moves up. None when there was none."""
    event = _seen_and_locked(public_id, actor)
    own = queries.sign_up_of(event.id, actor.account_id)
    if own is None:
        return None
    enforce(policies.can_withdraw(actor, event, own, clock.now()))
    _give_back(event, own)
    return own


def _give_back(event: Event, own: SignUp) -> None:
    had_place = own.state == SignUpState.CONFIRMED
    own.state, own.cancelled_at = SignUpState.CANCELLED, clock.now()
    event.taken -= 1 if had_place else 0
    db.session.flush()
    record(SignUpCancelled(own.id))
    fill(event)


def fill(event: Event) -> None:
    """Move people up from the waiting list, in order, while there are places; the event is locked."""
    free = event.places - event.taken
    if free <= 0 or event.status != EventStatus.OPEN or event.ends_at <= clock.now():
        return
    waiting = db.session.scalars(
        select(SignUp)
        .join(Account, Account.id == SignUp.account_id)
        .where(
            SignUp.event_id == event.id,
            SignUp.state == SignUpState.WAITING,
            Account.status == AccountStatus.ACTIVE,
        )
        .order_by(SignUp.id)
        .limit(free)
    ).all()
    for moved in waiting:
        moved.state = SignUpState.CONFIRMED
        event.taken += 1
        record(MovedUp(moved.id))
    db.session.flush()


def withdraw_all_of(account_id: int) -> None:
    """Give back every place at events to come, for an account that was closed."""
    coming = (
        select(Event)
        .join(SignUp, SignUp.event_id == Event.id)
        .where(
            SignUp.account_id == account_id,
            queries.IS_RUNNING,
            SignUp.checked_in_at.is_(None),
            Event.ends_at > clock.now(),
        )
        .order_by(Event.id)
    )
    for event in db.session.scalars(coming).all():
        lock(event)
        own = queries.sign_up_of(event.id, account_id)
        if own is not None:
            _give_back(event, own)
