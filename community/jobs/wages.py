"""The minimum wage of the city, by the year in which work begins; every row names its source."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True, slots=True)
class MinimumWage:
    """Rupiah per month, in force from `since`."""

    since: date
    monthly: int
    source: str


MINIMUM_WAGES = (
    MinimumWage(date(2025, 1, 1), 5_690_752, "Kepgub Jabar 561.7/Kep.798-Kesra/2024"),
    MinimumWage(date(2026, 1, 1), 5_999_443, "Kepgub Jabar 561/Kep.862-Kesra/2025"),
)


def minimum_wage(day: date) -> MinimumWage | None:
    """The minimum wage in force on a day, as far as it is known: the last row stays until the next is added.

    None before the first row.
    """
    known = [wage for wage in MINIMUM_WAGES if wage.since <= day]
    return known[-1] if known else None
