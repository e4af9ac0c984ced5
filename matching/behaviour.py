"""What people did, in two closed-form models: EASE (Steck 2019) and RP3beta (Paudel et al. 2016)."""

from typing import Any, Self, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags

from matching.errors import InvalidInteractionsError, InvalidParameterError, NotFittedError

Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
# `row` of a fitted matrix, or the (n_items,) history of somebody who came later.
Row: TypeAlias = "int | csr_matrix | NDArray[Any]"


def checked_interactions(interactions: Any) -> csr_matrix:
    """(n_people, n_items) float64 ≥ 0 as CSR without stored zeros; InvalidInteractionsError names the cell."""
    matrix = csr_matrix(interactions, dtype=np.float64, copy=True)
    matrix.sum_duplicates()
    wrong = np.flatnonzero(~np.isfinite(matrix.data) | (matrix.data < 0))
    if wrong.size:
        row = int(np.searchsorted(matrix.indptr, wrong[0], side="right")) - 1
        column, value = matrix.indices[wrong[0]], matrix.data[wrong[0]]
        raise InvalidInteractionsError(f"interaction [{row}, {column}] must be a finite number ≥ 0, not {value}")
    matrix.eliminate_zeros()
    return matrix


class _ItemModel:
    """Scores of a row are its history times `items_`, an (n_items, n_items) matrix of weights."""

    interactions_: csr_matrix
    items_: Any

    def scores(self, row: Row) -> Floats:
        """(n_items,) scores; 0 for everything where nothing is known of the row."""
        history = self._history(row)
        found = history @ self.items_
        return np.asarray(found.todense() if hasattr(found, "todense") else found, dtype=np.float64).ravel()

    def recommend(self, row: Row, k: int = 10) -> Integers:
        """At most k columns, best first and the lower column where equal; without what the row has already."""
        if isinstance(k, bool) or not isinstance(k, int) or k < 1:
            raise InvalidParameterError(f"k must be a whole number ≥ 1, not {k!r}")
        scores = self.scores(row)
        scores[self._history(row).indices] = -np.inf
        order = np.argsort(-scores, kind="stable")[:k]
        return np.asarray(order[scores[order] > -np.inf], dtype=np.int64)

    def _history(self, row: Row) -> csr_matrix:
        if not hasattr(self, "items_"):
            raise NotFittedError("this model has learned nothing yet; call fit first")
        if isinstance(row, int | np.integer):
            if not 0 <= row < self.interactions_.shape[0]:
                raise InvalidParameterError(f"row {row} is not among the {self.interactions_.shape[0]} fitted rows")
            return self.interactions_[int(row)]
        history = checked_interactions(row if hasattr(row, "todense") else np.atleast_2d(np.asarray(row)))
        if history.shape != (1, self.interactions_.shape[1]):
            raise InvalidInteractionsError(
                f"a history must have shape (1, {self.interactions_.shape[1]}), not {history.shape}"
            )
        return history


class Ease(_ItemModel):
    """The linear model in which no item speaks for itself; dense, so for up to some ten thousand items.

    regularisation: larger trusts rare pairs less.
    """

    def __init__(self, regularisation: float = 300.0) -> None:
        if not regularisation > 0:
            raise InvalidParameterError(f"regularisation must be above 0, not {regularisation!r}")
        self.regularisation = regularisation

    def fit(self, interactions: Any) -> Self:
        """Learn from (n_people, n_items) numbers ≥ 0. InvalidInteractionsError."""
        self.interactions_ = checked_interactions(interactions)
        gram = np.asarray((self.interactions_.T @ self.interactions_).todense())
        gram[np.diag_indices_from(gram)] += self.regularisation
        inverse = np.linalg.inv(gram) if gram.size else gram
        weights = -inverse / np.diag(inverse)
        np.fill_diagonal(weights, 0.0)
        self.items_ = weights
        return self


class RP3Beta(_ItemModel):
    """A walk of three steps over people and items, with popular items held back; sparse, for any number of items.

    alpha: power of each step's share; beta: how much an item's popularity counts against it; neighbours: how many
    are kept of each item.
    """

    def __init__(self, alpha: float = 0.6, beta: float = 0.5, neighbours: int = 500) -> None:
        if neighbours < 1:
            raise InvalidParameterError(f"neighbours must be at least 1, not {neighbours!r}")
        self.alpha, self.beta, self.neighbours = alpha, beta, neighbours

    def fit(self, interactions: Any) -> Self:
        """Learn from (n_people, n_items) numbers ≥ 0. InvalidInteractionsError."""
        self.interactions_ = checked_interactions(interactions)
        to_items = _shares(self.interactions_).power(self.alpha)
        to_people = _shares(self.interactions_.T.tocsr()).power(self.alpha)
        popularity = np.asarray(self.interactions_.sum(axis=0)).ravel()
        held_back = np.power(np.maximum(popularity, 1e-12), -self.beta)
        self.items_ = _strongest(to_people, to_items @ diags(held_back), self.neighbours)
        return self


def _shares(matrix: csr_matrix) -> csr_matrix:
    """Rows that sum to 1; empty ones stay empty."""
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    return (diags(1.0 / np.where(sums > 0, sums, np.inf)) @ matrix).tocsr()


def _strongest(left: csr_matrix, right: csr_matrix, number: int, step: int = 2_000) -> csr_matrix:
    """The product without its diagonal, of each row the `number` largest; a block of rows at a time."""
    right = right.tocsr()
    rows, columns, values = [], [], []
    for start in range(0, left.shape[0], step):
        block = (left[start : start + step] @ right).tolil()
        block[np.arange(block.shape[0]), np.arange(start, start + block.shape[0])] = 0
        block = block.tocsr()
        for row in range(block.shape[0]):
            part = slice(block.indptr[row], block.indptr[row + 1])
            found, at = block.data[part], block.indices[part]
            kept = np.lexsort((at, -found))[:number]
            rows.append(np.full(kept.size, start + row))
            columns.append(at[kept])
            values.append(found[kept])
    if not rows:
        return csr_matrix((left.shape[0], right.shape[1]))
    cells = (np.concatenate(values), (np.concatenate(rows), np.concatenate(columns)))
    return csr_matrix(cells, shape=(left.shape[0], right.shape[1]))
