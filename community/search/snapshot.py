"""One state of the Whoosh index, read and scored.

Whoosh keeps, merges and deletes; its own scorers take some 10 µs for every posting in pure Python, too long
for words that stand in every third document. Here whole blocks of postings are decoded at once and
remembered for as long as their segment lives, and common words only reorder what rarer ones found.
"""

from __future__ import annotations

import heapq
import math
import struct
from array import array
from bisect import bisect_left
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import islice, pairwise
from typing import Any

from community.search.analysis import Query
from community.search.hits import Found, Hit

# kind, region code, id, last useful day as an ordinal (0: none).
KIND_BYTES = 12
ROW = struct.Struct(f"!{KIND_BYTES}s13sqi")
WORDS, ROWS = "words", "row"
MOST_REMEMBERED = 300_000
COMMON = 2_000
ENOUGH = 300
MOST_BEGUN = 12
MOST_LOOKED_AT = 60
BEGUN_WEIGHT, PAIR_WEIGHT, LESSER_WEIGHT = 0.8, 0.3, 0.3
WANTED_LIFT = 1.6
# What fits less than this part of the best is not called a result.
CUT = 0.45
# What fits at least this part as well as another fits about as well: the nearer of the two comes first.
ABOUT_AS_WELL = 0.75
# What a title that names the asked place is lifted by; enough to leave the others of that place behind.
NAMED_LIFT = 0.6
Postings = tuple[Any, Any]
NONE: Postings = (array("I"), array("f"))
# How near (a lift), how well it fits, the document's number.
Ranked = tuple[float, float, int]


@dataclass(slots=True)
class Memory:
    """What was decoded of one segment, whose files never change; documents as (kind, region, id, until)."""

    rows: list[tuple[str, str, int, int]]
    postings: dict[str, Postings] = field(default_factory=dict)
    size: int = 0

    def keep(self, term: str, found: Postings) -> Postings:
        """Remember the postings of a term; everything is forgotten when it grows too much."""
        if self.size > MOST_REMEMBERED:
            self.postings.clear()
            self.size = 0
        self.postings[term] = found
        self.size += len(found[0])
        return found


def _read_rows(reader: Any) -> list[tuple[str, str, int, int]]:
    names: dict[bytes, str] = {}
    column = b"".join(reader.column_reader(ROWS, translate=False))
    rows = []
    for kind, region, number, until in ROW.iter_unpack(column):
        for name in (kind, region):
            if name not in names:
                names[name] = name.rstrip(b"\0").decode()
        rows.append((names[kind], names[region], number, until))
    if len(rows) != reader.doc_count_all() or names.get(bytes(KIND_BYTES)) is not None:
        raise ValueError("the column of documents is cut short")
    return rows


class Segment:
    """One file of the index: its documents have numbers from `base` on."""

    def __init__(self, reader: Any, base: int, memory: Memory | None) -> None:
        self._reader = reader
        self.base = base
        self.memory = memory or Memory(_read_rows(reader))
        self.removed = {base + number for number in reader.segment().deleted_docs()}

    @property
    def name(self) -> str:
        """The random name Whoosh gave it."""
        return str(self._reader.segment().segment_id())

    def postings(self, term: str) -> Postings:
        """(document numbers within the segment, impacts) of a term, removed documents among them."""
        known = self.memory.postings.get(term)
        if known is not None:
            return known
        if (WORDS, term) not in self._reader:
            return NONE
        return self.memory.keep(term, self._decode(term))

    def _decode(self, term: str) -> Postings:
        # Whoosh's public way is one posting at a time; 2.7.4 is its last release, so its blocks stay as they are.
        field_format = self._reader.schema[WORDS].format
        matcher = self._reader._terms.matcher(WORDS, term.encode(), field_format)
        numbers, impacts = array("I"), array("f")
        while True:
            matcher._read_ids()
            matcher._read_weights()
            numbers.extend(matcher._ids)
            impacts.extend(matcher._weights)
            if matcher._lastblock:
                return numbers, impacts
            matcher._next_block()

    def read_all(self) -> None:
        """Decode every term once, keeping nothing."""
        for _field, term in self._reader.terms_from(WORDS, ""):
            self._decode(term.decode())

    def beginning(self, start: str) -> Iterator[str]:
        """Words of titles and skills that begin so, in alphabetical order."""
        for found in self._reader.expand_prefix(WORDS, f"={start}"):
            yield found.decode()


