"""Which documents are read for a question, so that it takes no longer in a larger city; compare leaders.py.

Rare words bring in all their documents. Of a common word the strongest of each kind are read, as many of what is
near as a list can show, and what it shares with other words: each a clause that one index answers.
"""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Sequence
from functools import partial

from psycopg import sql

from community.search import leaders, scoring
from community.search.asking import Asked
from community.search.postgresql_clauses import CLAUSE, Chosen
from community.search.postgresql_conditions import MOST_ALTERNATIVES, Conditions, tiered
from community.search.postgresql_scoring import Scores, Wanted, array
from community.search.postgresql_terms import tier
from community.search.postgresql_words import Past, Tally, Words

# What is known of how often words stand together is a guess: so much more is read than should be enough.
MARGIN = 1.5
WIDER = 8
# About the part of what has a word that has a pair or a rare word with it.
BESIDE = 0.1
# One look into the index takes as long as it has alternatives, for each document it finds.
TOGETHER = 16
# So many times what is wanted is read rather than chosen from.
FEW_MORE = 3
# From which part on the latest are read alone; to tell them apart costs more than reading some.
LATEST = 0.15


class Candidates:
    """Chooses what is read for one question."""

    def __init__(self, words: Words, scores: Scores, asked: Asked, today: int, past: Past) -> None:
        self._words = words
        self._scores = scores
        self._asked = asked
        self._further = 2 * asked.depth
        self.of_question = Conditions(words, scores, asked, today, past)
        self.kinds = self.of_question.kinds
        self._name = {words.state.kind(kind): kind for kind in words.state.kinds}
        self._size = max(words.state.documents, 1)
        self._all = words.everything()
        self._past = past
        self._share = self.of_question.share

    def clause(self, *conditions: sql.Composable, limit: int | None = None, strong: bool = False) -> sql.Composable:
        """What is read under some conditions and those of the question."""
        every = [*conditions, *self.of_question.every] or [sql.SQL("true")]
        return CLAUSE.format(
            strong=sql.Literal(strong), documents=self._words.documents, conditions=sql.SQL(" AND ").join(every),
            limit=sql.SQL(" LIMIT {}").format(sql.Literal(limit)) if limit is not None else sql.SQL(""),
        )  # fmt: skip

    def first(self, wanted: Wanted) -> Chosen:
        """What is read at first."""
        chosen = Chosen()
        if wanted.keys:
            chosen.clauses.append(self.clause(self.has_any(wanted.keys)))
        for number in wanted.leaders:
            self._strongest(chosen, number, self.kinds, 1, self.most_of_each // len(wanted.leaders))
        if wanted.leading is not None:
            self.lead(chosen, wanted.leading[0])
        return chosen

    def lead(self, chosen: Chosen, number: int) -> None:
        """What is read of the one common word that brings documents in."""
        self._strongest(chosen, number, self.kinds, 1)
        self._nearest(chosen, number)
        for read in self._beside(chosen, number):
            if chosen.expected >= leaders.MOST_CHOSEN + self._further:
                break
            read()

    def _beside(self, chosen: Chosen, number: int) -> Iterator[Callable[[], None]]:
        """Reads what other words share with this one: pairs and rare ones, all common ones together, then each."""
        rare, common, pairs = self._scores.beside()
        for keys in (rare, pairs):
            if keys:
                tallies, together = self._words.tallies(number), self.has_any(keys)
                yield partial(self._read_in_turn, chosen, tallies, number, BESIDE, leaders.SHARED, together)
        others = [other for other in self._words.numbers(common) if other != number]
        if others:
            yield partial(self._shared, chosen, number, others)
        if len(others) > 1:
            for other in others[: leaders.MOST_SHARED - 1]:
                yield partial(self._shared, chosen, number, [other])

    def leads_to_few(self, wanted: Wanted) -> bool:
        """Whether the leading word may have but few documents that the question allows."""
        if self.of_question.narrowed or wanted.leading is None:
            return True
        tallies = self._words.tallies(wanted.leading[0])
        return sum(tally.often for tally in tallies if tally.kind in self.kinds) <= leaders.SHARED

    def has_any(self, numbers: Sequence[int]) -> sql.Composable:
        """Having one of some words."""
        return sql.SQL("keys && {}").format(array(numbers, "bigint"))

    def _has(self, numbers: Sequence[int]) -> sql.Composable:
        return sql.SQL("keys @> {}").format(array(numbers, "bigint"))

    def _shown(self) -> list[int]:
        return [kind for kind in self.kinds if self._asked.shows(self._name[kind])]

    def _often(self, number: int) -> int:
        return sum(tally.often for tally in self._words.tallies(number))

    def _shared(self, chosen: Chosen, number: int, others: list[int]) -> None:
        """The strongest of each of two words among what has both, and all the others."""
        words = [number, *others]
        together = self._share
        for word in words:
            together *= self._often(word) / self._size
        if together * self._size * MARGIN <= leaders.SHARED:
            chosen.add(self.clause(self._has(words), limit=self._most_shared), self._most_shared)
            return
        for word in (number, others[0]):
            share = together * self._size / max(self._often(word), 1)
            tiers, _more = self._tiers(word, self._shown(), self.most_of_each, share)
            rest = [other for other in words if other != word]
            self._read_in_turn(chosen, tiers, word, share, self._most_shared // 2, self._has(rest))

    def _read(
        self, chosen: Chosen, number: int, tallies: Sequence[Tally], *conditions: sql.Composable, strong: bool = False
    ) -> None:  # fmt: skip
        """Read what has a word that strongly, and fulfils some conditions."""
        if len(tallies) == len(self._words.tallies(number)):
            chosen.clauses.append(self.clause(self._has([number]), *conditions, strong=strong))
            return
        tiers = [tally.tier(number) for tally in tallies]
        parts = [tiers[start : start + TOGETHER] for start in range(0, len(tiers), TOGETHER)]
        chosen.clauses += [self.clause(tiered(part), *conditions, strong=strong) for part in parts]

    def _read_in_turn(
        self, chosen: Chosen, tallies: Sequence[Tally], number: int, share: float, limit: int, condition: sql.Composable
    ) -> None:  # fmt: skip
        """Read so many that have a word, the weaker ones only where the stronger ones are not enough.

        `share` is about the part of them that fulfils the condition.
        """
        parts: list[list[int]] = []
        expected = math.inf
        for tally in tallies:
            if expected >= MARGIN * limit or len(parts[-1]) == TOGETHER:
                parts.append([])
                expected = 0.0
            parts[-1].append(tally.tier(number))
            expected += tally.often * share
        if parts:
            chosen.add_in_turn([self.clause(tiered(part), condition, limit=limit) for part in parts], limit)

    def _tiers(
        self, number: int, kinds: Collection[int], most: int, share: float
    ) -> tuple[list[Tally], set[int]]:  # fmt: skip
        """Of each kind, the strongest levels that should hold enough; and the kinds that have weaker ones."""
        result: list[Tally] = []
        expected: defaultdict[int, float] = defaultdict(float)
        more: set[int] = set()
        for tally in self._words.tallies(number):
            if tally.kind not in kinds:
                continue
            if expected[tally.kind] >= most:
                more.add(tally.kind)
                continue
            result.append(tally)
            expected[tally.kind] += tally.often * share * self._present(tally.kind)
        return result, more

    def _present(self, kind: int) -> float:
        """Which part of a kind is not over."""
        return max(1 - self._past.of_kind[kind] / max(self._all[kind], 1), 0.02)

    def _strongest(
        self, chosen: Chosen, number: int, kinds: Collection[int], wider: int, most: int | None = None
    ) -> None:  # fmt: skip
        most = most or self.most_of_each
        tallies, more = self._tiers(number, kinds, most, self._share / wider)
        small = []
        for tally in tallies:
            expected = tally.often * self._share * self._present(tally.kind)
            latest = self._latest([tally.kind], most * wider, expected)
            if latest is None:
                small.append(tally)
                chosen.expected += expected
            else:
                self._read(chosen, number, [tally], latest, strong=True)
                chosen.expected += MARGIN * most * wider
                more.add(tally.kind)
        self._read(chosen, number, small, strong=True)
        chosen.more |= more

    def _latest(self, kinds: Collection[int], most: int, expected: float) -> sql.Composable | None:
        """The latest documents of some kinds, enough for `most` where so many are expected of all; None for all."""
        part = MARGIN * most / max(expected, 1.0)
        if part > LATEST:
            return None
        left = {kind: part * self._all[kind] for kind in kinds}
        tiers = []
        for kind, block, often in self._words.blocks():
            if left.get(kind, 0.0) > 0:
                left[kind] -= often
                tiers.append(block)
        return tiered(tiers)

    def _nearest(self, chosen: Chosen, number: int) -> None:
        """As many as a list can show of what is equally near."""
        most = leaders.NEAREST + self._further
        shown = self._shown()
        lifts = self._asked.lifts
        for facts, often in self._near():
            share = self.of_question.share_anywhere * often / self._size
            tallies: list[Tally] = []
            expected = 0.0
            if self._often(number) * share <= FEW_MORE * most:
                chosen.add(self.clause(self._has([number]), tiered(map(tier, facts))), self._often(number) * share)
                continue
            for tally in sorted(
                (tally for tally in self._words.tallies(number) if tally.kind in shown),
                key=lambda tally: -(tally.level + 10) * lifts.get(self._name[tally.kind], 1.0),
            ):
                if expected >= most:
                    break
                tallies.append(tally)
                expected += tally.often * share * self._present(tally.kind)
            latest = self._latest(shown, most, expected)
            conditions = [tiered(map(tier, facts)), *([latest] if latest is not None else [])]
            self._read(chosen, number, tallies, *conditions)
            chosen.expected += min(expected, MARGIN * most)

    def _near(self) -> Iterable[tuple[list[int], int]]:
        """The facts of regions that are equally near, and how many documents lie there."""
        levels: defaultdict[float, list[str]] = defaultdict(list)
        within = self._asked.region_codes
        for code, lift in self._asked.near.items():
            if within is None or code in within:
                levels[lift].append(code)
        for codes in levels.values():
            facts, often = self.of_question.regions(codes)
            if facts:
                yield facts, often

    def wider(self, wanted: Wanted, chosen: Chosen, kinds: Collection[int], wider: int) -> None:
        """More of these kinds, of which too few were left."""
        leading = [wanted.leading[0]] if wanted.leading is not None else []
        for number in [*wanted.leaders, *leading]:
            self._strongest(chosen, number, kinds, wider)

    def everything(self) -> Chosen:
        """What is read without words: all, or of each kind and of what is near as many as a list can show."""
        if self.of_question.left <= scoring.COMMON:
            return Chosen([self.clause()])
        chosen = Chosen()
        self.latest(chosen, self.kinds, 1)
        shown = self._shown()
        for facts, often in self._near():
            most = leaders.NEAREST + self._further
            latest = self._latest(shown, most, often * self.of_question.share_anywhere)
            chosen.clauses.append(self.clause(tiered(map(tier, facts)), *([latest] if latest is not None else [])))
        rare, common, _pairs = self._scores.beside()
        for key in [*rare, *self._words.numbers(common)]:
            chosen.clauses.append(self.clause(self._has([key]), limit=leaders.SHARED))
        return chosen

    def latest(self, chosen: Chosen, kinds: Collection[int], wider: int) -> None:
        """The latest of each kind."""
        chosen.more |= set(kinds)
        for kind in kinds:
            latest = self._latest(
                [kind], self.most_of_each * wider, self._all[kind] * self._share * self._present(kind)
            )
            if latest is not None:
                chosen.clauses.append(self.clause(latest, strong=True))
                continue
            chosen.more.discard(kind)
            blocks = [block for of, block, _often in self._words.blocks() if of == kind]
            for start in range(0, len(blocks), MOST_ALTERNATIVES):
                every = tiered(blocks[start : start + MOST_ALTERNATIVES])
                chosen.clauses.append(self.clause(every, strong=True))

    @property
    def _most_shared(self) -> int:
        return int(MARGIN * leaders.SHARED) + self._further

    @property
    def most_of_each(self) -> int:
        """How many of each kind are enough."""
        return leaders.EACH + self._further
