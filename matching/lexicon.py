"""Words as columns: BM25-weighted unit rows, and topics (LSA) learned from them."""

from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD

from matching.blocks import sparse_rows

Floats32 = NDArray[np.float32]
# Products of two numbers on this grid add up without rounding in float32, so the order in which a
# linear algebra library adds them, and the size of the batch, cannot change a score.
_GRID = np.float32(2.0**11)


class Lexicon:
    """`columns`: root -> column; `idf` and `surfaces` (usual spelling) by column; `k1`, `b` as in BM25."""

    def __init__(self, k1: float = 1.2, b: float = 0.75) -> None:
        self.k1, self.b = k1, b
        self.columns: dict[str, int] = {}
        self.surfaces: list[str] = []
        self.idf: list[float] = []
        self.mean_length = 1.0
        self.n_documents = 0

    def fit(self, documents: Sequence[Sequence[tuple[str, str]]]) -> "Lexicon":
        """Learn from documents given as (typed word, root) pairs, whatever their order."""
        frequency: Counter[str] = Counter()
        typed: dict[str, Counter[str]] = {}
        for document in documents:
            frequency.update({root for _, root in document})
            for word, root in document:
                typed.setdefault(root, Counter())[word] += 1
        self.n_documents = len(documents)
        total = sum(len(document) for document in documents)
        self.mean_length = max(total / max(len(documents), 1), 1.0)
        self.columns = {root: column for column, root in enumerate(sorted(frequency))}
        self.idf = [self._idf(frequency[root]) for root in self.columns]
        self.surfaces = [_most_typed(typed[root]) for root in self.columns]
        return self

    def grow(self, documents: Sequence[Sequence[tuple[str, str]]]) -> None:
        """Give unseen roots a column, as if each stood in one document."""
        for word, root in (pair for document in documents for pair in document):
            if root not in self.columns:
                self.columns[root] = len(self.idf)
                self.idf.append(self._idf(1))
                self.surfaces.append(word)

    def rows(self, documents: Sequence[Sequence[tuple[str, str]]]) -> csr_matrix:
        """(len(documents), n_columns) float32 rows of length 1 (0 without a known word)."""
        return sparse_rows([self._weights(document) for document in documents], len(self.idf)).astype(np.float32)

    def _weights(self, document: Sequence[tuple[str, str]]) -> dict[int, float]:
        counts = Counter(root for _, root in document if root in self.columns)
        damping = self.k1 * (1 - self.b + self.b * len(document) / self.mean_length)
        weights = {
            self.columns[root]: self.idf[self.columns[root]] * count / (count + damping)
            for root, count in sorted(counts.items())
        }
        length = float(np.sqrt(sum(value * value for value in weights.values())))
        return {column: value / length for column, value in weights.items()} if length else {}

    def _idf(self, frequency: int) -> float:
        return float(np.log1p((self.n_documents - frequency + 0.5) / (frequency + 0.5)))


def _most_typed(words: Counter[str]) -> str:
    return min(words, key=lambda word: (-words[word], word))


def learn_topics(rows: csr_matrix, n_topics: int, random_state: int) -> Floats32:
    """(n_columns, n_topics) directions of the truncated SVD of unit rows."""
    model = TruncatedSVD(n_components=n_topics, random_state=random_state, n_iter=4)
    model.fit(rows)
    return np.ascontiguousarray(model.components_.T, dtype=np.float32)


def topic_vectors(rows: csr_matrix, directions: Floats32) -> Floats32:
    """(n_rows, n_topics) unit vectors on the grid; words learned later have no direction."""
    if not directions.shape[1]:
        return np.zeros((rows.shape[0], 0), dtype=np.float32)
    seen = rows[:, : directions.shape[0]] if rows.shape[1] > directions.shape[0] else rows
    vectors = np.asarray(seen @ directions, dtype=np.float32)
    lengths = np.sqrt((vectors.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    unit = vectors / np.where(lengths > 1e-9, lengths, np.inf)
    return np.asarray(np.round(unit * _GRID) / _GRID, dtype=np.float32)
