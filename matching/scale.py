"""Assignments too large to look at as a whole: prices from a sample, a few candidates for each, then the auction."""

from collections.abc import Iterator
from typing import Protocol

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matching.auction import NOBODY, Floats, Integers, Utilities, auction

CELLS = 20_000_000
_SAMPLE_CELLS = 30_000_000
_BLOCK_CELLS = 6_000_000
_CANDIDATES = 48
_ENOUGH = 1e-3
_TRIES = 3
# From coarse to fine; prices of the rounds before are let down a little, so that none stays too high.
_COARSE = (5e-2, 1e-2, 3e-3)
_LET_DOWN = 0.9


class Rows(Protocol):
    """(n_people, n_offers) utilities of which some rows are made, or read, at a time."""

    @property
    def shape(self) -> tuple[int, int]: ...

    def __getitem__(self, rows: slice, /) -> NDArray[np.floating]: ...


def thinned(places: NDArray[np.floating] | Integers, share: float, random: np.random.Generator) -> Integers:
    """So many places that a `share` of the people finds them as scarce as all people did."""
    wanted = places * share
    drawn = random.random(places.size)  # nosec B311 - which places a sample has, nobody's secret
    return np.asarray(np.floor(wanted) + (drawn < wanted % 1), dtype=np.int64)


def assign_by_blocks(rows: Rows, places: Integers, precision: float, random_state: int = 0) -> tuple[Integers, Floats]:
    """(column of each row or NOBODY, prices); tried again with more candidates until within a thousandth of the best.

    How far it is from the best is certain: no assignment is worth more than the prices say (weak duality).
    """
    largest = max((float(np.fmax.reduce(block, axis=None, initial=0.0)) for _row, block in _blocks(rows)), default=0.0)
    chosen, prices = np.full(rows.shape[0], NOBODY, dtype=np.int64), np.zeros(rows.shape[1])
    if not largest > 0:
        return chosen, prices
    guess = _prices_of_a_sample(rows, places, largest, np.random.default_rng(random_state))
    number = _CANDIDATES
    for _try in range(_TRIES):
        candidates = _candidates(rows, guess, min(number, rows.shape[1]))
        chosen, prices = auction(candidates, places, largest, precision, guess * _LET_DOWN)
        if _gap(rows, candidates, places, chosen, prices) <= _ENOUGH:
            break
        number, precision = number * 3, precision / 3
    return chosen, prices


def _blocks(rows: Rows) -> Iterator[tuple[int, NDArray[np.floating]]]:
    """(number of the first row, rows) from the first to the last."""
    step = max(1, _BLOCK_CELLS // max(rows.shape[1], 1))
    for start in range(0, rows.shape[0], step):
        yield start, rows[start : start + step]


def _prices_of_a_sample(rows: Rows, places: Integers, largest: float, random: np.random.Generator) -> Floats:
    """Prices among some of the people, for as large a share of the places."""
    n_people, n_offers = rows.shape
    size = min(n_people, max(1, _SAMPLE_CELLS // n_offers))
    drawn = np.sort(random.choice(n_people, size=size, replace=False))  # nosec B311 - as above
    sample = np.empty((size, n_offers), dtype=np.float32)
    for start, block in _blocks(rows):
        here = slice(*np.searchsorted(drawn, [start, start + len(block)]))
        sample[here] = block[drawn[here] - start]
    few, prices = thinned(places, size / n_people, random), np.zeros(n_offers)
    for step in _COARSE:
        _chosen, prices = auction(Utilities(sample), few, largest, step, prices * _LET_DOWN)
    return prices


def _candidates(rows: Rows, prices: Floats, number: int) -> Utilities:
    """The `number` offers that leave each person most at these prices."""
    n_people, n_offers = rows.shape
    columns = np.empty((n_people, number), dtype=np.int32)
    worth = np.empty((n_people, number), dtype=np.float32)
    for start, block in _blocks(rows):
        margin = np.where(block >= 0, block, -np.inf) - prices.astype(np.float32)
        best = np.sort(np.argpartition(-margin, number - 1, axis=1)[:, :number], axis=1)
        columns[start : start + len(block)] = best
        worth[start : start + len(block)] = np.take_along_axis(block, best, axis=1)
    ends = np.arange(0, n_people * number + 1, number)
    return Utilities(csr_matrix((worth.ravel(), columns.ravel(), ends), shape=(n_people, n_offers)))


def _gap(rows: Rows, candidates: Utilities, places: Integers, chosen: Integers, prices: Floats) -> float:
    """At most this share of the best utility is missing."""
    served = np.flatnonzero(chosen != NOBODY)
    utility = float(candidates.at(served, chosen[served]).sum()) if served.size else 0.0
    bound = float((prices * places).sum())
    for _row, block in _blocks(rows):
        margin = np.where(block >= 0, block, -np.inf) - prices
        bound += float(margin.max(axis=1, initial=0.0).sum())
    return 1 - utility / bound if bound > 0 else 0.0
