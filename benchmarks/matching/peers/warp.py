"""lightfm-next's WARP: python -m benchmarks.matching.peers.warp TRAIN.npz OUT.npy [ROWS.npz COLUMNS.npz]

Writes the score of every row for every column. With features, rows without any yes are known by theirs.
"""

from __future__ import annotations

import sys

import numpy as np
from lightfm import LightFM
from scipy.sparse import load_npz

COMPONENTS, EPOCHS, RATE = 64, 80, 0.02


def main(train: str, out: str, *features: str) -> int:
    """Fit and score."""
    matrix = load_npz(train).tocoo().astype(np.float32)
    rows, columns = (load_npz(name).tocsr().astype(np.float32) for name in features) if features else (None, None)
    model = LightFM(no_components=COMPONENTS, loss="warp", learning_rate=RATE, random_state=0)
    model.fit(matrix, user_features=rows, item_features=columns, epochs=EPOCHS, num_threads=1)
    scores = np.empty(matrix.shape, dtype=np.float32)
    every = np.arange(matrix.shape[1], dtype=np.int32)
    for row in range(matrix.shape[0]):
        scores[row] = model.predict(row, every, item_features=columns, user_features=rows)
    np.save(out, scores)
    return 0


if __name__ == "__main__":
    raise SystemExit(main(*sys.argv[1:]))
