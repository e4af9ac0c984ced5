"""What a part of the benchmark hands back: judged figures, and series for the pictures."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from typing import Any

from benchmarks.report import rounded

Series = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Figure:
    """One row of the table. `least`: the target is the least it may be, else the most.

    Without a value `why` says why; `beside` holds what others reach in the same run, None where they cannot.
    """

    what: str
    value: float | None
    unit: str = ""
    target: float | None = None
    least: bool = False
    why: str = ""
    beside: Mapping[str, float | None] = field(default_factory=dict)

    @property
    def met(self) -> bool | None:
        """None where nothing was measured, or nothing was promised."""
        if self.value is None or self.target is None:
            return None
        return self.value >= self.target if self.least else self.value <= self.target

    def as_json(self) -> dict[str, Any]:
        """The row as it is kept."""
        bound = None if self.target is None else "at least" if self.least else "at most"
        row = asdict(self) | {"bound": bound, "met": self.met}
        del row["least"]
        return row


@dataclass(frozen=True, slots=True)
class Result:
    """Rows and series of one part."""

    rows: list[Figure]
    series: Series = field(default_factory=dict)


def best(beside: Mapping[str, float | None]) -> float:
    """The highest of what others reach; 0 without any."""
    return max((value for value in beside.values() if value is not None), default=0.0)


def neat(value: float | None) -> float | None:
    """Three figures, for series and for what stands beside; judged values stay as measured."""
    return rounded(value)
