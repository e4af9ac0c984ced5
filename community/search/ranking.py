"""In which order what fits is shown, and how it is counted: the same for every engine.

An engine finds documents and how well each fits the words; here they are lifted by what they are, put into
bands of what fits about as well, and in each band the nearest comes first.
"""

from __future__ import annotations

import heapq
import math
import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from community.search.asking import Asked
from community.search.hits import Facets, Hit

# Of a kind that is asked for, and of one that is only likelier meant ("tukang ac": who does it, or such work).
WANTED_LIFT, MEANT_LIFT = 2.5, 1.2
# What fits less than this part of the best is not called a result.
CUT = 0.32
# What fits at least this part as well as another fits about as well: the nearer of the two comes first.
ABOUT_AS_WELL = 0.75
# What a title that names the asked place is lifted by; enough to leave the others of that place behind.
NAMED_LIFT = 0.6
# What was published today is lifted by so much, and what is older by less, for so many days.
FRESH_LIFT, FRESH_DAYS = 0.08, 30
RECENT = (7, 30)
# Of equals, the kind that stands first here comes first.
KINDS = ("job", "training", "programme", "mentor", "event", "business", "community", "member")
_ORDER = {kind: -place for place, kind in enumerate(KINDS)}
_CURSOR = re.compile(r"(\d{1,6})~([0-9.]{1,24})~([0-9.]{1,24})~([a-z]{1,12})~(\d{1,18})")


class Fit(NamedTuple):
    """A document and how well it fits the words; days are ordinals, 0 for none. `named`: see NAMED_LIFT, 0 to 1."""

    score: float
    kind: str
    id: int
    region: str
    trade: str
    since: int
    until: int
    named: float


class Ranked(NamedTuple):
    """Which of two comes first: the larger one.

    By fit, that is told by how near it is (a lift), and then by how well it fits after all lifts; by day, by the day,
    and then by how near it is. The fit is a part of the best one's: every change of the index changes what words are
    worth, and a cursor must outlive that. No cursor knows the day of its hit, so that comes last and tells nothing.
    """

    first: float
    then: float
    order: int
    id: int
    kind: str
    since: int = 0


def by_day(hit: Hit) -> Ranked:
    """Where a hit stands among those that are ordered by day."""
    return Ranked(float(hit.since), hit.near, _ORDER.get(hit.kind, -len(KINDS)), hit.id, hit.kind, hit.since)


@dataclass(frozen=True, slots=True)
class Cursor:
    """The last hit of a page, and how many were shown until then."""

    shown: int
    last: Ranked

    @classmethod
    def read(cls, text: str) -> Cursor | None:
        """The cursor that `str` wrote; None for anything else."""
        match = _CURSOR.fullmatch(text)
        if match is None or match[4] not in _ORDER:
            return None
        try:
            first, then = float(match[2]), float(match[3])
        except ValueError:
            return None
        return cls(int(match[1]), Ranked(first, then, _ORDER[match[4]], int(match[5]), match[4]))

    def __str__(self) -> str:
        last = self.last
        return f"{self.shown}~{last.first:.6f}~{last.then:.12f}~{last.kind}~{last.id}"


