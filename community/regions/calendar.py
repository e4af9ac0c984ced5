"""Working days in Indonesia, for answers promised "within 5 working days".

Saturdays, Sundays, public holidays and joint leave days (cuti bersama) do not count: offices are closed.
Source: the package holidays (MIT), which follows the yearly decree of three ministers and estimates the
Islamic holidays of years that have none yet.
"""

from __future__ import annotations

from datetime import date, timedelta
from functools import lru_cache

from holidays import GOVERNMENT, PUBLIC, country_holidays

SATURDAY = 5


@lru_cache(maxsize=16)
def holidays_of(year: int) -> dict[date, str]:
    """The days offices are closed besides weekends, with their Indonesian names."""
    found = country_holidays("ID", years=year, language="id", categories=(PUBLIC, GOVERNMENT))
    return {day: name for day, name in sorted(found.items()) if day.year == year}


def is_working_day(day: date) -> bool:
    """Whether offices are open."""
    return day.weekday() < SATURDAY and day not in holidays_of(day.year)


def add_working_days(day: date, n: int) -> date:
    """The n-th working day after `day`; with n = 0, `day` or the next working day. ValueError below 0."""
    if n < 0:
        raise ValueError("working days are only counted forward")
    while n or not is_working_day(day):
        day += timedelta(days=1)
        if n and is_working_day(day):
            n -= 1
    return day


def working_days_between(start: date, end: date) -> int:
    """Working days after `start` up to and including `end`; 0 when `end` is not later."""
    days = (end - start).days
    return sum(is_working_day(start + timedelta(days=step)) for step in range(1, days + 1))
