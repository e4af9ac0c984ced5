from __future__ import annotations

from dataclasses import dataclass

from community.foundation.changes import tells_of


@dataclass(frozen=True, slots=True)
class ProgrammeSubmitted:
    """A startup asks the city to open a programme."""

    programme_id: int


@tells_of("programme")
@dataclass(frozen=True, slots=True)
class ProgrammePublished:
    programme_id: int


@tells_of("programme")
@dataclass(frozen=True, slots=True)
class ProgrammeReturned:
    """The city asks the startup to change a programme first."""

    programme_id: int


@tells_of("programme")
@dataclass(frozen=True, slots=True)
class ProgrammeChanged:
    programme_id: int


@dataclass(frozen=True, slots=True)
class ProgrammeApplied:
    application_id: int


@dataclass(frozen=True, slots=True)
class ProgrammeDecided:
    application_id: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class ProgrammeWithdrawn:
    application_id: int


@tells_of("programme")
@dataclass(frozen=True, slots=True)
class ProgrammeClosed:
    """`reason` is what an admin wrote who closed it; "" when the startup or the calendar did."""

    programme_id: int
    reason: str = ""


@dataclass(frozen=True, slots=True)
class ProgrammeDeadlinePassed:
    """Nobody can apply any more; who applied waits for an answer."""

    programme_id: int
