"""What a question allows and prefers, beside its words; the same for every engine."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Literal


@dataclass(frozen=True, slots=True)
class Days:
    """Keeps what was published ("since") or ends ("until") from one day to another, both as ordinals and included."""

    of: Literal["since", "until"]
    first: int
    last: int

    def hold(self, since: int, until: int) -> bool:
        """Whether a thing with these days is kept; 0 is no day at all."""
        day = since if self.of == "since" else until
        return day > 0 and self.first <= day <= self.last


@dataclass(frozen=True, slots=True)
class Asked:
    """See Engine.find. `lifts` are those of kinds; `depth` is how many hits were shown on earlier pages.

    Without `counted`, hits alone are wanted.
    """

    kinds: Collection[str] | None = None
    shown: Collection[str] | None = None
    region_codes: Collection[str] | None = None
    near: Mapping[str, float] = field(default_factory=dict)
    trade: str | None = None
    days: Days | None = None
    without: Collection[str] = ()
    place: tuple[str, ...] = ()
    lifts: Mapping[str, float] = field(default_factory=dict)
    depth: int = 0
    counted: bool = True

    @property
    def narrows(self) -> bool:
        """Whether something is asked for even without words."""
        return bool(self.region_codes or self.trade or self.days)

    def shows(self, kind: str) -> bool:
        """Whether hits may be of this kind."""
        return self.shown is None or kind in self.shown
