"""How well documents fit the words of one question."""

from __future__ import annotations

import heapq
import math
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from itertools import islice, pairwise

from community.search.analysis import WRITTEN, Query
from community.search.asking import Asked
from community.search.leaders import Chooser
from community.search.segments import COMMON, Postings, Segment

ENOUGH = 300
MOST_BEGUN = 12
MOST_LOOKED_AT = 60
# What a word counts that only goes on as typed, a pair of neighbours, a word that tells the kind alone, and the
# very form that was typed.
BEGUN_WEIGHT, PAIR_WEIGHT, LESSER_WEIGHT, EXACT_WEIGHT = 0.8, 0.5, 0.3, 0.3
Scores = dict[int, float]


def in_order(query: Query, frequency: Callable[[str], int]) -> list[str]:
    """The words of a question, those first that bring documents in: rare ones, and last what tells the kind alone."""
    return sorted(query.terms, key=lambda word: (word in query.lesser, frequency(word)))


class Scoring:
    """One question put to all segments; common words only reorder what rarer ones found.

    `scores` has the documents of each segment that are looked at. `more` are the kinds of which there may be
    others: then `leading` is the common word they have ("": being there at all) and what its impact is worth.
    Where the leading word is all that was asked, it is `alone`.
    """

    def __init__(self, segments: Sequence[Segment], size: int, query: Query, asked: Asked) -> None:
        self._segments = segments
        self._size = size
        self._query = query
        self.more: set[str] = set()
        self.leading: tuple[str, float] | None = None
        required = [term for term in query.required if (term,) != query.words]
        beside = [*(f"={word}" for word in asked.place), *query.terms, *map(" ".join, self._pairs())]
        beside = [term for term in beside if term not in query.lesser]
        self.choosers = [Chooser(segment, asked, required, query.excluded, beside) for segment in segments]
        self.scores: list[Scores] = [{} for _ in segments]
        if query.words:
            self._score_words()
        elif asked.narrows:
            self._add([segment.everything() for segment in segments], 1.0)
            self.leading = "", 1.0
        self._keep_allowed()

    def _score_words(self) -> None:
        query = self._query
        for root in in_order(query, self._frequency):
            weight = LESSER_WEIGHT if root in query.lesser else 1.0
            common = self._frequency(root) > COMMON
            # Where a common word has more documents than are looked at, it found enough.
            if common and (self.more or sum(map(len, self.scores)) >= ENOUGH):
                self._raise(root, weight * self._rarity(root))
            elif not common and root == query.words[-1] and (begun := self._begun()):
                self._add(self._best_of({root: 1.0, **begun}), weight)
            else:
                worth = weight * self._rarity(root)
                self._add([segment.postings(root) for segment in self._segments], worth)
                self.leading = (root, worth) if common else self.leading
        for left, right in self._pairs():
            worth = PAIR_WEIGHT * (self._rarity(left) + self._rarity(right)) / 2
            self._raise(f"{left} {right}", worth)
        for typed, root in query.exact:
            for mark in WRITTEN:
                self._raise(f"{mark}{typed}", EXACT_WEIGHT * self._rarity(root))

    def _pairs(self) -> list[tuple[str, str]]:
        return [pair for pair in pairwise(self._query.words) if not self._query.lesser.issuperset(pair)]

    def _keep_allowed(self) -> None:
        if self._query.excluded or any(chooser.required for chooser in self.choosers):
            self.leading = None
        self.scores = [chooser.allowed(scores) for chooser, scores in zip(self.choosers, self.scores, strict=True)]

    def _add(self, found: Sequence[Postings], worth: float) -> None:
        for scores, chooser, postings in zip(self.scores, self.choosers, found, strict=True):
            chosen = chooser.choose(postings)
            self.more |= chosen.more
            for number, impact in postings.among(scores.keys() - chosen.impacts.keys()):
                scores[number] += worth * impact
            for number, impact in chosen.impacts.items():
                scores[number] = scores.get(number, 0.0) + worth * impact

    def _raise(self, term: str, worth: float) -> None:
        for scores, segment in zip(self.scores, self._segments, strict=True):
            for number, impact in segment.postings(term).among(scores):
                scores[number] += worth * impact

    def _begun(self) -> dict[str, float]:
        start = self._query.beginning
        if not start:
            return {}
        words = {word for segment in self._segments for word in islice(segment.beginning(start), MOST_LOOKED_AT)}
        often = heapq.nsmallest(MOST_BEGUN, words, key=lambda word: (-self._frequency(word), word))
        return dict.fromkeys(often, BEGUN_WEIGHT)

    def _best_of(self, terms: Mapping[str, float]) -> list[Postings]:
        """In each document, the best of the terms that one unfinished word may stand for."""
        # One asked word is as rare as the commonest of its forms, or its rare forms would count too much.
        rarity = min((self._rarity(term) for term in terms if self._frequency(term)), default=0.0)
        result = []
        for segment, chooser in zip(self._segments, self.choosers, strict=True):
            found = {term: segment.postings(term) for term in terms}
            looked_at: set[int] = set()
            for postings in found.values():
                chosen = chooser.choose(postings)
                looked_at.update(chosen.impacts)
                self.more |= chosen.more
            best: Scores = {}
            for term, postings in found.items():
                for number, impact in postings.among(looked_at):
                    best[number] = max(best.get(number, 0.0), rarity * terms[term] * impact)
            numbers = sorted(best)
            result.append(Postings(numbers, [best[number] for number in numbers]))
        return result

    def _frequency(self, term: str) -> int:
        return sum(segment.frequency(term) for segment in self._segments)

    def _rarity(self, term: str) -> float:
        often = self._frequency(term)
        return math.log(1 + (max(self._size - often, 0) + 0.5) / (often + 0.5))

    @property
    def alone(self) -> bool:
        """Whether nothing but the leading word was asked."""
        return self.leading is not None and len(self._query.terms) <= 1

    def count(self, least: Callable[[str], float]) -> Counter[str]:
        """Of each kind, the documents whose leading word alone is worth at least so much."""
        if self.leading is None:
            return Counter()
        term, worth = self.leading
        return sum((chooser.count(term, least, worth) for chooser in self.choosers), Counter())
