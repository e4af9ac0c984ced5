"""Who is there: checked in from the list or by the code people show; phones after a logged look."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import select

from community.accounts import audit
from community.accounts.actor import Actor
from community.events import policies, queries
from community.events.models import Event, SignUp
from community.events.services.places import lock
from community.events.signals import CheckedIn
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.members.queries import may_open_phone

PHONE_OPENED = "events.phone_opened"


def check_in(event: Event, public_id: str, *, actor: Actor) -> tuple[SignUp, bool]:
    """Note that somebody is there; whether it was this call that did."""
    enforce(policies.can_manage(actor, event))
    lock(event)
    found = queries.sign_up_in(event.id, public_id)
    if found is None:
        raise NotFound
    return _note_presence(event, found[0], actor)


def check_in_by_code(event: Event, typed: str, *, actor: Actor) -> tuple[SignUp, bool]:
    """The same by the code on somebody's phone or paper, with or without blanks and in any case."""
    enforce(policies.can_manage(actor, event))
    code = "".join(letter for letter in typed if letter.isalnum()).upper()
    lock(event)
    own = db.session.scalar(
        select(SignUp).where(SignUp.event_id == event.id, SignUp.code == code[:8], queries.IS_RUNNING)
    )
    if own is None:
        raise DomainError(_("Kode ini tidak ada di acara ini. Periksa lagi hurufnya."), field="code")
    refused = policies.can_check_in(actor, event, own, clock.now())
    if not refused:
        raise DomainError(refused.reason, field="code")
    return _note_presence(event, own, actor)


def _note_presence(event: Event, own: SignUp, actor: Actor) -> tuple[SignUp, bool]:
    enforce(policies.can_check_in(actor, event, own, clock.now()))
    if own.checked_in_at is not None:
        return own, False
    own.checked_in_at, own.checked_in_by_id = clock.now(), actor.account_id
    db.session.flush()
    record(CheckedIn(own.id))
    return own, True


def undo_check_in(event: Event, public_id: str, *, actor: Actor) -> SignUp:
    """Take back a tap on the wrong name."""
    enforce(policies.can_manage(actor, event))
    lock(event)
    found = queries.sign_up_in(event.id, public_id)
    if found is None:
        raise NotFound
    own: SignUp = found[0]
    if own.checked_in_at is not None:
        own.checked_in_at = own.checked_in_by_id = None
        audit.note(
            "events.presence_undone",
            f"account:{own.account_id}",
            actor=actor,
            region_code=event.region_code,
            event=event.title,
        )
        db.session.flush()
    return own


def see_phone(event: Event, public_id: str, *, actor: Actor) -> None:
    """Write down that an organiser looks at somebody's number; the person sees it in her trail."""
    enforce(policies.can_manage(actor, event))
    found = queries.sign_up_in(event.id, public_id)
    if found is None:
        raise NotFound
    enforce(may_open_phone(found[0].account_id, actor))
    audit.note(
        PHONE_OPENED,
        f"account:{found[0].account_id}",
        actor=actor,
        region_code=event.region_code,
        event=event.title,
    )
