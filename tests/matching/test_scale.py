import numpy as np
import pytest
from scipy.sparse import csr_matrix

from matching import capacity
from matching.capacity import assign_matrix
from matching.scale import assign_by_blocks, thinned
from tests.matching.checker import check_feasible

NAN = float("nan")


def market(seed=4):
    random = np.random.default_rng(seed)
    utilities = random.random((300, 12))
    utilities[::7, ::3] = NAN
    return utilities, random.integers(0, 20, 12)


def test_a_large_market_is_within_a_thousandth_of_the_best(monkeypatch):
    utilities, places = market()
    best = assign_matrix(utilities, places).utility
    monkeypatch.setattr(capacity, "CELLS", 0)
    found = assign_matrix(utilities, places)
    check_feasible(utilities, places, found)
    assert best * 0.999 <= found.utility < best


def test_rows_may_be_made_when_they_are_asked_for():
    utilities, places = market()

    class Made:
        shape = utilities.shape

        def __getitem__(self, rows):
            return utilities[rows]

    chosen, _prices = assign_by_blocks(Made(), places, 1e-4)
    served = np.flatnonzero(chosen >= 0)
    assert utilities[served, chosen[served]].sum() >= assign_matrix(utilities, places).utility * 0.999


def test_nothing_to_give():
    chosen, prices = assign_by_blocks(np.full((4, 3), NAN), np.ones(3, dtype=int), 1e-3)
    assert (chosen == -1).all() and not prices.any()


@pytest.mark.parametrize("mode", ["utility", "stable"])
@pytest.mark.parametrize("exact_cells", [-1, 4_000_000])
def test_sparse_means_what_dense_with_vetoes_means(monkeypatch, mode, exact_cells):
    utilities, places = market()
    monkeypatch.setattr(capacity, "_EXACT_CELLS", exact_cells)
    rows, columns = np.nonzero(~np.isnan(utilities))
    sparse = csr_matrix((utilities[rows, columns], (rows, columns)), shape=utilities.shape)
    found, dense = assign_matrix(sparse, places, mode), assign_matrix(utilities, places, mode)
    check_feasible(utilities, places, found)
    assert found.utility == pytest.approx(dense.utility) and found.pairs == dense.pairs


def test_single_precision_is_read_where_it_lies():
    utilities, places = market()
    found = assign_matrix(utilities.astype(np.float32), places)
    assert found.utility == pytest.approx(assign_matrix(utilities, places).utility, rel=1e-5)


def test_thinning_keeps_scarcity():
    places = np.full(2000, 3)
    assert thinned(places, 0.1, np.random.default_rng(0)).sum() == pytest.approx(600, rel=0.1)
    assert thinned(places, 1.0, np.random.default_rng(0)).tolist() == places.tolist()


@pytest.mark.parametrize("mode", ["utility", "stable"])
def test_what_a_sparse_matrix_does_not_store_is_never_given(mode):
    assert assign_matrix(csr_matrix(([0.5], ([0], [1])), shape=(2, 2)), [1, 1], mode).pairs == ((0, 1),)
