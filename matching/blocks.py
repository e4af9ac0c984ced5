"""Sets of words per offer as sparse rows, so that a batch of people meets all offers in one product."""

from collections.abc import Mapping, Sequence
from functools import cached_property

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, vstack

Weights = Mapping[str, float]
Floats = NDArray[np.float64]


def sparse_rows(rows: Sequence[Mapping[int, float]], width: int) -> csr_matrix:
    """(len(rows), width) float64 from {column: value} mappings; columns sorted, so sums never vary."""
    counts = [len(row) for row in rows]
    indptr = np.concatenate(([0], np.cumsum(counts))).astype(np.int32)
    indices = [column for row in rows for column in sorted(row)]
    data = [row[column] for row in rows for column in sorted(row)]
    return csr_matrix(
        (np.asarray(data, dtype=np.float64), np.asarray(indices, dtype=np.int32), indptr),
        shape=(len(rows), width),
    )


def widened(matrix: csr_matrix, width: int) -> csr_matrix:
    """The same rows with empty columns added on the right."""
    return csr_matrix((matrix.data, matrix.indices, matrix.indptr), shape=(matrix.shape[0], width))


def joined(first: csr_matrix, second: csr_matrix) -> csr_matrix:
    """Rows of both, as wide as the wider one."""
    width = max(first.shape[1], second.shape[1])
    return vstack([widened(first, width), widened(second, width)], format="csr")


class SetBlock:
    """One weighted set per offer. `columns` (word -> column) is shared and only ever grows."""

    def __init__(self, columns: dict[str, int], matrix: csr_matrix) -> None:
        self.columns = columns
        self.matrix = matrix

    @cached_property
    def sizes(self) -> Floats:
        """(n_offers,) the sum of each row's weights."""
        return np.asarray(self.matrix.sum(axis=1), dtype=np.float64).ravel()

    @cached_property
    def _transposed(self) -> csr_matrix:
        return self.matrix.T.tocsr()

    @classmethod
    def encode(cls, columns: dict[str, int], rows: Sequence[Weights]) -> "SetBlock":
        """New words get new columns."""
        for row in rows:
            for word in sorted(row):
                columns.setdefault(word, len(columns))
        encoded = [{columns[word]: value for word, value in row.items()} for row in rows]
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

    @cached_property
    def _names(self) -> list[str]:
        return list(self.columns)

    def overlap(self, queries: Sequence[Weights]) -> Floats:
        """(len(queries), n_offers): sum over shared words of both weights."""
        width = self.matrix.shape[1]
        known = [
            {column: value for word, value in query.items() if (column := self.columns.get(word, width)) < width}
            for query in queries
        ]
        if not any(known):
            return np.zeros((len(queries), self.matrix.shape[0]))
        product = sparse_rows(known, width) @ self._transposed
        return np.asarray(product.toarray(), dtype=np.float64)


def prefixes(code: str, lengths: Mapping[int, float]) -> dict[str, float]:
    """Weighted leading parts of a hierarchical code: {length: weight} -> {part: weight}."""
    return {code[:length]: weight for length, weight in lengths.items() if len(code) >= length}
