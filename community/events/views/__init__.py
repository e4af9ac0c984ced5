"""The pages of events: for everybody, for those who come, for organisers, at the door."""

from __future__ import annotations

from flask import Blueprint

from community.accounts.actor import Actor
from community.events import policies, queries
from community.events.models import Event
from community.foundation.errors import NotFound
from community.foundation.policies import enforce

blueprint = Blueprint("events", __name__, url_prefix="/acara")


def seen_event(public_id: str, actor: Actor) -> Event:
    """The event at this address; NotFound where the actor may not see it."""
    event = queries.by_public_id(public_id)
    if event is None or not policies.can_see(actor, event):
        raise NotFound
    return event


def managed_event(public_id: str, actor: Actor) -> Event:
    """The event, for those who manage it; others learn nothing of a draft."""
    event = seen_event(public_id, actor)
    enforce(policies.can_manage(actor, event))
    return event
