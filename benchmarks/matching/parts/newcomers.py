"""People of whom no decision is known yet: their lists against the truth, beside what others can make of them."""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix, hstack, identity, save_npz
from sklearn.feature_extraction.text import CountVectorizer

from benchmarks.fetching import NotAtHandError
from benchmarks.figure import Figure, Result, neat
from benchmarks.matching.fetched import run_peer
from benchmarks.matching.market import Market, make_market
from benchmarks.matching.parts.films import peer
from benchmarks.matching.profile_texts import texts_of
from benchmarks.matching.textual import usual
from benchmarks.measure import tell
from matching import Decision, TwoSidedMatcher, Vocabulary
from matching.evaluation import ndcg

TITLE = "Cold start"
KNOWN, NEW, JOBS = 3_000, 500, 1_000
LOOKED_AT = 12
K = 10
SEED = 2
Floats = NDArray[np.floating]


def decisions_of(market: Market, known: int, seed: int) -> list[Decision]:
    """What the first `known` people said of some vacancies, mostly of those that appeal to many or to them."""
    random = np.random.default_rng(seed)
    ids, found = [offer.id for offer in market.offers], []
    appeal = market.wish.mean(axis=0)
    for row in range(known):
        chance = 0.5 * appeal / appeal.sum() + 0.5 * market.wish[row] / market.wish[row].sum()
        seen = random.choice(len(ids), LOOKED_AT, replace=False, p=chance / chance.sum())
        said = random.random(LOOKED_AT) < market.wish[row, seen]
        person = market.people[row].id
        found += [Decision(person, ids[at], positive=bool(yes)) for at, yes in zip(seen, said, strict=True)]
    return found


def yes_matrix(market: Market, decisions: Sequence[Decision]) -> csr_matrix:
    """(n_people, n_offers), 1 where she said yes; empty rows for newcomers."""
    row = {person.id: at for at, person in enumerate(market.people)}
    column = {offer.id: at for at, offer in enumerate(market.offers)}
    cells = [(row[one.person_id], column[one.offer_id]) for one in decisions if one.positive]
    rows, columns = zip(*cells, strict=True)
    return csr_matrix((np.ones(len(cells)), (rows, columns)), shape=market.wish.shape)


def _with_features(folder: Path, market: Market, train: csr_matrix) -> Floats:
    """LightFM with words and skills as features, its way to know newcomers."""
    reader = CountVectorizer(binary=True, min_df=2)
    words = reader.fit_transform(texts_of(market.offers) + texts_of(market.people))
    n_people, n_offers = train.shape
    # A newcomer has no row of her own to learn from, so only those with decisions get one.
    own = identity(n_people, format="csr").multiply(np.asarray(train.sum(axis=1)) > 0)
    features = (
        hstack([own, words[n_offers:]], format="csr"),
        hstack([identity(n_offers), words[:n_offers]], format="csr"),
    )
    with tempfile.TemporaryDirectory(dir=folder) as place:
        names = [str(Path(place) / f"{name}.npz") for name in ("train", "rows", "columns")]
        for name, matrix in zip(names, (train, *features), strict=True):
            save_npz(name, _unit_rows(matrix) if matrix is not train else train)
        out = str(Path(place) / "scores.npy")
        run_peer(folder, "lightfm", "warp", names[0], out, *names[1:])
        return np.load(out)


def _unit_rows(matrix: csr_matrix) -> csr_matrix:
    sums = np.asarray(matrix.sum(axis=1)).ravel()
    return csr_matrix(matrix.multiply(1 / np.maximum(sums, 1)[:, None]))


def _quality(market: Market, rows: Sequence[int], lists: Sequence[Sequence[str]]) -> float:
    return float(np.mean([ndcg(one, market.best_offers(row), K) for row, one in zip(rows, lists, strict=True)]))


def measure(folder: Path) -> Result:
    """nDCG@10 of 500 newcomers among 1,000 vacancies."""
    tell(f"{KNOWN} people with decisions, {NEW} without, {JOBS} vacancies")
    market = make_market(KNOWN + NEW, JOBS, None, "job", SEED)
    decisions = decisions_of(market, KNOWN, SEED)
    train, new = yes_matrix(market, decisions), range(KNOWN, KNOWN + NEW)
    ids = [offer.id for offer in market.offers]

    def by_scores(scores: Floats) -> float:
        ranked = np.argsort(-scores, axis=1, kind="stable")[:, :K]
        return _quality(market, new, [[ids[at] for at in one] for one in ranked])

    beside: dict[str, float | None] = {"most wanted": neat(by_scores(np.tile(train.sum(axis=0).A1, (NEW, 1))))}
    queries = texts_of(market.people[KNOWN:])
    beside |= {name: neat(by_scores(scores)) for name, scores in usual(texts_of(market.offers), queries).items()}
    missing = []
    for name, scored in (
        ("LightFM WARP with features", lambda: _with_features(folder, market, train)),
        ("implicit ALS", lambda: peer(folder, "implicit", "als", train)),
    ):
        try:
            beside[name] = neat(by_scores(scored()[KNOWN:]))
        except NotAtHandError as problem:
            beside[name] = None
            missing.append(f"{name}: {problem}")
    matcher = TwoSidedMatcher(0, Vocabulary.load()).fit(market.people[:KNOWN], market.offers, decisions)
    lists = matcher.recommend_many(market.people[KNOWN:], K)
    ours = _quality(market, new, [[match.offer_id for match in one] for one in lists])
    target = max(value for value in beside.values() if value is not None)
    row = Figure(
        "nDCG@10 of newcomers: at least the best beside it", ours, "", target, True, "; ".join(missing), beside
    )
    return Result([row])
