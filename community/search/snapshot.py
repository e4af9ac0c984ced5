"""One state of the Whoosh index, asked: what fits, the best of it, and how much there is."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from community.search.analysis import Query
from community.search.asking import Asked
from community.search.hits import Found
from community.search.ranking import Cursor, Fit, Ranking
from community.search.scoring import Scoring
from community.search.segments import Memory, Segment, leaves


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
        self.size = base - sum(len(segment.gone) for segment in self.segments)

    @property
    def memories(self) -> dict[str, Memory]:
        """What was decoded, by segment name."""
        return {segment.name: segment.memory for segment in self.segments}

    def find(self, query: Query, asked: Asked, *, limit: int, after: Cursor | None) -> Found:
        """The best hits and the counts; see Engine.find."""
        found = self._find(query, asked, limit, after)
        for segment in self.segments:
            segment.memory.trim()
        return found

    def _find(self, query: Query, asked: Asked, limit: int, after: Cursor | None) -> Found:
        scoring = Scoring(self.segments, self.size, query, asked)
        ranking = Ranking(list(self._fits(scoring, asked)), asked, self.today)
        hits, following = ranking.page(limit, after)
        if not asked.counted:
            return Found(hits, next=following)
        counts = ranking.counts()
        more = scoring.more & counts.keys()
        partly = frozenset(more)
        if more:
            counts |= scoring.count(ranking.least)
            more = set() if scoring.alone else more
        return Found(hits, dict(+counts), frozenset(more), ranking.facets(), following, "", partly, ranking.best)

    def _fits(self, scoring: Scoring, asked: Asked) -> Iterator[Fit]:
        for segment, scores, chooser in zip(self.segments, scoring.scores, scoring.choosers, strict=True):
            yield from chooser.fitting(scores, _named(segment, scores, asked))

    def texts(self, keys: Sequence[str]) -> dict[str, str]:
        """What documents say, by their names."""
        return {
            key: segment.text(number)
            for segment in self.segments
            for key in keys
            for number in segment.numbers_of([key]) - segment.gone
        }

    def digests(self) -> Iterator[tuple[str, int]]:
        """(name, digest) of everything."""
        for segment in self.segments:
            yield from segment.digests()

    def words(self) -> Counter[str]:
        """The words as they are written, and how often titles, skills and texts have each."""
        found: Counter[str] = Counter()
        for segment in self.segments:
            for word, often in segment.words():
                found[word] += often
        return found

    def read_all(self) -> int:
        """Read everything once, keeping nothing; returns the number of documents."""
        for segment in self.segments:
            segment.read_all()
        return self.size

    def knows(self, root: str) -> bool:
        """Whether a root stands in the index."""
        return any(segment.frequency(root) for segment in self.segments)


def _named(segment: Segment, scores: Mapping[int, float], asked: Asked) -> dict[int, float]:
    """How much each title or its skills are about the place that is asked for, if they name all its words."""
    if not asked.place or not scores:
        return {}
    impacts = [dict(segment.postings(f"={word}").among(scores)) for word in asked.place]
    shared = set.intersection(*map(set, impacts))
    return {number: min(one[number] for one in impacts) for number in shared}
