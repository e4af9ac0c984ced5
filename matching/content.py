"""ContentScorer: ten parts in [0, 1] whose weighted sum is the score, so explanations are exact."""

from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

from matching.blocks import widened
from matching.catalogue import Catalogue, People, numbers_of
from matching.encode import query_sets
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
_HALF_WORDS = 0.2
_HALF_SKILLS = 0.5
_LEVEL_SPAN = 4.0


class ContentScorer:
    """parts(people, catalogue) -> {part: (b, n_offers) in [0, 1]}; score is their weighted sum."""

    def __init__(self, weights: Mapping[str, float], with_topics: bool) -> None:
        """Without topics their weight goes to the words."""
        self.weights = dict(weights)
        if not with_topics:
            self.weights["words"] += self.weights["topic"]
            self.weights["topic"] = 0.0

    def parts(self, people: People, catalogue: Catalogue) -> dict[str, Floats]:
        """Each part on its own, (b, n_offers)."""
        return {
            "words": _words(people, catalogue),
            "topic": _topic(people, catalogue),
            "skills": _skills(people, catalogue),
            "wants": _evidence(catalogue.blocks["given"].overlap(people.wants)),
            "needs": _needs(people, catalogue),
            "place": nearness(people, catalogue),
            "pay": _pay(people, catalogue),
            "schedule": _schedule(people, catalogue),
            "level": _level(people, catalogue),
            "sector": catalogue.blocks["sector"].overlap(query_sets(people.people, "sector")),
        }

    def score(self, parts: Mapping[str, Floats]) -> Floats:
        """(b, n_offers) in [0, 1]; added part by part, so every cell is rounded alike."""
        total = np.zeros_like(parts["words"])
        for part in PARTS:
            total += self.weights[part] * parts[part]
        return np.minimum(total, 1.0)


def _evidence(overlap: Floats) -> Floats:
    """0 without any, 3/4 for one, towards 1 for many; something merely related counts little."""
    square = overlap * overlap
    return np.asarray(square / (square + 1 / 3))


def _words(people: People, catalogue: Catalogue) -> Floats:
    width = catalogue.words.shape[1]
    # Offers put in later bring words of their own, which people encoded before do not have.
    words = people.words[:, :width] if people.words.shape[1] > width else widened(people.words, width)
    cosine = np.asarray((words @ catalogue.words_by_column).toarray(), dtype=np.float64)
    # Cosines of short texts are small; the curve lets a few shared rare words count without a cliff.
    return np.asarray(cosine * (1 + _HALF_WORDS) / (cosine + _HALF_WORDS)).clip(0.0, 1.0)


def _topic(people: People, catalogue: Catalogue) -> Floats:
    cosine = people.topics @ catalogue.topics_by_column
    return np.asarray(cosine, dtype=np.float64).clip(0.0, 1.0)


def _skills(people: People, catalogue: Catalogue) -> Floats:
    """Share of the skills asked for that she has; related ones count partly."""
    block = catalogue.blocks["skills"]
    return np.asarray(block.overlap(people.skills) / (block.sizes + _HALF_SKILLS))


def _needs(people: People, catalogue: Catalogue) -> Floats:
    met = catalogue.blocks["offers"].overlap(query_sets(people.people, "offers"))
    given = catalogue.blocks["needs"].overlap(query_sets(people.people, "needs"))
    return _evidence(met + given)


def _pay(people: People, catalogue: Catalogue) -> Floats:
    wished = numbers_of(people.people, "pay_min")[:, None]
    share = np.minimum(catalogue.numbers["pay_max"] / np.maximum(wished, 1.0), 1.0)
    return np.where(np.isnan(share), NEUTRAL["pay"], share * share)


def _schedule(people: People, catalogue: Catalogue) -> Floats:
    """Share of the offer's slots that she can."""
    block = catalogue.blocks["schedule"]
    queries = query_sets(people.people, "schedule")
    told = np.asarray([bool(query) for query in queries])[:, None] & (block.sizes > 0)
    share = block.overlap(queries) / np.maximum(block.sizes, 1.0)
    return np.where(told, share, NEUTRAL["schedule"])


def _level(people: People, catalogue: Catalogue) -> Floats:
    gap = np.abs(numbers_of(people.people, "level")[:, None] - catalogue.numbers["level"])
    fit = 1.0 - np.minimum(gap / _LEVEL_SPAN, 1.0)
    return np.where(np.isnan(fit), NEUTRAL["level"], fit)
