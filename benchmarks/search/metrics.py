"""How good one list of ten is, against the grades of what there is."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import log2

from benchmarks.search.judging import RELEVANT

TOP = 10


def _gain(grades: Sequence[int]) -> float:
    return sum((2**grade - 1) / log2(rank + 2) for rank, grade in enumerate(grades))


def ndcg(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """Against the best order there could be; 1 where nothing could be found."""
    best = _gain(sorted(grades.values(), reverse=True)[:TOP])
    return _gain([grades.get(key, 0) for key in ranked[:TOP]]) / best if best else 1.0


def reciprocal_rank(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """1 / the place of the first answer, 0 without one."""
    places = (at for at, key in enumerate(ranked[:TOP], 1) if grades.get(key, 0) >= RELEVANT)
    return 1 / next(places, float("inf"))


def recall(ranked: Sequence[str], grades: Mapping[str, int]) -> float:
    """How many of ten are answers, of as many as ten could hold."""
    could = min(TOP, sum(grade >= RELEVANT for grade in grades.values()))
    return sum(grades.get(key, 0) >= RELEVANT for key in ranked[:TOP]) / could if could else 1.0
