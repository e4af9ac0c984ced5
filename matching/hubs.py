"""How crowded it is around an offer: what its cosines are lowered by, lest it turn up in everybody's list.

A text about everything is near every query. Taking off how near it is to its own neighbours, as CSLS does
(Conneau et al. 2018), finds more of the right offers than the cosine alone, by words as by topics.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np
from scipy.sparse import csr_matrix

from matching.blocks import widened
from matching.lexicon import Floats32

_NEIGHBOURS = 5
# From here on two texts say the same: what is put up twice is not thereby in a crowd.
_SAME = 0.99
_MOST = 4_096
_BATCH = 256


@dataclass(frozen=True)
class References:
    """The offers among which neighbours are looked for: those of the last fit, or a drawn sample of many.

    How crowded an offer is depends on it and them alone: one put in later is treated as one there from the start.
    """

    words: csr_matrix
    topics: Floats32

    @classmethod
    def drawn(cls, words: csr_matrix, topics: Floats32, random_state: int) -> "References":
        """Of all offers, given in an order that does not depend on the input."""
        if words.shape[0] <= _MOST:
            return cls(words, topics)
        chosen = np.random.default_rng(random_state).choice(words.shape[0], _MOST, replace=False)  # nosec B311
        rows = np.sort(chosen)
        return cls(words[rows], topics[rows])

    @classmethod
    def none(cls) -> "References":
        """Of too few offers to call any crowded."""
        return cls(csr_matrix((0, 0), dtype=np.float32), np.zeros((0, 0), dtype=np.float32))

    def crowding(self, words: csr_matrix, topics: Floats32) -> tuple[Floats32, Floats32]:
        """(n,) of words and of topics: half the mean cosine to the five nearest that say something else."""
        number = self.words.shape[0]
        if not number:
            return np.zeros(len(topics), dtype=np.float32), np.zeros(len(topics), dtype=np.float32)
        # Words that came later are in none of the references.
        known = words[:, : self.words.shape[1]] if words.shape[1] > self.words.shape[1] else words
        columns = widened(self.words, known.shape[1]).T.tocsr()
        by_words = _half_of_nearest(lambda rows: (known[rows] @ columns).toarray(), len(topics), number)
        return by_words, _half_of_nearest(lambda rows: topics[rows] @ self.topics.T, len(topics), number)


def _half_of_nearest(cosines: Callable[[slice], Floats32], count: int, number: int) -> Floats32:
    found = np.zeros(count, dtype=np.float32)
    nearest = min(_NEIGHBOURS, number)
    for start in range(0, count, _BATCH):
        rows = slice(start, start + _BATCH)
        near = np.asarray(cosines(rows))
        near[near >= _SAME] = 0.0
        # Whole numbers of a grid, so the order of the five does not matter.
        best = np.partition(near, -nearest, axis=1)[:, -nearest:].clip(0.0).astype(np.float64)
        found[rows] = best.sum(axis=1) / (2 * _NEIGHBOURS)
    return found