class Ranking:
    """What fits at least CUT as well as the best, for one question on one day (an ordinal).

    What is of a kind that was asked for is measured by its lifted score as well, and so is never the first to go.
    """

    def __init__(self, fits: Sequence[Fit], asked: Asked, today: int) -> None:
        best = max((fit.score for fit in fits), default=0.0)
        best = max(best, asked.best[0])
        lifted = (
            [fit._replace(score=fit.score * asked.lifts.get(fit.kind, 1.0)) for fit in fits] if asked.lifts else fits
        )
        self._best = max(max((fit.score for fit in lifted), default=0.0), asked.best[1])
        self.best = best, self._best
        self._least, self._least_lifted = CUT * best, CUT * self._best
        self._fits = [
            fit for fit, plain in zip(lifted, fits, strict=True)
            if plain.score >= self._least or fit.score >= self._least_lifted
        ]  # fmt: skip
        self._shown = [fit for fit in self._fits if asked.shows(fit.kind)]
        self._asked = asked
        self._today = today
        self._near = {region: round(lift, 6) for region, lift in asked.near.items()}

    def least(self, kind: str) -> float:
        """The lowest score of this kind, before it is lifted, that is called a result."""
        return min(self._least, self._least_lifted / self._asked.lifts.get(kind, 1.0))

    def counts(self) -> Counter[str]:
        """How many there are of each kind."""
        return Counter(fit.kind for fit in self._fits)

    def facets(self) -> Facets:
        """The counts of what is shown."""
        new: Counter[int] = Counter()
        ending: Counter[int] = Counter()
        for days in RECENT:
            new[days] = sum(fit.since >= self._today - days for fit in self._shown if fit.since)
            ending[days] = sum(fit.until <= self._today + days for fit in self._shown if fit.until)
        regions = Counter(fit.region for fit in self._shown if fit.region)
        trades = Counter(fit.trade for fit in self._shown if fit.trade)
        return Facets(dict(regions), dict(trades), dict(+new), dict(+ending))

    def page(self, limit: int, after: Cursor | None) -> tuple[list[Hit], str]:
        """The best that come after a cursor, and the cursor of the next page ("" where nothing follows)."""
        if self._asked.newest:
            return self._newest(limit, after)
        parts = [self._part(fit) for fit in self._shown]
        # Most of what fits stands on no first page.
        least = -math.inf if after else _least_reached(parts, limit + 1)
        ranked = [self._ranked(fit, part) for fit, part in zip(self._shown, parts, strict=True) if part >= least]
        page = _nearest_first(ranked, limit + 1, after.last if after else None)
        hits = [Hit(one.kind, one.id, one.then * self._best, one.since, one.first) for one in page[:limit]]
        if len(page) <= limit or not hits:
            return hits, ""
        return hits, str(Cursor((after.shown if after else 0) + limit, page[limit - 1]))

    def _part(self, fit: Fit) -> float:
        """How well it fits after all lifts, as a part of the best fit's."""
        score = fit.score * self._asked.near.get(fit.region, 1.0) * (1 + NAMED_LIFT * fit.named)
        if fit.since:
            score *= 1 + FRESH_LIFT * max(0.0, 1 - (self._today - fit.since) / FRESH_DAYS)
        return round(score / self._best, 10) if self._best else 0.0

    def _ranked(self, fit: Fit, part: float) -> Ranked:
        near = self._near.get(fit.region, 1.0)
        return Ranked(near, part, _ORDER.get(fit.kind, -len(KINDS)), fit.id, fit.kind, fit.since)

    def _newest(self, limit: int, after: Cursor | None) -> tuple[list[Hit], str]:
        """The latest that come after a cursor; of one day, the nearest first."""
        near = self._near
        found = [Hit(fit.kind, fit.id, fit.score, fit.since, near.get(fit.region, 1.0)) for fit in self._shown]
        if after is not None:
            found = [hit for hit in found if by_day(hit) < after.last]
        return page_by_day(heapq.nlargest(limit + 1, found, key=by_day), limit, after)


def page_by_day(found: Sequence[Hit], limit: int, after: Cursor | None) -> tuple[list[Hit], str]:
    """So many of the hits that come next by day, and the cursor of the next page where there are more."""
    hits = list(found[:limit])
    if len(found) <= limit or not hits:
        return hits, ""
    return hits, str(Cursor((after.shown if after else 0) + limit, by_day(hits[-1])))


def _next_band(least: float) -> float:
    """Where the band below this score ends: at a score of zero there are no bands any more."""
    return least * ABOUT_AS_WELL if least > 1e-9 else -math.inf


def _least_reached(scores: Sequence[float], limit: int) -> float:
    """The end of the last band that the best so many come from."""
    if len(scores) <= limit:
        return -math.inf
    wanted = heapq.nlargest(limit, scores)[-1]
    least = _next_band(max(scores))
    while least > wanted:
        least = _next_band(least)
    return least


def _nearest_first(ranked: Iterable[Ranked], limit: int, after: Ranked | None) -> list[Ranked]:
    """The best, band by band; those of the band of `after` only if they come behind it."""
    left = list(ranked)
    best: list[Ranked] = []
    least = max((one.then for one in left), default=0.0)
    while left and len(best) < limit:
        least = _next_band(least)
        band = [one for one in left if one.then >= least]
        left = [one for one in left if one.then < least]
        if after is not None:
            if after.then < least:
                continue
            band = [one for one in band if one < after]
            after = None
        best += heapq.nlargest(limit - len(best), band)
    return best
