"""Days and hours that a text names, so that dates of the demo city agree with it."""

from __future__ import annotations

import re
from datetime import date, timedelta

_DAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
_NAMED = re.compile(rf"\b({'|'.join(_DAYS)})\b(?:–({'|'.join(_DAYS)})\b)?")
# The first hour of a part of the day, and the last at which something of it begins.
_HOURS = {"pagi": (7, 10), "sore": (15, 17), "malam": (18, 20)}


def weekdays(text: str) -> frozenset[int]:
    """The days of the week a text names, "Senin–Kamis" as all four; Monday is 0."""
    found: set[int] = set()
    for first, last in _NAMED.findall(text):
        found.update(range(_DAYS.index(first), _DAYS.index(last or first) + 1))
    return frozenset(found)


def day_of(text: str, day: date, *, back: bool = False) -> date:
    """The nearest day from `day` on (or `back` from it) that a text names; `day` itself where it names none."""
    named = weekdays(text)
    while named and day.weekday() not in named:
        day += timedelta(days=-1 if back else 1)
    return day


def hours_of(text: str, hours: list[int]) -> list[int]:
    """Those of `hours` at which what the text calls "pagi", "sore" or "malam" begins; its first hour if none is."""
    for word, (first, last) in _HOURS.items():
        if re.search(rf"\b{word}\b", text, re.I):
            return [hour for hour in hours if first <= hour <= last] or [first]
    return hours