class Snapshot:
    """The index as one commit left it; `memories` of an older snapshot are taken over by segment name."""

    def __init__(self, reader: Any, today: int, memories: Mapping[str, Memory]) -> None:
        self.segments = []
        base = 0
        for leaf in _leaves(reader):
            name = str(leaf.segment().segment_id())
            self.segments.append(Segment(leaf, base, memories.get(name)))
            base += leaf.doc_count_all()
        self.today = today
        self._rows = [row for segment in self.segments for row in segment.memory.rows]
        self._gone = {number for number, row in enumerate(self._rows) if 0 < row[3] < today}
        for segment in self.segments:
            self._gone |= segment.removed
        self.size = len(self._rows) - len(self._gone)

    @property
    def memories(self) -> dict[str, Memory]:
        """What was decoded, by segment name."""
        return {segment.name: segment.memory for segment in self.segments}

    def find(
        self, query: Query, *, limit: int, kinds: Collection[str] | None, shown: Collection[str] | None,
        region_codes: Collection[str] | None, near: Mapping[str, float], place: Sequence[str],
    ) -> Found:  # fmt: skip
        """The best hits and the counts; see Engine.find. `place` are the words of a place as they are written."""
        rows = self._rows
        if query.words:
            scores = self._scores(query)
        else:
            scores = dict.fromkeys(range(len(rows)), 1.0) if region_codes else {}
        for number in self._gone & scores.keys():
            del scores[number]
        fitting = [
            (score, number)
            for number, score in scores.items()
            if (kinds is None or rows[number][0] in kinds) and (region_codes is None or rows[number][1] in region_codes)
        ]
        least = CUT * max(fitting)[0] if fitting else 0.0
        fitting = [pair for pair in fitting if pair[0] >= least]
        counts = Counter(rows[number][0] for _, number in fitting)
        if shown is not None:
            fitting = [pair for pair in fitting if rows[pair[1]][0] in shown]
        best = _nearest_first(self._lifted(fitting, query.wanted, near, place), limit)
        return Found([Hit(rows[number][0], rows[number][2], score) for _, score, number in best], dict(counts))

    def _lifted(
        self, fitting: Sequence[tuple[float, int]], wanted: Collection[str], near: Mapping[str, float],
        place: Sequence[str],
    ) -> list[Ranked]:  # fmt: skip
        rows = self._rows
        kinds = dict.fromkeys(wanted, WANTED_LIFT)
        titled = self._titled(place)
        result = []
        for score, number in fitting:
            kind, region, _id, _until = rows[number]
            nearness = near.get(region, 1.0)
            result.append((nearness, score * nearness * kinds.get(kind, 1.0) * titled.get(number, 1.0), number))
        return result

    def _titled(self, place: Sequence[str]) -> dict[int, float]:
        """The lift of each document in whose title or skills all words of the place stand."""
        impacts: list[dict[int, float]] = []
        for word in place:
            impacts.append({})
            for segment in self.segments:
                found = segment.postings(f"={word}")
                impacts[-1].update((number + segment.base, impact) for number, impact in zip(*found, strict=True))
        all_of_it = set.intersection(*map(set, impacts)) if impacts else set()
        return {number: 1 + NAMED_LIFT * min(one[number] for one in impacts) for number in all_of_it}

    def knows(self, root: str) -> bool:
        """Whether a root stands in the index."""
        return any(len(segment.postings(root)[0]) for segment in self.segments)

    def _scores(self, query: Query) -> dict[int, float]:
        scores: dict[int, float] = {}
        begun = self._begun(query)
        for root in sorted(query.words, key=self._frequency):
            weight = LESSER_WEIGHT if root in query.lesser else 1.0
            self._add(scores, {root: 1.0, **begun} if root == query.words[-1] else {root: 1.0}, weight)
        for left, right in pairwise(query.words):
            if {left, right} <= query.lesser:
                continue
            worth = PAIR_WEIGHT * (self._rarity(left) + self._rarity(right)) / 2
            for segment in self.segments:
                _raise_known(scores, segment, segment.postings(f"{left} {right}"), worth)
        for term in query.required:
            present = set(self._numbers(term))
            scores = {number: score for number, score in scores.items() if number in present}
        for term in query.excluded:
            for number in self._numbers(term):
                scores.pop(number, None)
        return scores

    def _begun(self, query: Query) -> dict[str, float]:
        if not query.beginning:
            return {}
        words = {
            word for segment in self.segments for word in islice(segment.beginning(query.beginning), MOST_LOOKED_AT)
        }
        often = heapq.nsmallest(MOST_BEGUN, words, key=lambda word: (-self._frequency(word), word))
        return dict.fromkeys(often, BEGUN_WEIGHT)

    def _add(self, scores: dict[int, float], terms: Mapping[str, float], weight: float) -> None:
        """Add what one asked word is worth: in each document, the best of the terms that stand for it."""
        term = next(iter(terms))
        common = self._frequency(term) > COMMON
        for segment in self.segments:
            if len(terms) == 1 or common:
                found, worth = segment.postings(term), self._rarity(term) * weight
            else:
                found, worth = self._best_of(segment, terms), weight
            if common and len(scores) >= ENOUGH:
                _raise_known(scores, segment, found, worth)
            else:
                for number, impact in zip(found[0], found[1], strict=True):
                    number += segment.base
                    scores[number] = scores.get(number, 0.0) + worth * impact

    def _best_of(self, segment: Segment, terms: Mapping[str, float]) -> Postings:
        # One asked word is as rare as the commonest of its forms, or its rare forms would count too much.
        rarity = min((self._rarity(term) for term in terms if self._frequency(term)), default=0.0)
        best: dict[int, float] = {}
        for term, weight in terms.items():
            for number, impact in zip(*segment.postings(term), strict=True):
                best[number] = max(best.get(number, 0.0), rarity * weight * impact)
        return list(best), list(best.values())

    def _frequency(self, term: str) -> int:
        return sum(len(segment.postings(term)[0]) for segment in self.segments)

    def _rarity(self, term: str) -> float:
        often = self._frequency(term)
        return math.log(1 + (max(self.size - often, 0) + 0.5) / (often + 0.5))

    def _numbers(self, term: str) -> Iterator[int]:
        for segment in self.segments:
            yield from (segment.base + number for number in segment.postings(term)[0])


def _leaves(reader: Any) -> list[Any]:
    return [leaf for leaf, _base in reader.leaf_readers()] if reader.doc_count_all() else []


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


def _raise_known(scores: dict[int, float], segment: Segment, found: Postings, worth: float) -> None:
    numbers, impacts = found
    for number in scores:
        place = bisect_left(numbers, number - segment.base) if number >= segment.base else len(numbers)
        if place < len(numbers) and numbers[place] == number - segment.base:
            scores[number] += worth * impacts[place]
