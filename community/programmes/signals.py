from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class ProgrammeSubmitted:
    """A startup asks the city to open a programme."""

    programme_id: int


@dataclass(frozen=True, slots=True)
class ProgrammePublished:
    programme_id: int


@dataclass(frozen=True, slots=True)
class ProgrammeReturned:
    """The city asks the startup to change a programme first."""

    programme_id: int


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


@dataclass(frozen=True, slots=True)
class ProgrammeClosed:
    programme_id: int
