from __future__ import annotations

from dataclasses import dataclass

from community.foundation.changes import tells_of


@tells_of("mentor")
@dataclass(frozen=True, slots=True)
class MentorChanged:
    mentor_id: int


@dataclass(frozen=True, slots=True)
class MentoringAsked:
    request_id: int


@dataclass(frozen=True, slots=True)
class MentoringAnswered:
    request_id: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class MentoringEnded:
    """`by_id` is the account that ended it."""

    request_id: int
    by_id: int | None = None


@dataclass(frozen=True, slots=True)
class MentorPaused:
    """The mentor takes a rest from new requests."""

    mentor_id: int


@dataclass(frozen=True, slots=True)
class MentoringWithdrawn:
    """The mentee took her request back before it was answered."""

    request_id: int


@dataclass(frozen=True, slots=True)
class MentoringExpired:
    """The mentor did not answer in time."""

    request_id: int
