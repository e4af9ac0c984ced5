"""What every engine answers with."""

from __future__ import annotations

from dataclasses import dataclass, field


class IndexUnavailable(Exception):
    """The index is missing, damaged, or held by another writer."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One thing that fits, and how well (any positive scale, larger is better)."""

    kind: str
    id: int
    score: float

    @property
    def key(self) -> str:
        """ "job:17": the name of a thing across kinds."""
        return f"{self.kind}:{self.id}"


@dataclass(frozen=True, slots=True)
class Found:
    """The best hits, and how many things of each kind fit; of the kinds in `more`, at least so many."""

    hits: list[Hit] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    more: frozenset[str] = frozenset()
