"""ContentScorer: ten parts in [0, 1] whose weighted sum is the score, so explanations are exact."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.catalogue import Catalogue, People, numbers_of
from matching.encode import query_sets
from matching.lexicon import Floats32
from matching.place import UNKNOWN_PLACE, nearness
from matching.weights import PARTS

Floats = NDArray[np.float64]
# What a part is worth where nothing is known about it.
NEUTRAL = {
    "words": 0.0,
    "topic": 0.0,
    "skills": 0.0,
    "wants": 0.0,
    "needs": 0.0,
    "place": UNKNOWN_PLACE,
    "pay": 0.5,
    "schedule": 0.5,
    "level": 0.5,
    "sector": 0.0,
}
_HALF_TEXT = 0.5
_HALF_SKILLS = 0.5
_LEVEL_SPAN = 4.0


class ContentScorer:
    """parts(people, catalogue) -> {part: in [0, 1]}; score is their weighted sum.

    Every part is (b, n_offers), or (b, 1) where it is the same for all offers.
    """

    def __init__(self, weights: Mapping[str, float], with_topics: bool) -> None:
        """Without topics their weight goes to the words."""
        self.weights = dict(weights)
        if not with_topics:
            self.weights["words"] += self.weights["topic"]
            self.weights["topic"] = 0.0

    def parts(self, people: People, catalogue: Catalogue) -> dict[str, Floats32]:
        """Each part on its own."""
        return {
            "words": _less_crowded(catalogue.words_by_column.product(people.words), catalogue.crowds[0]),
            "topic": _less_crowded(people.topics @ catalogue.topics.T, catalogue.crowds[1]),
            "skills": _skills(people, catalogue),
            "wants": _evidence(catalogue.blocks["given"].overlap(people.wants)),
            "needs": _needs(people, catalogue),
            "place": nearness(people, catalogue),
            "pay": _pay(people, catalogue),
            "schedule": _schedule(people, catalogue),
            "level": _level(people, catalogue),
            "sector": catalogue.blocks["sector"].overlap(query_sets(people.people, "sector")),
        }

    def score(self, parts: Mapping[str, Floats32]) -> Floats:
        """(b, n_offers) in [0, 1]; added part by part, so every cell is rounded alike."""
        total = np.zeros(parts["words"].shape)
        weighted = np.empty_like(total)
        for part in PARTS:
            here = weighted if parts[part].shape == total.shape else None
            if self.weights[part]:
                total += np.multiply(parts[part], self.weights[part], out=here, dtype=np.float64)
        return np.minimum(total, 1.0, out=total)


def cells(parts: Mapping[str, Floats32], row: int, columns: Sequence[int]) -> list[dict[str, float]]:
    """The parts of one person and each of some offers."""
    taken = {
        part: values[row, columns].tolist() if values.shape[1] != 1 else [float(values[row, 0])] * len(columns)
        for part, values in parts.items()
    }
    return [dict(zip(taken, pair, strict=True)) for pair in zip(*taken.values(), strict=True)]


def _same(people: People, value: float) -> Floats32:
    return np.full((len(people), 1), value, dtype=np.float32)


def _evidence(overlap: Floats32) -> Floats32:
    """0 without any, 3/4 for one, towards 1 for many; something merely related counts little."""
    square = overlap * overlap
    return np.asarray(square / (square + np.float32(1 / 3)))


def _less_crowded(cosine: Floats32, crowd: Floats32) -> Floats32:
    """0 unless an offer is nearer to her than half as near as its own neighbours are to it."""
    near = cosine - crowd
    np.clip(near, 0.0, 1.0, out=near)
    # Cosines of short texts are small; the curve lets a few shared rare words count without a cliff.
    curved = near * (1 + _HALF_TEXT)
    near += _HALF_TEXT
    curved /= near
    return curved


def _skills(people: People, catalogue: Catalogue) -> Floats32:
    """Share of the skills asked for that she has; related ones count partly."""
    block = catalogue.blocks["skills"]
    return np.asarray(block.overlap(people.skills) / (block.sizes + _HALF_SKILLS))


def _needs(people: People, catalogue: Catalogue) -> Floats32:
    met = catalogue.blocks["offers"].overlap(query_sets(people.people, "offers"))
    given = catalogue.blocks["needs"].overlap(query_sets(people.people, "needs"))
    return _evidence(met + given)


def _pay(people: People, catalogue: Catalogue) -> Floats32:
    wished = numbers_of(people.people, "pay_min")
    if np.isnan(wished).all():
        return _same(people, NEUTRAL["pay"])
    share = np.minimum(catalogue.facts["pay_max"] / np.maximum(wished, 1.0).astype(np.float32)[:, None], 1.0)
    return np.where(np.isnan(share), np.float32(NEUTRAL["pay"]), share * share)


def _schedule(people: People, catalogue: Catalogue) -> Floats32:
    """Share of the offer's slots that she can."""
    block = catalogue.blocks["schedule"]
    queries = query_sets(people.people, "schedule")
    if not (any(queries) and block.anything):
        return _same(people, NEUTRAL["schedule"])
    told = np.asarray([bool(query) for query in queries])[:, None] & block.told
    share = block.overlap(queries) / np.maximum(block.sizes, 1.0)
    return np.where(told, share, np.float32(NEUTRAL["schedule"]))


def _level(people: People, catalogue: Catalogue) -> Floats32:
    hers = numbers_of(people.people, "level")
    if np.isnan(hers).all():
        return _same(people, NEUTRAL["level"])
    gap = np.abs(hers.astype(np.float32)[:, None] - catalogue.facts["level"])
    fit = 1.0 - np.minimum(gap / _LEVEL_SPAN, 1.0)
    return np.where(np.isnan(fit), np.float32(NEUTRAL["level"]), fit)
