"""One state of the Whoosh index, asked: what fits, the best of it, and how much there is."""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from typing import Any

from community.search.analysis import Query
from community.search.hits import Found, Hit
from community.search.leaders import Asked
from community.search.scoring import Scoring
from community.search.segments import Memory, Segment, leaves

WANTED_LIFT = 1.6
# What fits less than this part of the best is not called a result.
CUT = 0.45
# What fits at least this part as well as another fits about as well: the nearer of the two comes first.
ABOUT_AS_WELL = 0.75
# What a title that names the asked place is lifted by; enough to leave the others of that place behind.
NAMED_LIFT = 0.6
# How near (a lift), how well it fits, the document's number.
Ranked = tuple[float, float, int]
# How well it fits, its number, its kind and region.
Fit = tuple[float, int, tuple[str, str]]


class Snapshot:
    """The index as one commit left it; `memories` of an older snapshot are taken over by segment name."""

    def __init__(self, reader: Any, today: int, memories: Mapping[str, Memory]) -> None:
        self.segments: list[Segment] = []
        base = 0
        for leaf in leaves(reader):
            name = str(leaf.segment().segment_id())
            self.segments.append(Segment(leaf, base, memories.get(name), today))
            base += leaf.doc_count_all()
        self.today = today
        self._bases = [segment.base for segment in self.segments]
        self.size = base - sum(len(segment.gone) for segment in self.segments)

    @property
    def memories(self) -> dict[str, Memory]:
        """What was decoded, by segment name."""
        return {segment.name: segment.memory for segment in self.segments}

    def find(
        self, query: Query, *, limit: int, kinds: Collection[str] | None, shown: Collection[str] | None,
        region_codes: Collection[str] | None, near: Mapping[str, float], place: Sequence[str],
    ) -> Found:  # fmt: skip
        """The best hits and the counts; see Engine.find. `place` are the words of a place as they are written."""
        asked = Asked(kinds, shown, region_codes, near, dict.fromkeys(query.wanted, WANTED_LIFT))
        scoring = Scoring(self.segments, self.size, query, asked, place)
        fitting = self._fitting(scoring)
        least = CUT * max((score for score, _number, _place in fitting), default=0.0)
        fitting = [fit for fit in fitting if fit[0] >= least]
        counts = Counter(kind for _score, _number, (kind, _region) in fitting)
        more = scoring.more & counts.keys()
        if more:
            counts |= scoring.count(least)
            more = set() if scoring.alone else more
        fitting = [fit for fit in fitting if asked.shows(fit[2][0])]
        best = _nearest_first(self._lifted(fitting, asked, place), limit)
        for segment in self.segments:
            segment.memory.trim()
        return Found([self._hit(*ranked[1:]) for ranked in best], dict(+counts), frozenset(more))

    def _fitting(self, scoring: Scoring) -> list[Fit]:
        return [
            (score, segment.base + number, place)
            for segment, scores, chooser in zip(self.segments, scoring.scores, scoring.choosers, strict=True)
            for score, number, place in chooser.fitting(scores)
        ]

    def _lifted(self, fitting: Sequence[Fit], asked: Asked, place: Sequence[str]) -> list[Ranked]:
        titled = self._titled(fitting, place)
        result = []
        for score, number, (kind, region) in fitting:
            nearness = asked.near.get(region, 1.0)
            lifted = score * nearness * asked.lifts.get(kind, 1.0) * titled.get(number, 1.0)
            result.append((nearness, lifted, number))
        return result

    def _titled(self, fitting: Sequence[Fit], place: Sequence[str]) -> dict[int, float]:
        """The lift of each document in whose title or skills all words of the place stand."""
        result: dict[int, float] = {}
        for segment in self.segments if place else ():
            end = segment.base + segment.rows.size
            here = {number - segment.base for _score, number, _place in fitting if segment.base <= number < end}
            impacts = [dict(segment.postings(f"={word}").among(here)) for word in place]
            for number in set.intersection(*map(set, impacts)):
                result[segment.base + number] = 1 + NAMED_LIFT * min(one[number] for one in impacts)
        return result

    def _hit(self, score: float, number: int) -> Hit:
        segment = self.segments[bisect_right(self._bases, number) - 1]
        number -= segment.base
        return Hit(segment.rows.place(number)[0], segment.rows.ids[number], score)

    def knows(self, root: str) -> bool:
        """Whether a root stands in the index."""
        return any(segment.frequency(root) for segment in self.segments)


def _nearest_first(found: Sequence[Ranked], limit: int) -> list[Ranked]:
    """The best, in bands of what fits about as well, and the nearest first within each band."""
    best: list[Ranked] = []
    least = max((score for _, score, _ in found), default=0.0)
    while found and len(best) < limit:
        least *= ABOUT_AS_WELL
        band = [one for one in found if one[1] >= least]
        found = [one for one in found if one[1] < least]
        best += heapq.nlargest(limit - len(best), band)
    return best
