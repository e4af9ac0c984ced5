"""What a question must find, worked out document by document without an index."""

from __future__ import annotations

import math
from array import array
from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise

from community.foundation.documents import Document
from community.search import scoring
from community.search.analysis import BEGUN, KEPT_BEGUN, WRITTEN, Query, document_terms, read_query
from community.search.ranking import ABOUT_AS_WELL, CUT, KINDS, WANTED_LIFT


@dataclass(slots=True)
class Reference:
    """All documents by number, the last one the latest; those whose day is over are gone."""

    documents: Sequence[Document]
    gone: Collection[int]
    terms: list[dict[str, float]] = field(init=False)

    def __post_init__(self) -> None:
        self.terms = [
            {term: array("f", [impact])[0] for term, impact in document_terms(document)} for document in self.documents
        ]

    def frequency(self, term: str) -> int:
        return sum(term in terms for terms in self.terms)

    def rarity(self, term: str) -> float:
        often, size = self.frequency(term), len(self.documents) - len(self.gone)
        return math.log(1 + (max(size - often, 0) + 0.5) / (often + 0.5))

    def _begun(self, query: Query) -> list[str]:
        starts = tuple(mark + query.beginning for mark in (BEGUN, KEPT_BEGUN))
        words = {term for terms in self.terms for term in terms if query.beginning and term.startswith(starts)}
        return sorted(words, key=lambda word: (-self.frequency(word), word))[: scoring.MOST_BEGUN]

    def is_asked_for(self, number: int, *, kinds: Collection[str], region_codes: Collection[str] | None) -> bool:
        one = self.documents[number]
        return one.kind in kinds and (region_codes is None or one.region_code in region_codes)

    def _is_there(self, number: int, query: Query) -> bool:
        has = self.terms[number].__contains__
        return number not in self.gone and all(map(has, query.required)) and not any(map(has, query.excluded))

    def scores(self, query: Query, asked_for: Callable[[int], bool] = lambda _number: True) -> dict[int, float]:
        result: Counter[int] = Counter()
        there = {number for number in range(len(self.terms)) if asked_for(number) and self._is_there(number, query)}
        for root in sorted(query.terms, key=lambda word: (word in query.lesser, self.frequency(word))):
            common = self.frequency(root) > scoring.COMMON
            weights = {root: 1.0}
            if root == query.words[-1] and not common:
                weights |= dict.fromkeys(self._begun(query), scoring.BEGUN_WEIGHT)
            worth = min((self.rarity(term) for term in weights if self.frequency(term)), default=0.0)
            worth *= scoring.LESSER_WEIGHT if root in query.lesser else 1.0
            enough = common and len(result) >= scoring.ENOUGH
            for number in there:
                terms = self.terms[number]
                found = max((weight * terms[term] for term, weight in weights.items() if term in terms), default=0.0)
                if found and (number in result or not enough):
                    result[number] += worth * found
        for left, right in pairwise(query.words):
            if not {left, right} <= query.lesser:
                worth = scoring.PAIR_WEIGHT * (self.rarity(left) + self.rarity(right)) / 2
                for number in result:
                    result[number] += worth * self.terms[number].get(f"{left} {right}", 0.0)
        for typed, root in query.exact:
            for number in result:
                impact = sum(self.terms[number].get(mark + typed, 0.0) for mark in WRITTEN)
                result[number] += scoring.EXACT_WEIGHT * self.rarity(root) * impact
        return result

    def find(
        self, text: str, *, limit: int, kinds: Collection[str], shown: Collection[str],
        region_codes: Collection[str] | None, near: Mapping[str, float],
    ) -> tuple[list[str], dict[str, int]]:  # fmt: skip
        """The keys of the best hits, and the counts."""
        query = read_query(text)
        documents = self.documents
        asked_for = partial(self.is_asked_for, kinds=kinds, region_codes=region_codes)
        if query.words:
            scores = self.scores(query, asked_for)
        else:
            scores = {number: 1.0 for number in range(len(documents)) if number not in self.gone and asked_for(number)}
        lifted = {number: score * _lift(documents[number].kind, query) for number, score in scores.items()}
        least, least_lifted = (CUT * max(some.values(), default=0.0) - 1e-9 for some in (scores, lifted))
        scores = {number: score for number, score in lifted.items() if scores[number] >= least or score >= least_lifted}
        ranked = []
        for number, score in scores.items():
            one = documents[number]
            if one.kind in shown:
                nearness = near.get(one.region_code or "", 1.0)
                lifted = round(score * nearness, 12)
                ranked.append((nearness, lifted, -KINDS.index(one.kind), one.id))
        keys = [f"{KINDS[-order]}:{number}" for _near, _score, order, number in _in_bands(ranked)[:limit]]
        return keys, dict(Counter(documents[number].kind for number in scores))


def _lift(kind: str, query: Query) -> float:
    return WANTED_LIFT if kind in query.wanted else 1.0


def _in_bands(ranked: list[tuple[float, float, int, int]]) -> list[tuple[float, float, int, int]]:
    best: list[tuple[float, float, int, int]] = []
    least = max((one[1] for one in ranked), default=0.0)
    while ranked:
        least *= ABOUT_AS_WELL
        best += sorted((one for one in ranked if one[1] >= least), reverse=True)
        ranked = [one for one in ranked if one[1] < least]
    return best
