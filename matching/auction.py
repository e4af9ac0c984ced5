"""The auction for places (Bertsekas 1988): each bids for what is best at today's prices, until nobody is left."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
NOBODY = -1
_CHUNK_CELLS = 2_000_000


@dataclass(frozen=True)
class Utilities:
    """(n_people, n_offers) utilities, dense with NaN where vetoed, or sparse with nothing there; not copied."""

    matrix: NDArray[np.floating] | csr_matrix

    @property
    def shape(self) -> tuple[int, int]:
        n_people, n_offers = self.matrix.shape
        return n_people, n_offers

    def at(self, rows: Integers, columns: Integers) -> Floats:
        """(n,) utilities of single pairs."""
        return np.asarray(self.matrix[rows, columns], dtype=np.float64).ravel()

    def two_best(self, prices: Floats, rows: Integers) -> tuple[Integers, Floats, Floats]:
        """Per row: the best column at these prices, what it leaves, and what the next best leaves (0 = stay out)."""
        find = _two_best_sparse if isinstance(self.matrix, csr_matrix) else _two_best_dense
        best = np.full(rows.size, NOBODY, dtype=np.int64)
        first, second = np.zeros(rows.size), np.zeros(rows.size)
        step = max(1, _CHUNK_CELLS // max(self.shape[1], 1))
        for start in range(0, rows.size, step):
            part = slice(start, start + step)
            best[part], first[part], second[part] = find(self.matrix, prices, rows[part])
        return best, first, second


def _two_best_dense(matrix: NDArray[np.floating], prices: Floats, rows: Integers) -> tuple[Integers, Floats, Floats]:
    worth = matrix[rows]
    margin = np.where(worth >= 0, worth, -np.inf) - prices
    index = np.arange(rows.size)
    best = margin.argmax(axis=1)
    first = margin[index, best]
    margin[index, best] = -np.inf
    return best, first, margin.max(axis=1, initial=0.0)


def _two_best_sparse(matrix: csr_matrix, prices: Floats, rows: Integers) -> tuple[Integers, Floats, Floats]:
    lengths = np.diff(matrix.indptr)[rows]
    told = np.flatnonzero(lengths)
    best, first, second = np.full(rows.size, NOBODY), np.zeros(rows.size), np.zeros(rows.size)
    if not told.size:
        return best, first, second
    lengths = lengths[told].astype(np.int64)
    begins = np.concatenate([[0], np.cumsum(lengths)[:-1]])
    cells = np.repeat(matrix.indptr[rows[told]] - begins, lengths) + np.arange(lengths.sum())
    columns, worth = matrix.indices[cells], matrix.data[cells]
    margin = np.where(worth >= 0, worth, -np.inf) - prices[columns]
    first[told] = np.maximum.reduceat(margin, begins)
    hits = np.flatnonzero(margin == np.repeat(first[told], lengths))
    owners = np.searchsorted(begins, hits, side="right") - 1
    chosen = hits[np.concatenate([[True], owners[1:] != owners[:-1]])]
    best[told] = columns[chosen]
    margin[chosen] = -np.inf
    second[told] = np.maximum(np.maximum.reduceat(margin, begins), 0.0)
    return best, first, second


def auction(
    utilities: Utilities, places: Integers, largest: float, precision: float, start: Floats | None = None
) -> tuple[Integers, Floats]:
    """(column of each row or NOBODY, price of each column), within n_people · precision · largest of the optimum.

    start: prices to begin with; whatever then stays partly empty at a price above 0 costs that bound its certainty.
    """
    n_people, n_offers = utilities.shape
    step = precision * max(largest, 1e-12)
    prices = np.where(places > 0, 0.0 if start is None else start, np.inf)
    chosen = np.full(n_people, NOBODY, dtype=np.int64)
    bids = np.zeros(n_people)
    waiting = np.arange(n_people)
    while waiting.size:
        best, first, second = utilities.two_best(prices, waiting)
        stays = first > 0
        waiting, best = waiting[stays], best[stays]
        bids[waiting] = prices[best] + (first - second)[stays] + step
        chosen[waiting] = best
        touched = np.zeros(n_offers, dtype=bool)
        touched[best] = True
        people = np.flatnonzero((chosen != NOBODY) & touched[chosen])
        waiting = keep_highest(people, chosen, bids, places, prices)
    full = np.bincount(chosen[chosen != NOBODY], minlength=n_offers) >= places
    return chosen, np.where(full & (places > 0), prices, 0.0)


def keep_highest(people: Integers, chosen: Integers, bids: Floats, places: Integers, prices: Floats) -> Integers:
    """Each offer keeps its highest bids; sets prices of full ones; returns whom they sent away."""
    order = people[np.lexsort((people, -bids[people], chosen[people]))]
    offers, starts, counts = np.unique(chosen[order], return_index=True, return_counts=True)
    position = np.arange(order.size) - np.repeat(starts, counts)
    sent_away = order[position >= places[chosen[order]]]
    full = counts >= places[offers]
    prices[offers[full]] = bids[order[starts[full] + places[offers[full]] - 1]]
    chosen[sent_away] = NOBODY
    return sent_away
