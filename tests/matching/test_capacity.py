import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from matching import capacity
from matching.capacity import assign_matrix
from matching.errors import InvalidCapacityError, InvalidParameterError, InvalidUtilitiesError
from tests.matching.checker import best_utility, blocking_pairs, check_feasible

NAN = float("nan")
VALUES = st.one_of(st.just(NAN), st.integers(0, 20).map(lambda n: n / 20))


@st.composite
def markets(draw):
    n_people, n_offers = draw(st.integers(1, 5)), draw(st.integers(1, 4))
    row = st.lists(VALUES, min_size=n_offers, max_size=n_offers)
    utilities = draw(st.lists(row, min_size=n_people, max_size=n_people))
    return utilities, draw(st.lists(st.integers(0, 3), min_size=n_offers, max_size=n_offers))


@pytest.fixture
def by_auction(monkeypatch):
    monkeypatch.setattr(capacity, "_EXACT_CELLS", -1)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(markets())
def test_utility_mode_is_the_optimum_and_its_prices_support_it(market):
    utilities, places = market
    found = assign_matrix(utilities, places)
    check_feasible(utilities, places, found)
    assert found.utility == pytest.approx(best_utility(utilities, places), abs=1e-9)
    check_prices(utilities, places, found, 1e-6)


def check_prices(utilities, places, found, slack):
    """Nobody would rather have another open place at its price; places left over are free."""
    chosen = dict(found.pairs)
    for row, values in enumerate(utilities):
        hers = values[chosen[row]] - found.prices[chosen[row]] if row in chosen else 0.0
        for column, value in enumerate(values):
            assert not (places[column] and value >= 0) or value - found.prices[column] <= hers + slack
    for column, count in enumerate(found.filled):
        assert count == places[column] or found.prices[column] == pytest.approx(0, abs=slack)


@pytest.mark.slow
@settings(deadline=None, max_examples=60)
@given(markets())
def test_stable_mode_has_no_blocking_pair(market):
    utilities, places = market
    found = assign_matrix(utilities, places, mode="stable")
    check_feasible(utilities, places, found)
    assert blocking_pairs(utilities, places, found.pairs) == []


def test_the_auction_is_near_the_optimum(by_auction, monkeypatch):
    utilities = np.random.default_rng(3).random((200, 20))
    utilities[::7, ::3] = NAN
    places = [4] * 20
    found = assign_matrix(utilities, places)
    check_feasible(utilities, places, found)
    check_prices(utilities, places, found, 2e-4)
    monkeypatch.setattr(capacity, "_EXACT_CELLS", 10**9)
    assert found.utility >= 0.999 * assign_matrix(utilities, places).utility
    assert sum(found.filled) == 80


@pytest.mark.parametrize("mode", ["utility", "stable"])
def test_known_answer(mode):
    # Together 0.9 + 0.7 is best; but the first row and column prefer each other, at 1.0 + 0.1.
    found = assign_matrix([[1.0, 0.9], [0.7, 0.1]], [1, 1], mode)
    assert found.pairs == {"utility": ((0, 1), (1, 0)), "stable": ((0, 0), (1, 1))}[mode]


@pytest.mark.parametrize("mode", ["utility", "stable"])
@pytest.mark.parametrize(
    ("utilities", "places"),
    [
        ([[NAN, NAN]], [1, 1]),
        ([[0.5]], [0]),
        ([[-0.5]], [1]),
        (np.empty((0, 2)), [1, 1]),
        (np.empty((2, 0)), []),
    ],
)
def test_nobody_gets_what_there_is_not(mode, utilities, places):
    found = assign_matrix(utilities, places, mode)
    assert (found.pairs, found.utility, list(found.filled)) == ((), 0.0, [0] * len(places))


def test_identical_people_are_served_in_order(by_auction):
    assert assign_matrix(np.full((5, 1), 0.5), [2]).pairs == ((0, 0), (1, 0))


def test_nobody_is_left_out_while_places_last(by_auction):
    assert len(assign_matrix(np.full((30, 3), 0.5), [10, 10, 10]).pairs) == 30


@pytest.mark.parametrize("places", [[-1], [0.5], [NAN], [1, 1], ["x"]])
def test_wrong_capacities(places):
    with pytest.raises(InvalidCapacityError):
        assign_matrix([[0.5]], places)


@pytest.mark.parametrize("utilities", [[0.5], [[float("inf")]], [["x"]]])
def test_wrong_utilities(utilities):
    with pytest.raises(InvalidUtilitiesError):
        assign_matrix(utilities, [1])


def test_wrong_mode_and_precision():
    with pytest.raises(InvalidParameterError, match="fair"):
        assign_matrix([[0.5]], [1], mode="fair")
    with pytest.raises(InvalidParameterError, match="precision"):
        assign_matrix([[0.5]], [1], precision=0)
