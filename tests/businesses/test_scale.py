"""The edges of PP 7/2021, and which band counts."""

from __future__ import annotations

from datetime import date

import pytest

from community.businesses.models import Scale
from community.businesses.scale import bounds, scale_of

MILLION, BILLION = 10**6, 10**9
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("capital", "sales", "started", "scale"),
    [
        (0, 0, 2010, None),
        (0, 0, None, None),
        (1, 3, 2010, Scale.MEDIUM),
        (3, 1, 2010, Scale.MICRO),
        (3, 1, None, Scale.MICRO),
        (3, 1, 2026, Scale.MEDIUM),
        (0, 2, 2026, Scale.SMALL),
        (2, 0, 2010, Scale.SMALL),
        (4, 4, 2010, Scale.LARGE),
    ],
)
def test_sales_count_for_running_firms_and_capital_for_new_ones(
    capital: int, sales: int, started: int | None, scale: Scale | None
) -> None:
    assert scale_of(capital, sales, started, 2026) == scale


def test_bounds_name_their_law_and_their_day() -> None:
    assert bounds("sales", TODAY).source.startswith("PP 7/2021")
    assert bounds("capital", TODAY).valid_from == date(2021, 2, 2)
    assert bounds("capital", TODAY).highest == (BILLION, 5 * BILLION, 10 * BILLION)
    assert bounds("sales", TODAY).highest == (2 * BILLION, 15 * BILLION, 50 * BILLION)
    with pytest.raises(LookupError):
        bounds("capital", date(2020, 1, 1))
