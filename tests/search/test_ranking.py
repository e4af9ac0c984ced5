"""The best few are the beginning of all, however few are asked for."""

from __future__ import annotations

from hypothesis import example, given
from hypothesis import strategies as st

from community.search.asking import Asked
from community.search.ranking import KINDS, Fit, Ranking

TODAY = 740_000
NEAR = {"32.75.09.1004": 1.6, "32.75.09.1001": 1.3}
FITS = st.lists(
    st.builds(
        Fit,
        score=st.sampled_from([0.0, 0.4, 1.0, 1.3, 1.31, 2.0, 2.6]) | st.floats(0, 3),
        kind=st.sampled_from(KINDS),
        id=st.integers(1, 60),
        region=st.sampled_from([*NEAR, "32.75.01.1001", ""]),
        trade=st.just(""),
        since=st.sampled_from([0, TODAY, TODAY - 10, TODAY - 90]),
        until=st.just(0),
        named=st.sampled_from([0.0, 0.7]),
    ),
    max_size=40,
)


def fit(number: int, score: float, region: str) -> Fit:
    return Fit(score, "job", number, region, "", 0, 0, 0.0)


# Of what fits about as well the nearest comes first, though two others fit best and no better than each other.
@example([fit(1, 1.6, ""), fit(2, 1.6, ""), fit(3, 0.9, "32.75.09.1004")], 1, True, False)
@given(FITS, st.integers(0, 12), st.booleans(), st.booleans())
def test_a_short_page_is_the_beginning_of_a_long_one(
    fits: list[Fit], limit: int, is_near: bool, is_by_day: bool
) -> None:
    ranking = Ranking(fits, Asked(near=NEAR if is_near else {}, newest=is_by_day), TODAY)
    everything, _next = ranking.page(len(fits), None)
    page, following = ranking.page(limit, None)
    assert page == everything[:limit]
    assert bool(following) == bool(page and len(everything) > limit)
