from __future__ import annotations

from dataclasses import dataclass

from community.foundation.changes import tells_of


@tells_of("event")
@dataclass(frozen=True, slots=True)
class EventPublished:
    event_id: int


@tells_of("event")
@dataclass(frozen=True, slots=True)
class EventChanged:
    """`moved`: another time or place, so that whoever comes reads it again."""

    event_id: int
    moved: bool = False


@tells_of("event")
@dataclass(frozen=True, slots=True)
class EventCancelled:
    event_id: int


@dataclass(frozen=True, slots=True)
class SignedUp:
    """A place or a turn on the waiting list was taken."""

    sign_up_id: int


@dataclass(frozen=True, slots=True)
class SignUpCancelled:
    sign_up_id: int


@dataclass(frozen=True, slots=True)
class MovedUp:
    """A waiting person got a place."""

    sign_up_id: int


@dataclass(frozen=True, slots=True)
class CheckedIn:
    sign_up_id: int
