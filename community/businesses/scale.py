"""How large a business is: bands of capital and yearly sales, by the bounds that hold on a day."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from pathlib import Path

from community.businesses.models import Scale
from community.foundation import clock

TABLE = Path(__file__).parent / "data" / "scale_bands.csv"
SCALES = (Scale.MICRO, Scale.SMALL, Scale.MEDIUM, Scale.LARGE)
NOT_TOLD = 0


@dataclass(frozen=True, slots=True)
class Bounds:
    """The highest rupiah of mikro, kecil and menengah, the law they stand in, and since when."""

    what: str
    highest: tuple[int, int, int]
    source: str
    valid_from: date


@lru_cache(maxsize=1)
def _table() -> tuple[Bounds, ...]:
    with TABLE.open(encoding="utf-8", newline="") as file:
        return tuple(
            Bounds(
                row["what"],
                (int(row["mikro"]), int(row["kecil"]), int(row["menengah"])),
                row["source"],
                date.fromisoformat(row["valid_from"]),
            )
            for row in csv.DictReader(file)
        )


def bounds(what: str, on: date | None = None) -> Bounds:
    """The bounds of "capital" or "sales" that hold on a day (today). LookupError before the first."""
    day = on or clock.today()
    valid = [row for row in _table() if row.what == what and row.valid_from <= day]
    if not valid:
        raise LookupError(f"no bounds of {what} on {day}")
    return max(valid, key=lambda row: row.valid_from)


def scale_of(capital_band: int, sales_band: int, started_year: int | None, this_year: int) -> Scale | None:
    """The scale, or None while neither band is told.

    A running business is measured by its sales, one that is founded this year by its capital; where only
    the other band is told, that one counts.
    """
    is_new = started_year is not None and started_year >= this_year
    first, second = (capital_band, sales_band) if is_new else (sales_band, capital_band)
    band = first or second
    return SCALES[band - 1] if band != NOT_TOLD else None
