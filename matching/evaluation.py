"""How good lists and chances are: ranking, calibration, and how evenly what is offered gets shown."""

from collections import Counter
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import log2
from typing import Any

import numpy as np
from sklearn.metrics import roc_auc_score

from matching.errors import InvalidParameterError

Ranked = Sequence[Hashable]


def ndcg(ranked: Ranked, gains: Mapping[Any, float], k: int = 10) -> float:
    """Discounted gain of the first k against the best order possible; 0 where nothing has a gain (Järvelin 2002)."""
    best = sorted((gain for gain in gains.values() if gain > 0), reverse=True)[:k]
    ideal = sum(gain / log2(place + 2) for place, gain in enumerate(best))
    found = sum(gains.get(one, 0.0) / log2(place + 2) for place, one in enumerate(ranked[:k]))
    return found / ideal if ideal else 0.0


def recall(ranked: Ranked, relevant: Collection[Any], k: int = 10) -> float:
    """Share of what is relevant among the first k, of as much as k could hold; 0 where nothing is."""
    wanted = set(relevant)
    return len(wanted & set(ranked[:k])) / min(len(wanted), k) if wanted else 0.0


def reciprocal_rank(ranked: Ranked, relevant: Collection[Any], k: int = 10) -> float:
    """1 / place of the first relevant one among k, else 0."""
    wanted = set(relevant)
    return next((1 / (place + 1) for place, one in enumerate(ranked[:k]) if one in wanted), 0.0)


def auc(scores: Any, answers: Any) -> float:
    """Chance that a yes scores above a no; a half where there is only one kind."""
    answers = np.asarray(answers)
    return 0.5 if len(np.unique(answers)) < 2 else float(roc_auc_score(answers, scores))


@dataclass(frozen=True)
class Bin:
    """Chances of about the same height: how many, what was said on average, what came of it."""

    number: int
    said: float
    came: float


def calibration(chances: Any, answers: Any, bins: int = 10) -> list[Bin]:
    """Chances in [0, 1] sorted into bins of equal width, the empty ones left out."""
    said, came = np.asarray(chances, dtype=np.float64), np.asarray(answers, dtype=np.float64)
    if said.shape != came.shape or not ((said >= 0) & (said <= 1)).all():
        raise InvalidParameterError("chances must lie in [0, 1], one for each answer")
    at = np.minimum((said * bins).astype(int), bins - 1)
    return [
        Bin(int((at == one).sum()), float(said[at == one].mean()), float(came[at == one].mean())) for one in set(at)
    ]


def calibration_error(chances: Any, answers: Any, bins: int = 10) -> float:
    """How far what was said lies from what came, on average over all answers; 0 without any."""
    found = calibration(chances, answers, bins)
    total = sum(one.number for one in found)
    return sum(one.number * abs(one.said - one.came) for one in found) / total if total else 0.0


def gini(amounts: Any) -> float:
    """0 where all have the same, towards 1 where one has everything. Amounts ≥ 0."""
    values = np.sort(np.asarray(amounts, dtype=np.float64))
    if not values.size or not values.sum():
        return 0.0
    places = np.arange(1, values.size + 1)
    return float((2 * places - values.size - 1) @ values / (values.size * values.sum()))


@dataclass(frozen=True)
class Exposure:
    """How often what is offered stands in lists: `never` in none, `gini` of showings per place, `crowd` the most
    people per place that one offer is shown to."""

    shown: Mapping[str, int]
    never: tuple[str, ...]
    gini: float
    crowd: float


def exposure(lists: Iterable[Sequence[str]], places: Mapping[str, int | None]) -> Exposure:
    """Over every offer in `places` (None: as many as come); what has no place left is not expected in lists."""
    shown = Counter(offer for one in lists for offer in one)
    open_ = [offer for offer, number in places.items() if number is None or number > 0]
    per_place = {offer: shown[offer] / (places[offer] or 1) for offer in open_}
    limited = [value for offer, value in per_place.items() if places[offer] is not None]
    return Exposure(
        {offer: shown[offer] for offer in open_},
        tuple(sorted(offer for offer in open_ if not shown[offer])),
        gini(list(per_place.values())),
        max(limited, default=0.0),
    )
