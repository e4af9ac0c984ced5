"""The score of scoring.py as one SQL expression, and which words bring documents in.

Rare words bring in all their documents, one common word its leaders; all other words only reorder those.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from psycopg import sql

from community.search import scoring
from community.search.analysis import WRITTEN, Query
from community.search.asking import Asked
from community.search.postgresql_words import Words, rarity

# So many documents of rare words are read at most; a word that brings more is treated as a common one.
MOST_READ = 3_000
# Of how many common words that go on as typed the strongest are read.
MOST_LEADERS = 3
# Keys are in order, so this is a binary search.
IMPACT = sql.SQL("CASE WHEN keys[width_bucket({key}, keys)] = {key} THEN impacts[width_bucket({key}, keys)] ELSE 0 END")
ZERO = sql.SQL("0::double precision")


@dataclass(slots=True)
class Wanted:
    """What brings documents in: the keys of rare words, and numbers of common words of which leaders are taken.

    `leading` is the common word they all have, and what its impact is worth.
    """

    keys: list[int] = field(default_factory=list)
    leaders: list[int] = field(default_factory=list)
    leading: tuple[int, float] | None = None


class Scores:
    """One question's words, looked up and weighed."""

    def __init__(self, words: Words, query: Query, asked: Asked, size: int) -> None:
        self._words = words
        self._query = query
        self._size = size
        self.pairs = [pair for pair in pairwise(query.words) if not query.lesser.issuperset(pair)]
        exact = [f"{mark}{typed}" for typed, _root in query.exact for mark in WRITTEN]
        self._place = [f"={word}" for word in asked.place]
        words.look_up([*query.terms, *query.required, *query.excluded, *exact, *self._place])
        often = words.often
        self.order = scoring.in_order(query, often)
        self.common = set(self._common())
        last = query.words[-1] if query.words else ""
        self.begun = self._begun() if last not in self.common else []

    def _common(self) -> Iterable[str]:
        total = 0
        for word in self.order:
            often = self._words.often(word)
            if often > scoring.COMMON or total + often > MOST_READ:
                yield word
            else:
                total += often

    def _begun(self) -> list[str]:
        start = self._query.beginning
        if not start:
            return []
        found = self._words.beginning(start, scoring.MOST_LOOKED_AT)
        often = self._words.often
        return heapq.nsmallest(scoring.MOST_BEGUN, found, key=lambda word: (-often(word), word))

    def _rarity(self, term: str) -> float:
        return rarity(self._words.often(term), self._size)

    def _weight(self, root: str) -> float:
        return scoring.LESSER_WEIGHT if root in self._query.lesser else 1.0

    def wanted(self) -> Wanted:
        """What brings documents in, as long as nothing else is found: the first common word leads."""
        words = self._words
        rare = [word for word in self.order if word not in self.common]
        result = Wanted(keys=words.numbers(rare))
        brought = sum(map(words.often, rare))
        for word in reversed(self.begun):
            number = words.number(word)
            if number is None:
                continue
            brought += words.often(word)
            if words.often(word) > scoring.COMMON or brought > MOST_READ:
                # The commonest last.
                result.leaders = [*result.leaders, number][-MOST_LEADERS:]
            else:
                result.keys.append(number)
        result.leading = next(iter(self.common_ones()), None)
        return result

    def _lead(self) -> str | None:
        return next((word for word in self.order if word in self.common), None)

    def common_ones(self) -> list[tuple[int, float]]:
        """The common words in the order in which they bring documents in, and what the impact of each is worth."""
        common = (word for word in self.order if word in self.common)
        known = ((self._words.number(word), self._weight(word) * self._rarity(word)) for word in common)
        return [(number, worth) for number, worth in known if number is not None]

    def found_before(self) -> tuple[list[int], int]:
        """What brings documents in before the first common word: keys, and how many documents at most."""
        lead = self._lead()
        before = self.order[: self.order.index(lead)] if lead is not None else self.order
        words = [*before, *(self.begun if self._query.words[-1] in before else ())]
        return self._words.numbers(words), sum(map(self._words.often, words))

    def score(self) -> sql.Composable:
        """The score of a document; summed up in the same order as everywhere."""
        if not self._query.words:
            return sql.SQL("1::double precision")
        parts = [part for root in self.order if (part := self._of_word(root)) is not None]
        for left, right in self.pairs:
            worth = scoring.PAIR_WEIGHT * (self._rarity(left) + self._rarity(right)) / 2
            parts += self._times(worth, f"{left} {right}")
        for typed, root in self._query.exact:
            for mark in WRITTEN:
                parts += self._times(scoring.EXACT_WEIGHT * self._rarity(root), f"{mark}{typed}")
        return sql.SQL(" + ").join(parts) if parts else ZERO

    def _of_word(self, root: str) -> sql.Composable | None:
        weight = self._weight(root)
        if not (root == self._query.words[-1] and self.begun):
            return next(iter(self._times(weight * self._rarity(root), root)), None)
        forms = {root: 1.0, **dict.fromkeys(self.begun, scoring.BEGUN_WEIGHT)}
        # One asked word is as rare as the commonest of its forms, or its rare forms would count too much.
        worth = min((self._rarity(term) for term in forms if self._words.often(term)), default=0.0)
        best = [part for term, form in forms.items() for part in self._times(worth * form, term)]
        if not best:
            return None
        return sql.SQL("{} * greatest({})").format(literal(weight), sql.SQL(", ").join(best))

    def _times(self, worth: float, term: str) -> list[sql.Composable]:
        key = self._words.key(term)
        if key is None:
            return []
        return [sql.SQL("{} * {}").format(literal(worth), impact(key))]

    def named(self) -> sql.Composable:
        """How much a title is about the place that is asked for, if it names all its words."""
        keys = [self._words.key(term) for term in self._place]
        known = [key for key in keys if key is not None]
        if not keys or len(known) < len(keys):
            return ZERO
        return sql.SQL("least({})::double precision").format(sql.SQL(", ").join(map(impact, known)))

    def beside(self) -> tuple[list[int], list[str], list[int]]:
        """What leaders should have too: rare words of the place, common words, and pairs, as keys or terms."""
        query, often = self._query, self._words.often
        places = [term for term in self._place if often(term)]
        rare = self._words.numbers(term for term in places if often(term) <= scoring.COMMON)
        common = [term for term in (*places, *query.terms) if often(term) > scoring.COMMON and term not in query.lesser]
        pairs = [self._words.key(f"{left} {right}") for left, right in self.pairs]
        return rare, sorted(common, key=often), [key for key in pairs if key is not None]

    def required(self) -> list[int] | None:
        """The keys of what must be there; None where something of it is nowhere."""
        keys = [self._words.key(term) for term in self._query.required if (term,) != self._query.words]
        return None if None in keys else [key for key in keys if key is not None]

    def excluded(self) -> list[int]:
        """The keys of what must not be there."""
        return self._words.numbers(self._query.excluded)


def impact(key: int) -> sql.Composable:
    """The impact of a term in a row, 0 where it is not there."""
    return IMPACT.format(key=sql.SQL("{}::bigint").format(sql.Literal(key)))


def literal(value: float) -> sql.Composable:
    """A number as it is reckoned with."""
    return sql.SQL("{}::double precision").format(sql.Literal(value))


def array(values: Sequence[int], of: str) -> sql.Composable:
    """An array of numbers."""
    return sql.SQL("{}::{}[]").format(sql.Literal(list(values)), sql.SQL(of))
