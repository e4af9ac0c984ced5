"""What those who chose the same chose besides: weights between offers, and what they lift for one person."""

from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import coo_matrix, csr_matrix

from matching.behaviour import Ease, RP3Beta
from matching.catalogue import Catalogue

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# A pair of offers counts where so many chose both, so that no list tells what somebody did.
FEWEST_PEOPLE = 5
# A dense inverse of 2,000 offers takes half a second; beyond, the sparse walk.
MOST_DENSE = 2_000
REGULARISATION = 300.0
# How many standard deviations above chance a pair has to be.
DEVIATIONS = 3.0
# Of the sum of weights that lifts as far as anything may: less lifts less.
FULL = 0.05
# Weight of the lift: MOST · n / (n + HALFWAY) for n decisions of hers.
MOST = 0.3
HALFWAY = 5.0


@dataclass(frozen=True)
class Lift:
    """What one person's history lifts: (m,) columns of `Others.ids`, and by how much, in [0, 1]."""

    columns: Integers
    worth: Floats


@dataclass(frozen=True)
class Others:
    """`weights`: (n, n) ≥ 0 between the offers `ids`, sorted; nothing on the diagonal."""

    ids: tuple[str, ...]
    weights: csr_matrix

    @classmethod
    def none(cls) -> "Others":
        """Before anything is known."""
        return cls((), csr_matrix((0, 0)))

    @classmethod
    def learn(cls, chosen: Mapping[str, Collection[str]]) -> "Others":
        """chosen: person id -> the offers she said yes to. Order changes nothing."""
        counts: dict[str, int] = {}
        for offer_ids in chosen.values():
            for offer_id in offer_ids:
                counts[offer_id] = counts.get(offer_id, 0) + 1
        ids = tuple(sorted(offer_id for offer_id, count in counts.items() if count >= FEWEST_PEOPLE))
        at = {offer_id: column for column, offer_id in enumerate(ids)}
        rows = [sorted(at[one] for one in chosen[person_id] if one in at) for person_id in sorted(chosen)]
        cells = np.asarray([column for row in rows for column in row], dtype=np.int64)
        ends = np.cumsum([0, *(len(row) for row in rows)])
        matrix = csr_matrix((np.ones(cells.size), cells, ends), shape=(len(rows), len(ids)))
        together = (matrix.T @ matrix).tocoo()
        pairs = (together.data >= FEWEST_PEOPLE) & (together.row != together.col) & _beyond_chance(together, len(rows))
        if not pairs.any():
            return cls.none()
        model = Ease(REGULARISATION) if len(ids) <= MOST_DENSE else RP3Beta()
        kept = together.row[pairs], together.col[pairs]
        weights = csr_matrix((np.maximum(_at(model.fit(matrix).items_, *kept), 0.0), kept), shape=(len(ids),) * 2)
        weights.eliminate_zeros()
        weights.sort_indices()
        return cls(ids, weights)

    @cached_property
    def at(self) -> dict[str, int]:
        """Offer id -> row and column."""
        return {offer_id: column for column, offer_id in enumerate(self.ids)}

    def lift(self, history: Collection[str]) -> Lift | None:
        """What somebody's own yeses lift; None where nothing is known of them or they lift nothing."""
        rows = self._rows(history)
        raw = np.zeros(len(self.ids))
        for row in rows:
            columns, values = self._row(row)
            raw[columns] += values
        raw[rows] = 0.0
        if not raw.any():
            return None
        columns = np.flatnonzero(raw)
        most = MOST * len(rows) / (len(rows) + HALFWAY)
        return Lift(columns, most * raw[columns] / max(raw.max(), FULL))

    def speaker(self, history: Collection[str], offer_id: str) -> str:
        """Which of somebody's own offers speaks most for another; the first by id of equals."""
        column = self.at[offer_id]
        return self.ids[max(self._rows(history), key=lambda row: self.weights[row, column])]

    def _rows(self, history: Iterable[str]) -> list[int]:
        return sorted(self.at[offer_id] for offer_id in history if offer_id in self.at)

    def _row(self, row: int) -> tuple[Integers, Floats]:
        part = slice(self.weights.indptr[row], self.weights.indptr[row + 1])
        return self.weights.indices[part], self.weights.data[part]

    def rows_in(self, catalogue: Catalogue) -> Integers:
        """(n,) where each offer stands in a catalogue, -1 where it does not; remembered with the catalogue."""
        return catalogue.places_of(self.ids)


def _beyond_chance(together: coo_matrix, people: int) -> NDArray[np.bool_]:
    """Which pairs were chosen together clearly more often than two popular offers are anyway."""
    chosen = together.diagonal()
    expected = chosen[together.row] * chosen[together.col] / people
    return np.asarray(together.data >= expected + DEVIATIONS * np.sqrt(expected))


def _at(weights: csr_matrix | Floats, rows: Integers, columns: Integers) -> Floats:
    """Cells of a dense or sparse matrix."""
    return np.asarray(weights[rows, columns], dtype=np.float64).ravel()
