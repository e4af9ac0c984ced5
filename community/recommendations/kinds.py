"""Where offers of each kind come from, and which kinds people see first who come for something."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from itertools import chain, cycle, islice, zip_longest
from typing import Any

from community.accounts.models import Intent
from community.businesses import queries as businesses
from community.businesses.models import Business
from community.communities import queries as communities
from community.communities.models import Community
from community.events import queries as events
from community.events.models import Event
from community.jobs import queries as jobs
from community.jobs.models import Job
from community.learning import queries as learning
from community.learning.models import Training
from community.mentoring import queries as mentoring
from community.mentoring.models import Mentor
from community.programmes import queries as programmes
from community.programmes.models import Programme

SOURCES: dict[str, Any] = {
    "job": jobs,
    "training": learning,
    "programme": programmes,
    "mentor": mentoring,
    "event": events,
    "community": communities,
    "business": businesses,
}
KINDS = tuple(SOURCES)
# Whose an offer is, so that nobody is shown her own where no list was worked out.
OWNERS: dict[str, Any] = {
    "job": Job.created_by_id,
    "training": Training.created_by_id,
    "programme": Programme.created_by_id,
    "mentor": Mentor.account_id,
    "business": Business.owner_id,
}
# Whose makers are shown people, by the word in the address.
INTRODUCED = {"mentor": "mentor", "lowongan": "job", "program": "programme"}
# When an offer was opened to everybody.
OPENED: dict[str, Any] = {
    "job": (Job.id, Job.published_at),
    "training": (Training.id, Training.created_at),
    "programme": (Programme.id, Programme.published_at),
    "mentor": (Mentor.id, Mentor.created_at),
    "event": (Event.id, Event.created_at),
    "community": (Community.id, Community.created_at),
    "business": (Business.id, Business.created_at),
}
_FOR_INTENT: dict[str, tuple[str, ...]] = {
    Intent.WORK: ("job", "job", "training", "event", "job", "mentor", "programme", "community"),
    Intent.BUSINESS: ("programme", "mentor", "business", "event", "training", "community", "business"),
    Intent.LEARNING: ("training", "mentor", "programme", "event", "training", "community"),
    Intent.ACTIVITIES: ("event", "community", "event", "training", "mentor"),
}


def pattern(intents: Iterable[str]) -> list[str]:
    """The order in which kinds take turns in a mixed list, for what somebody comes for."""
    wanted = [_FOR_INTENT[intent] for intent in intents if intent in _FOR_INTENT] or [_FOR_INTENT[Intent.ACTIVITIES]]
    return [kind for kind in chain.from_iterable(zip_longest(*wanted)) if kind]


def kinds_for(intents: Iterable[str]) -> list[str]:
    """The kinds that concern somebody, those she came for first."""
    return list(dict.fromkeys(pattern(intents)))


def mixed(by_kind: Mapping[str, Sequence[Any]], intents: Iterable[str], limit: int) -> list[Any]:
    """Up to `limit` things from lists by kind, the kinds taking turns, best of each kind first."""
    waiting = {kind: list(found) for kind, found in by_kind.items()}
    chosen: list[Any] = []
    for kind in islice(cycle(pattern(intents)), limit * len(KINDS) * 2):
        if len(chosen) == limit:
            break
        if waiting.get(kind):
            chosen.append(waiting[kind].pop(0))
    return chosen
