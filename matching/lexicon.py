"""Words as columns: log-entropy weights in unit rows, and topics (LSA) learned from them."""

import math
from collections import Counter
from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix
from sklearn.decomposition import TruncatedSVD

from matching.blocks import sparse_rows

Floats32 = NDArray[np.float32]
Document = Sequence[tuple[str, str]]
# Products of two numbers on this grid add up without rounding in float32, so the order in which a
# linear algebra library adds them, and the size of the batch, cannot change a score.
_GRID = np.float32(2.0**11)


class Lexicon:
    """`columns`: root -> column; `weights` and `surfaces` (usual spelling) by column.

    A word weighs the less the more evenly the offers share it (one minus its relative entropy), and the logarithm
    of how often it stands in a text: of all weights tried, these find an occupation from its tasks best.
    """

    def __init__(self) -> None:
        self.columns: dict[str, int] = {}
        self.surfaces: list[str] = []
        self.weights: list[float] = []

    def fit(self, documents: Sequence[Document]) -> "Lexicon":
        """Learn from documents given as (typed word, root) pairs, whatever their order."""
        counts: dict[str, Counter[int]] = {}
        typed: dict[str, Counter[str]] = {}
        for document in documents:
            for root, count in Counter(root for _, root in document).items():
                counts.setdefault(root, Counter())[count] += 1
            for word, root in document:
                typed.setdefault(root, Counter())[word] += 1
        self.columns = {root: column for column, root in enumerate(sorted(counts))}
        self.weights = [_evenness_taken_off(counts[root], len(documents)) for root in self.columns]
        self.surfaces = [_most_typed(typed[root]) for root in self.columns]
        return self

    def grow(self, documents: Sequence[Document]) -> None:
        """Give unseen roots a column, as if each stood in one document."""
        for word, root in (pair for document in documents for pair in document):
            if root not in self.columns:
                self.columns[root] = len(self.weights)
                self.weights.append(1.0)
                self.surfaces.append(word)

    def rows(self, documents: Sequence[Document]) -> csr_matrix:
        """(len(documents), n_columns) float32 rows of length 1 on the grid (0 without a known word)."""
        rows = sparse_rows([self._weights(document) for document in documents], len(self.weights))
        rows.data = on_grid(rows.data)
        return rows

    def _weights(self, document: Document) -> dict[int, float]:
        counts = Counter(root for _, root in document if root in self.columns)
        weights = {
            self.columns[root]: self.weights[self.columns[root]] * (1 + math.log(count))
            for root, count in sorted(counts.items())
        }
        length = math.sqrt(sum(value * value for value in weights.values()))
        return {column: value / length for column, value in weights.items()} if length else {}


def on_grid(values: Floats32) -> Floats32:
    """The nearest numbers whose products add up exactly."""
    return np.asarray(np.round(values * _GRID) / _GRID, dtype=np.float32)


def _evenness_taken_off(documents_by_count: Counter[int], n_documents: int) -> float:
    """1 for a word of one document, towards 0 for one of all; above 0, as it stands against one document more."""
    total = sum(count * number for count, number in documents_by_count.items())
    shares = [(count / total, number) for count, number in sorted(documents_by_count.items())]
    entropy = -sum(number * share * math.log(share) for share, number in shares)
    return 1 - entropy / math.log(n_documents + 1)


def _most_typed(words: Counter[str]) -> str:
    return min(words, key=lambda word: (-words[word], word))


def learn_topics(rows: csr_matrix, n_topics: int, random_state: int) -> Floats32:
    """(n_columns, n_topics) directions of the truncated SVD of unit rows, the weightier the more they tell apart."""
    model = TruncatedSVD(n_components=n_topics, random_state=random_state, n_iter=4)
    model.fit(rows)
    return np.ascontiguousarray(model.components_.T * np.sqrt(model.singular_values_), dtype=np.float32)


def topic_vectors(rows: csr_matrix, directions: Floats32) -> Floats32:
    """(n_rows, n_topics) unit vectors on the grid; words learned later have no direction."""
    if not directions.shape[1]:
        return np.zeros((rows.shape[0], 0), dtype=np.float32)
    seen = rows[:, : directions.shape[0]] if rows.shape[1] > directions.shape[0] else rows
    vectors = np.asarray(seen @ directions, dtype=np.float32)
    lengths = np.sqrt((vectors.astype(np.float64) ** 2).sum(axis=1, keepdims=True))
    unit = vectors / np.where(lengths > 1e-9, lengths, np.inf)
    return on_grid(np.asarray(unit, dtype=np.float32))
