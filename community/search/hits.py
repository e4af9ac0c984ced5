"""What every engine answers with."""

from __future__ import annotations

from dataclasses import dataclass, field


class IndexUnavailable(Exception):
    """The index is missing, damaged, or held by another writer."""


class IndexOutOfReach(IndexUnavailable):
    """Another process is writing the index, or its database is away: to be tried again, not to be built anew."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that fits, and how well (any positive scale, larger is better).

    `since` is the day it was published as an ordinal, 0 without one; `near` what the place lifts where it lies.
    """

    kind: str
    id: int
    score: float
    since: int = 0
    near: float = 1.0

    @property
    def key(self) -> str:
        """ "job:17": the name of a thing across kinds."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Facets:
    """How many of the things that fit lie in each region, belong to each trade, and are how new or how near their end.

    `new` and `ending` count those of the last and the next 7 and 30 days.
    """

    regions: dict[str, int] = field(default_factory=dict)
    trades: dict[str, int] = field(default_factory=dict)
    new: dict[int, int] = field(default_factory=dict)
    ending: dict[int, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many things of each kind fit; of the kinds in `more`, at least so many.

    `facets` count what is shown; `next` is where the following page begins, "" at the end. `corrected` is the
    question as it was understood, "" where it was taken as it stood. Of the kinds in `partly` not everything that
    may fit was looked at, and `best` is how well the best of all fits, before and after lifts of its kind.
    """

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
    facets: Facets = field(default_factory=Facets)
    next: str = ""
    corrected: str = ""
    partly: frozenset[str] = frozenset()
    best: tuple[float, float] = (0.0, 0.0)
