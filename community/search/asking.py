"""What a question allows and prefers, beside its words; the same for every engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Days:
    """Keeps what was published ("since") or ends ("until") from one day to another, both as ordinals and included.

    From 0 to 0 it keeps what has no such day.
    """

    of: Literal["since", "until"]
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Asked:
    """See Engine.find. `lifts` are those of kinds; `depth` is how many hits were shown on earlier pages.

    All of `days` are kept to. `best` is how well something fits that the question leaves out: see Found.best.
    Without `counted`, hits alone are wanted.
    """

    kinds: Collection[str] | None = None
    shown: Collection[str] | None = None
    region_codes: Collection[str] | None = None
    near: Mapping[str, float] = field(default_factory=dict)
    trade: str | None = None
    days: tuple[Days, ...] = ()
    without: Collection[str] = ()
    place: tuple[str, ...] = ()
    lifts: Mapping[str, float] = field(default_factory=dict)
    depth: int = 0
    newest: bool = False
    best: tuple[float, float] = (0.0, 0.0)
    counted: bool = True

    @property
    def narrows(self) -> bool:
        """Whether something is asked for even without words."""
        return bool(self.region_codes or self.trade or self.days)

    def shows(self, kind: str) -> bool:
        """Whether hits may be of this kind."""
        return self.shown is None or kind in self.shown
