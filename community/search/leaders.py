"""Which documents of a common word are looked at, so that a question takes no longer in a larger city.

Of each kind the strongest are taken; of what is near, as many as a list can show; and what other words of the
question have in common with the word. All else would stand behind them, in nearly all cases.
"""

from __future__ import annotations

import heapq
from bisect import bisect_right
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import reduce
from itertools import chain, islice, product
from operator import and_

from community.search.asking import Asked
from community.search.ranking import Fit
from community.search.rows import bits_of, numbers_in
from community.search.segments import COMMON, Postings, Segment

# How many of each kind are taken, and of what is equally near; how many of what words share; how many are passed
# over to find them; and when that is enough.
EACH = 50
NEAREST = 50
SHARED = 1_000
MOST_SHARED = 4
FEW = 20
FARTHEST = 1_000
MOST_CHOSEN = 3_000


@dataclass(slots=True)
class Chosen:
    """Documents of one term that are looked at, with their impacts, and the kinds of which there are more."""

    impacts: dict[int, float] = field(default_factory=dict)
    more: set[str] = field(default_factory=set)


class Chooser:
    """Chooses among the documents of one segment for one question."""

    def __init__(
        self, segment: Segment, asked: Asked, required: Sequence[str], excluded: Sequence[str], beside: Sequence[str]
    ) -> None:  # fmt: skip
        self.without = segment.numbers_of(asked.without)
        self.required = [*map(segment.postings, required), *segment.narrowed(asked.trade, asked.days)]
        # Who turns pages is shown more than the strongest.
        self._further = 2 * asked.depth
        self._segment = segment
        self._rows = segment.rows
        self._asked = asked
        self._excluded = [segment.postings(term) for term in excluded]
        self._beside = beside
        self._kinds = [kind for kind in self._rows.kinds if asked.kinds is None or kind in asked.kinds]
        kinds, codes = set(self._kinds), asked.region_codes
        self._asked_for = [kind in kinds and (codes is None or code in codes) for kind, code in self._rows.places]

    def _cells(self, kind: str) -> list[int]:
        """The cells of a kind in the regions asked for."""
        if self._asked.region_codes is None:
            return self._rows.cells_of(kind)
        return self._there((kind, region) for region in self._asked.region_codes)

    def _there(self, places: Iterable[tuple[str, str]]) -> list[int]:
        return [self._rows.cell_of[place] for place in places if place in self._rows.cell_of]

    def _levels(self) -> Iterator[list[int]]:
        """What is near, in cells that are equally near."""
        regions: defaultdict[float, list[str]] = defaultdict(list)
        for region, lift in self._asked.near.items():
            if self._asked.region_codes is None or region in self._asked.region_codes:
                regions[lift].append(region)
        kinds = [kind for kind in self._kinds if self._asked.shows(kind)]
        for codes in regions.values():
            yield self._there(product(kinds, codes))

    def choose(self, postings: Postings) -> Chosen:
        """The documents of a term that are looked at: all of them, unless it is common."""
        if len(postings) <= COMMON:
            return Chosen(self.allowed(dict(zip(postings.numbers, postings.impacts, strict=True))))
        bits = self._bits_allowed(postings)
        if bits is not None and (few := self._if_few(bits)) is not None:
            return Chosen(dict(postings.among(few)))
        chosen = self._strongest(postings, bits)
        others: set[int] = set()
        known = 0
        for shared, other in islice(self._shared(postings, bits), MOST_SHARED):
            if len(chosen.impacts) + len(others) > MOST_CHOSEN + self._further:
                break
            few = self._if_few(shared & ~known)
            if few is not None:
                known |= shared
                others.update(few)
            else:
                chosen.impacts |= self._strongest(postings, shared).impacts
                others.update(self._strongest(other, shared).impacts)
        chosen.impacts.update(postings.among(others - chosen.impacts.keys()))
        return chosen

    def allowed(self, found: Mapping[int, float]) -> dict[int, float]:
        """Those that are asked for and still there, have all that is required and nothing that is excluded."""
        asked_for, cells, gone = self._asked_for, self._rows.cells, self._segment.gone
        kept = {number: worth for number, worth in found.items() if asked_for[cells[number]] and number not in gone}
        for number in self.without & kept.keys():
            del kept[number]
        for postings in self.required:
            present = {number for number, _impact in postings.among(kept)}
            kept = {number: worth for number, worth in kept.items() if number in present}
        for postings in self._excluded:
            for number in [number for number, _impact in postings.among(kept)]:
                del kept[number]
        return kept

    def _bits_allowed(self, postings: Postings) -> int | None:
        """What has all that is required and nothing that is excluded; None where that is everything."""
        if not self.required and not self._excluded:
            return None
        size = self._rows.size
        bits = reduce(and_, (one.bits(size) for one in self.required), postings.bits(size))
        for one in self._excluded:
            bits &= ~one.bits(size)
        return bits

    def _shared(self, postings: Postings, bits: int | None) -> Iterator[tuple[int, Postings]]:
        """What other words share with this one: all common ones together, the rare ones, then each common one."""
        size = self._rows.size
        beside = [one for term in self._beside if len(one := self._segment.postings(term)) and one is not postings]
        if not beside:
            return
        mine = postings.bits(size) if bits is None else bits
        common = sorted((one for one in beside if len(one) > COMMON), key=len)
        if len(common) > 1:
            yield reduce(and_, (one.bits(size) for one in common), mine), common[0]
        rare = [one for one in beside if len(one) <= COMMON]
        if rare:
            yield mine & bits_of(chain.from_iterable(one.numbers for one in rare), size), rare[0]
        for one in common:
            yield mine & one.bits(size), one

    def _if_few(self, bits: int) -> set[int] | None:
        bits &= self._rows.kind_bits(self._kinds)
        return set(self.allowed(dict.fromkeys(numbers_in(bits), 0.0))) if bits.bit_count() <= SHARED else None

    def _strongest(self, postings: Postings, bits: int | None) -> Chosen:
        """The strongest of each kind and of what is near, among those whose bits are set."""
        mask = None if bits is None else bits.to_bytes(self._rows.size // 8 + 1, "little")
        chosen = Chosen()
        others = 0
        for kind in self._kinds:
            if bits is not None:
                mine = bits & self._rows.kind_bits([kind])
                if mine.bit_count() <= EACH:
                    others |= mine
                    continue
            taken, ended = self._take(
                chosen.impacts, postings, self._best_of_kind(postings, kind), EACH + self._further, mask
            )
            if not ended:
                chosen.more.add(kind)
                if bits is not None and taken < FEW:
                    chosen.impacts.update(postings.among(numbers_in(mine, FEW)))
        for cells in self._levels():
            self._take(chosen.impacts, postings, self._best_of_cells(postings, cells), NEAREST + self._further, mask)
        chosen.impacts.update(postings.among(numbers_in(others)))
        return chosen

    def _best_of_kind(self, postings: Postings, kind: str) -> Iterable[int]:
        if self._asked.region_codes is None:
            return postings.best_of_kind(self._rows, self._segment.gone, kind)
        return self._best_of_cells(postings, self._cells(kind))

    def _best_of_cells(self, postings: Postings, cells: Iterable[int]) -> Iterator[int]:
        merged = heapq.merge(*(self._ranked(postings, cell) for cell in cells), reverse=True)
        return (position for _strength, position in merged)

    def _ranked(self, postings: Postings, cell: int) -> Iterator[tuple[float, int]]:
        lift = self._asked.lifts.get(self._rows.places[cell][0], 1.0)
        for position in postings.best_of_cell(self._rows, self._segment.gone, cell):
            yield postings.impacts[position] * lift, position

    def _take(
        self, chosen: dict[int, float], postings: Postings, positions: Iterable[int], most: int, mask: bytes | None
    ) -> tuple[int, bool]:  # fmt: skip
        """Put in the first ones that are still there; how many, and whether that is all of them."""
        gone, numbers, impacts = self._segment.gone, postings.numbers, postings.impacts
        taken = 0
        for looked_at, position in enumerate(positions):
            if taken == most or looked_at == FARTHEST + self._further:
                return taken, False
            number = numbers[position]
            if (
                number not in gone
                and number not in self.without
                and (mask is None or mask[number >> 3] >> (number & 7) & 1)
            ):
                chosen[number] = impacts[position]
                taken += 1
        return taken, True

    def fitting(self, scores: Mapping[int, float], named: Mapping[int, float]) -> Iterator[Fit]:
        """What may be found of what has a score; `named` tells how much a title is about the asked place."""
        rows, codes = self._rows, self._asked.region_codes
        kinds = set(self._kinds)
        for number, score in scores.items():
            kind, region = rows.places[rows.cells[number]]
            if kind in kinds and (codes is None or region in codes):
                yield Fit(
                    score, kind, rows.ids[number], region, rows.trade(number), rows.since[number], rows.until[number],
                    named.get(number, 0.0),
                )  # fmt: skip

    def count(self, term: str, least: Callable[[str], float], worth: float) -> Counter[str]:
        """How many documents of a term, of each kind, are worth at least so much; without a term, all documents."""
        postings = self._segment.postings(term) if term else self._segment.everything()
        counts: Counter[str] = Counter()
        for kind in self._kinds:
            if self._asked.region_codes is None:
                lists = [postings.best_of_kind(self._rows, self._segment.gone, kind)]
            else:
                lists = [postings.best_of_cell(self._rows, self._segment.gone, cell) for cell in self._cells(kind)]
            for positions in lists:
                counts[kind] += bisect_right(
                    positions, -least(kind), key=lambda place: -worth * postings.impacts[place]
                )
        lost = self._segment.gone_since(postings.without) | (self.without - self._segment.gone)
        for fit in self.fitting(dict(postings.among(lost)), {}):
            if worth * fit.score >= least(fit.kind):
                counts[fit.kind] -= 1
        return counts
