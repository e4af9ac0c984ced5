"""Sets of words per offer as sparse rows, so that people meet all offers in one product."""

from collections.abc import Iterable, Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

Weights = Mapping[str, float]
Floats32 = NDArray[np.float32]
# Sums of products of two weights on this grid are exact in float32, in whatever order they are added.
_GRID = 2.0**8


def sparse_rows(rows: Sequence[Mapping[int, float]], width: int) -> csr_matrix:
    """(len(rows), width) float32 from {column: value} mappings, columns sorted."""
    indptr = np.zeros(len(rows) + 1, dtype=np.int32)
    np.cumsum([len(row) for row in rows], out=indptr[1:])
    indices = np.fromiter((column for row in rows for column in sorted(row)), np.int32, indptr[-1])
    data = np.fromiter((row[column] for row in rows for column in sorted(row)), np.float32, indptr[-1])
    return csr_matrix((data, indices, indptr), shape=(len(rows), width))


def widened(matrix: csr_matrix, width: int) -> csr_matrix:
    """The same rows with empty columns added on the right."""
    return csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], width))


def joined(first: csr_matrix, second: csr_matrix) -> csr_matrix:
    """Rows of both, as wide as the wider one."""
    width = max(first.shape[1], second.shape[1])
    return vstack([widened(first, width), widened(second, width)], format="csr")


class Columns:
    """A sparse matrix read by its columns: what one row of weights has in common with each of its rows.

    For a single row of few weights this is many times faster than a product of sparse matrices.
    """

    def __init__(self, matrix: csr_matrix) -> None:
        self.shape: tuple[int, int] = matrix.shape
        by_column = matrix.tocsc()
        # Of the type that numpy looks up with, or it would turn them into it each time.
        self._rows, self._values = by_column.indices.astype(np.intp), by_column.data
        self._ends: list[int] = by_column.indptr.tolist()

    def times(self, columns: Iterable[int], weights: Iterable[float]) -> Floats32:
        """(n_rows,) sum over the given columns of weight times value."""
        found = np.zeros(self.shape[0], dtype=np.float32)
        ends = self._ends
        spans = [
            (slice(ends[column], ends[column + 1]), weight)
            for column, weight in zip(columns, weights, strict=True)
            if column < self.shape[1]
        ]
        if spans:
            rows = np.concatenate([self._rows[span] for span, _ in spans])
            values = np.concatenate([self._values[span] for span, _ in spans])
            lengths = [span.stop - span.start for span, _ in spans]
            values *= np.repeat(np.asarray([weight for _, weight in spans], dtype=np.float32), lengths)
            np.add.at(found, rows, values)
        return found

    def product(self, rows: csr_matrix) -> Floats32:
        """(len(rows), n_rows), the same for many rows at once; columns unknown here count nothing."""
        if rows.shape[0] == 1:
            return self.times(rows.indices.tolist(), rows.data.tolist())[None]
        if rows.shape[1] > self.shape[1]:
            rows = rows[:, : self.shape[1]]
        return np.asarray((widened(rows, self.shape[1]) @ self._by_row).toarray())

    @cached_property
    def _by_row(self) -> csr_matrix:
        return csr_matrix((self._values, self._rows, self._ends), shape=self.shape[::-1])


class SetBlock:
    """One weighted set per offer. `columns` (word -> column) is shared and only ever grows."""

    def __init__(self, columns: dict[str, int], matrix: csr_matrix) -> None:
        self.columns = columns
        self.matrix = matrix

    @classmethod
    def encode(cls, columns: dict[str, int], rows: Sequence[Weights]) -> "SetBlock":
        """New words get new columns."""
        for row in rows:
            for word in sorted(row):
                columns.setdefault(word, len(columns))
        encoded = [{columns[word]: _on_grid(value) for word, value in row.items()} for row in rows]
        return cls(columns, sparse_rows(encoded, len(columns)))

    def take(self, rows: NDArray[np.int64]) -> "SetBlock":
        """The given rows, in that order."""
        return SetBlock(self.columns, self.matrix[rows])

    def joined(self, other: "SetBlock") -> "SetBlock":
        """Rows of both; they must share their columns."""
        return SetBlock(self.columns, joined(self.matrix, other.matrix))

    def words_at(self, row: int) -> set[str]:
        """The words of one row."""
        start, end = self.matrix.indptr[row], self.matrix.indptr[row + 1]
        return {self._names[column] for column in self.matrix.indices[start:end]}

    def overlap(self, queries: Sequence[Weights]) -> Floats32:
        """(len(queries), n_offers): sum over shared words of both weights; (len(queries), 1) where none is shared."""
        width = self.matrix.shape[1]
        known = [
            {
                column: _on_grid(value)
                for word, value in query.items()
                if (column := self.columns.get(word, width)) < width
            }
            for query in queries
        ]
        if not any(known):
            return np.zeros((len(queries), 1), dtype=np.float32)
        if len(known) == 1:
            return self._by_column.times(known[0].keys(), known[0].values())[None]
        return self._by_column.product(sparse_rows(known, width))

    @cached_property
    def sizes(self) -> Floats32:
        """(n,) sum of the weights of each set."""
        return np.asarray(self.matrix.sum(axis=1), dtype=np.float32).ravel()

    @cached_property
    def told(self) -> NDArray[np.bool_]:
        """(n,) whether there is anything in each set."""
        return np.asarray(self.sizes > 0)

    @cached_property
    def anything(self) -> bool:
        """Whether any offer has any."""
        return bool(self.matrix.nnz)

    @cached_property
    def _by_column(self) -> Columns:
        return Columns(self.matrix)

    @cached_property
    def _names(self) -> list[str]:
        return list(self.columns)


def _on_grid(weight: float) -> float:
    return round(weight * _GRID) / _GRID


def prefixes(code: str, lengths: Mapping[int, float]) -> dict[str, float]:
    """Weighted leading parts of a hierarchical code: {length: weight} -> {part: weight}."""
    return {code[:length]: weight for length, weight in lengths.items() if len(code) >= length}
