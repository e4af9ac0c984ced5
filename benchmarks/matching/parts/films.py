"""What people liked tells what else they may like: MovieLens-100K, a fifth of each person's likes held out."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, save_npz

from benchmarks.fetching import NotAtHandError
from benchmarks.figure import Figure, Result, neat
from benchmarks.matching.fetched import data, run_peer
from matching.behaviour import Ease, RP3Beta
from matching.evaluation import ndcg

TITLE = "Behaviour"
LIKED, HELD_OUT, FEWEST = 4.0, 0.2, 5
SEEDS = (0, 1, 2)
SEED_OF_PEERS = 0
FILMS = "MovieLens-100K, nDCG@10 of EASE"
WALK = "MovieLens-100K, nDCG@10 of RP3beta"
TAGS_MISSING = "the data set CiteULike-a is in no package that pip can fetch"
Ranked = Callable[[int], Sequence[int]]


def likes(path: Path) -> csr_matrix:
    """(n_people, n_films), 1 where liked."""
    lines = [line.split("\t") for line in path.read_text(encoding="utf-8").splitlines()[1:]]
    liked = [(int(line[0]) - 1, int(line[1]) - 1) for line in lines if float(line[2]) >= LIKED]
    rows, columns = zip(*liked, strict=True)
    return csr_matrix((np.ones(len(liked)), (rows, columns)))


def split(matrix: csr_matrix, seed: int) -> tuple[csr_matrix, csr_matrix]:
    """(train, test): of each person with enough likes a fifth is held out."""
    random = np.random.default_rng(seed)
    people = np.repeat(np.arange(matrix.shape[0]), np.diff(matrix.indptr))
    held = np.zeros(matrix.nnz, dtype=bool)
    for row in range(matrix.shape[0]):
        at = np.arange(matrix.indptr[row], matrix.indptr[row + 1])
        if at.size >= FEWEST:
            held[random.choice(at, int(np.ceil(at.size * HELD_OUT)), replace=False)] = True
    cells = [(people[chosen], matrix.indices[chosen]) for chosen in (~held, held)]
    train, test = (csr_matrix((np.ones(rows.size), (rows, at)), shape=matrix.shape) for rows, at in cells)
    return train, test


def mean_ndcg(ranked: Ranked, test: csr_matrix) -> float:
    """Over everybody of whom something was held out."""
    asked = np.flatnonzero(np.diff(test.indptr))
    return float(np.mean([ndcg(ranked(int(row)), dict.fromkeys(test[row].indices.tolist(), 1.0)) for row in asked]))


def from_scores(scores: NDArray[np.floating], train: csr_matrix) -> Ranked:
    """The ten highest that are not liked already."""

    def ranked(row: int) -> list[int]:
        values = scores[row].astype(np.float64)
        values[train[row].indices] = -np.inf
        return np.argsort(-values, kind="stable")[:10].tolist()

    return ranked


def peer(folder: Path, name: str, module: str, train: csr_matrix) -> NDArray[np.floating]:
    """Scores of another library. NotAtHandError."""
    with tempfile.TemporaryDirectory(dir=folder) as place:
        given, out = Path(place) / "train.npz", Path(place) / "scores.npy"
        save_npz(given, train)
        run_peer(folder, name, module, str(given), str(out))
        return np.load(out)


def measure(folder: Path) -> Result:
    """Our two models over three splits, the others on the first."""
    tags = [
        Figure("CiteULike-a, nDCG@10 of RP3beta + 0.2 × content", None, target=0.27, least=True, why=TAGS_MISSING),
        Figure("CiteULike-a, nDCG@10 for cold items, content only", None, target=0.16, least=True, why=TAGS_MISSING),
    ]
    try:
        matrix = likes(data(folder, "films"))
    except NotAtHandError as problem:
        return Result([Figure(FILMS, None, target=0.325, least=True, why=str(problem)), *tags])
    splits = [split(matrix, seed) for seed in SEEDS]
    ease, walk = ([_fitted(model, *one) for one in splits] for model in (Ease, RP3Beta))
    train, test = splits[SEED_OF_PEERS]
    popularity = np.tile(np.asarray(train.sum(axis=0)), (train.shape[0], 1))
    beside: dict[str, float | None] = {"most liked": neat(mean_ndcg(from_scores(popularity, train), test))}
    missing = []
    for title, name, module in (("implicit ALS", "implicit", "als"), ("LightFM WARP", "lightfm", "warp")):
        try:
            scores = peer(folder, name, module, train)
            beside[title] = neat(mean_ndcg(from_scores(scores, train), test))
        except NotAtHandError as problem:
            beside[title] = None
            missing.append(f"{title}: {problem}")
    first = f"{FILMS}, the split of the others"
    rows = [
        Figure(first, ease[SEED_OF_PEERS], target=0.325, least=True, beside=beside, why="; ".join(missing)),
        Figure(f"{FILMS}, mean of {len(SEEDS)} splits", float(np.mean(ease)), target=0.325, least=True),
        Figure(f"{WALK}, mean of {len(SEEDS)} splits", float(np.mean(walk))),
    ]
    return Result([*rows, *tags])


def _fitted(model: type[Ease] | type[RP3Beta], train: csr_matrix, test: csr_matrix) -> float:
    fitted = model().fit(train)
    return mean_ndcg(lambda row: fitted.recommend(int(row), 10).tolist(), test)
