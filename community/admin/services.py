"""What an officer does here that leaves a trace; naming, dismissing and suspending are services of accounts."""

from __future__ import annotations

from flask import current_app
from sqlalchemy import update

from community.accounts import audit, secrets
from community.accounts.actor import Actor
from community.admin import policies
from community.foundation import clock
from community.foundation.database import db
from community.foundation.messages import Message, MessageState
from community.foundation.outbox import OutboxMessage
from community.foundation.policies import enforce
from community.regions import queries as regions

LOOKED_UP = "admin.people_searched"


def note_search(text: str, *, actor: Actor) -> None:
    """Write down that the officer looks somebody up; the words themselves are kept as a fingerprint only.

    With the site's own key: names and numbers are few enough to be tried out, and other officers read the trail.
    """
    enforce(policies.can_look_up(actor))
    widest = min((grant.region_code for grant in actor.grants), key=len)
    fingerprint = secrets.code_hash(text.casefold(), "search", str(current_app.config["SECRET_KEY"]))[:16]
    audit.note(LOOKED_UP, f"search:{fingerprint}", actor=actor, region_code=widest)


def deliver_again(fact_id: int, *, actor: Actor) -> None:
    """Hand a stuck fact to its subscribers once more; those that took it already are passed over."""
    enforce(policies.can_see_deliveries(actor, regions.directory().city.code))
    again = update(OutboxMessage).where(OutboxMessage.id == fact_id, OutboxMessage.problem.is_not(None))
    db.session.execute(again.values(delivered_at=None, due_at=clock.now(), attempts=0))
    audit.note("admin.fact_retried", f"fact:{fact_id}", actor=actor)


def send_again(message_id: int, *, actor: Actor) -> None:
    """Try a failed message once more."""
    enforce(policies.can_see_deliveries(actor, regions.directory().city.code))
    again = update(Message).where(Message.id == message_id, Message.state == MessageState.FAILED)
    db.session.execute(again.values(state=MessageState.WAITING, due_at=clock.now(), attempts=0))
    audit.note("admin.message_retried", f"message:{message_id}", actor=actor)
