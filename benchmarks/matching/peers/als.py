"""implicit's ALS: python -m benchmarks.matching.peers.als TRAIN.npz OUT.npy (scores of every row for every column)."""

from __future__ import annotations

import sys

import numpy as np
from implicit.cpu.als import AlternatingLeastSquares
from scipy.sparse import load_npz

FACTORS, REGULARISATION, ALPHA, ITERATIONS = 64, 10.0, 1.0, 20


def main(train: str, out: str) -> int:
    """Fit and score."""
    matrix = load_npz(train).tocsr().astype(np.float32)
    model = AlternatingLeastSquares(
        factors=FACTORS,
        regularization=REGULARISATION,
        alpha=ALPHA,
        iterations=ITERATIONS,
        random_state=0,
        num_threads=1,
    )
    model.fit(matrix, show_progress=False)
    np.save(out, model.user_factors @ model.item_factors.T)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
