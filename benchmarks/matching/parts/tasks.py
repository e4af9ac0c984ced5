"""Three tasks of an occupation are held out and asked for: which occupation is it? Nothing is trained on answers."""

from __future__ import annotations

import csv
from collections import defaultdict
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.fetching import NotAtHandError
from benchmarks.figure import Figure, Result, best, neat
from benchmarks.matching.fetched import data
from benchmarks.matching.textual import usual
from matching import Offer, Person, TwoSidedMatcher

TITLE = "Text: O*NET tasks → occupation"
HELD_OUT, FEWEST = 3, 8
SEED = 0
ABOVE_THE_BEST = 0.03
MRR = "O*NET, MRR without labels: at least the best beside it + 0.03"
NDCG = "O*NET, nDCG@10 with related occupations"
RELATED_MISSING = "which occupations are related is not in the wheel, only their tasks"


def occupations(path: Path) -> dict[str, list[str]]:
    """Occupation -> its tasks, of all with enough of them."""
    tasks: dict[str, list[str]] = defaultdict(list)
    with open(path, encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            if row["taxonomy"] == "onet_task":
                tasks[row["description"].split(" | ")[0]].append(row["name"])
    return {name: tasks[name] for name in sorted(tasks) if len(tasks[name]) >= FEWEST}


def split(tasks: dict[str, list[str]], seed: int) -> tuple[list[str], list[str]]:
    """(documents, queries), row by row the same occupation."""
    random = np.random.default_rng(seed)
    documents, queries = [], []
    for told in tasks.values():
        held = set(random.choice(len(told), HELD_OUT, replace=False).tolist())
        queries.append(" ".join(told[at] for at in sorted(held)))
        documents.append(" ".join(task for at, task in enumerate(told) if at not in held))
    return documents, queries


def mean_reciprocal_rank(scores: NDArray[np.float64]) -> float:
    """Where row i asks for column i; among equals the middle place counts."""
    right = np.diag(scores)[:, None]
    higher, equal = (scores > right).sum(axis=1), (scores == right).sum(axis=1) - 1
    return float((1 / (1 + higher + equal / 2)).mean())


def ours(documents: list[str], queries: list[str]) -> NDArray[np.float64]:
    """(n_queries, n_documents) scores through the public interface, from text alone."""
    offers = [Offer(id=f"{number:05}", kind="job", text=text) for number, text in enumerate(documents)]
    matcher = TwoSidedMatcher(random_state=0).fit(offers=offers)
    return np.stack([matcher.score(Person(id=str(number), text=text)) for number, text in enumerate(queries)])


def measure(folder: Path) -> Result:
    """MRR beside the usual ways; what needs related occupations cannot be measured."""
    unmeasured = [Figure(f"{NDCG}, trained or not", None, target=0.52, least=True, why=RELATED_MISSING)]
    try:
        documents, queries = split(occupations(data(folder, "tasks")), SEED)
    except NotAtHandError as problem:
        return Result([Figure(MRR, None, least=True, why=str(problem)), *unmeasured])
    beside = {name: neat(mean_reciprocal_rank(scores)) for name, scores in usual(documents, queries, "english").items()}
    found = mean_reciprocal_rank(ours(documents, queries))
    row = Figure(MRR, found, target=round(best(beside) + ABOVE_THE_BEST, 4), least=True, beside=beside)
    return Result([row, *unmeasured])
