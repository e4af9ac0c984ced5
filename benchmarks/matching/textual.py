"""The usual ways to compare texts, for the rows beside ours: scikit-learn's TF-IDF cosine, LSA, and BM25."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, diags
from sklearn.decomposition import TruncatedSVD
from sklearn.feature_extraction.text import CountVectorizer, TfidfVectorizer
from sklearn.preprocessing import normalize

Floats = NDArray[np.float64]


def tf_idf(documents: Sequence[str], queries: Sequence[str], stop_words: str | None = None) -> Floats:
    """(n_queries, n_documents) cosines."""
    reader = TfidfVectorizer(sublinear_tf=True, stop_words=stop_words)
    rows = reader.fit_transform(documents)
    return np.asarray((reader.transform(queries) @ rows.T).toarray())


def lsa(documents: Sequence[str], queries: Sequence[str], topics: int = 128, stop_words: str | None = None) -> Floats:
    """(n_queries, n_documents) cosines of topics."""
    reader = TfidfVectorizer(sublinear_tf=True, stop_words=stop_words)
    rows = reader.fit_transform(documents)
    model = TruncatedSVD(min(topics, min(rows.shape) - 1), random_state=0)
    found = normalize(model.fit_transform(rows))
    return np.asarray(normalize(model.transform(reader.transform(queries))) @ found.T)


def bm25(
    documents: Sequence[str], queries: Sequence[str], stop_words: str | None = None, k1: float = 1.2, b: float = 0.75
) -> Floats:
    """(n_queries, n_documents) scores of Okapi BM25 (Robertson and Zaragoza 2009)."""
    reader = CountVectorizer(stop_words=stop_words)
    counts = csr_matrix(reader.fit_transform(documents), dtype=np.float64)
    lengths = np.asarray(counts.sum(axis=1)).ravel()
    frequency = np.bincount(counts.indices, minlength=counts.shape[1])
    rarity = np.log1p((len(documents) - frequency + 0.5) / (frequency + 0.5))
    damping = k1 * (1 - b + b * lengths / lengths.mean())
    weights = counts.copy()
    weights.data = counts.data * (k1 + 1) / (counts.data + np.repeat(damping, np.diff(counts.indptr)))
    return np.asarray((reader.transform(queries) @ (weights @ diags(rarity)).T).toarray())


def usual(documents: Sequence[str], queries: Sequence[str], stop_words: str | None = None) -> dict[str, Floats]:
    """Scores by name."""
    return {
        "TF-IDF cosine": tf_idf(documents, queries, stop_words),
        "LSA 128": lsa(documents, queries, 128, stop_words),
        "LSA 300": lsa(documents, queries, 300, stop_words),
        "BM25": bm25(documents, queries, stop_words),
    }
