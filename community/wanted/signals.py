from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class SearchFound:
    """Something new fits a saved search; `counts` is how much of each kind."""

    search_id: int
    counts: dict[str, int]


@dataclass(frozen=True, slots=True)
class FindsDropped:
    """Somebody whom a saved search found no longer tells what was looked for."""

    search_id: int


@dataclass(frozen=True, slots=True)
class HelpAsked:
    request_id: int


@dataclass(frozen=True, slots=True)
class HelpAnswered:
    """An officer found something, or closed the request with a reason."""

    request_id: int


@dataclass(frozen=True, slots=True)
class HelpWithdrawn:
    request_id: int


@dataclass(frozen=True, slots=True)
class HelpMoved:
    """Whoever asked lives elsewhere now, and other officers may be the nearest."""

    request_id: int


@dataclass(frozen=True, slots=True)
class HelpExpired:
    """Nobody answered in time."""

    request_id: int
