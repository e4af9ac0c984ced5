"""Working days, against the calendar of 2026 decreed by three ministers (SKB 1497/2/5 of 2025)."""

from __future__ import annotations

from datetime import date

import pytest

from community.regions.calendar import add_working_days, holidays_of, is_working_day, working_days_between


@pytest.mark.parametrize(
    "day",
    [
        date(2026, 1, 1),
        date(2026, 1, 16),
        date(2026, 2, 17),
        date(2026, 3, 19),
        date(2026, 4, 3),
        date(2026, 5, 1),
        date(2026, 5, 14),
        date(2026, 5, 27),
        date(2026, 6, 1),
        date(2026, 6, 16),
        date(2026, 8, 17),
        date(2026, 8, 25),
        date(2026, 12, 25),
    ],
)
def test_public_holidays_are_free(day: date) -> None:
    assert day in holidays_of(2026)
    assert not is_working_day(day)


@pytest.mark.parametrize(
    "day", [date(2026, 2, 16), date(2026, 3, 18), date(2026, 3, 20), date(2026, 3, 24), date(2026, 12, 24)]
)
def test_joint_leave_days_are_free(day: date) -> None:
    assert "Cuti Bersama" in holidays_of(2026)[day]
    assert not is_working_day(day)


def test_weekends_are_free_and_other_days_are_not() -> None:
    assert not is_working_day(date(2026, 11, 21))
    assert not is_working_day(date(2026, 11, 22))
    assert is_working_day(date(2026, 11, 23))


@pytest.mark.parametrize(
    ("start", "n", "end"),
    [
        (date(2026, 11, 23), 0, date(2026, 11, 23)),
        (date(2026, 11, 21), 0, date(2026, 11, 23)),
        (date(2026, 11, 23), 3, date(2026, 11, 26)),
        (date(2026, 11, 27), 1, date(2026, 11, 30)),
        (date(2026, 11, 21), 1, date(2026, 11, 23)),
        # Nyepi and Idul Fitri with their joint leave: from Tuesday to the Wednesday of the next week.
        (date(2026, 3, 17), 1, date(2026, 3, 25)),
        # Over Christmas, joint leave and New Year.
        (date(2026, 12, 23), 5, date(2027, 1, 4)),
    ],
)
def test_counting_forward(start: date, n: int, end: date) -> None:
    assert add_working_days(start, n) == end
    if n:
        assert working_days_between(start, end) == n


def test_nobody_counts_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        add_working_days(date(2026, 1, 5), -1)
    assert working_days_between(date(2026, 1, 9), date(2026, 1, 5)) == 0


def test_years_without_a_decree_still_have_fixed_holidays() -> None:
    assert not is_working_day(date(2031, 8, 17))
    assert len(holidays_of(2031)) >= 10
