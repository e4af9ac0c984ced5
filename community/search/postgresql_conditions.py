"""What a question allows, as conditions on rows, and how much they may leave."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence

from psycopg import sql

from community.search.asking import Asked, Days
from community.search.postgresql_scoring import Scores, array
from community.search.postgresql_terms import REGION, SINCE, TRADE, UNTIL, tier
from community.search.postgresql_words import Past, Words
from community.search.postgresql_writer import numbered

# With more numbers than this the index is slower than looking at each row.
MOST_ALTERNATIVES = 64
# In how few documents what must be there is guessed to stand: one in so many.
RARELY = 8
NOTHING = sql.SQL("false")


class Conditions:
    """`every` is what a row must fulfil; `share` is about the part of all documents that does, `share_anywhere` the
    part without asking for a region, and `left` the fewest documents that one of the conditions leaves. `narrowed` says
    that words or facts are asked for or excluded.
    """

    def __init__(self, words: Words, scores: Scores, asked: Asked, today: int, past: Past) -> None:
        self._words = words
        self._scores = scores
        self._asked = asked
        state = words.state
        self.kinds = [state.kind(kind) for kind in state.kinds if asked.kinds is None or kind in set(asked.kinds)]
        self._size = max(state.documents, 1)
        self.share = self.share_anywhere = 1.0
        self.left = state.documents
        self.narrowed = False
        self.every = [*self._read_facts(today, past), *self._read_words()]

    def _read_facts(self, today: int, past: Past) -> list[sql.Composable]:
        asked, words = self._asked, self._words
        result: list[sql.Composable] = []
        if len(self.kinds) < len(words.state.kinds):
            result.append(sql.SQL("kind = ANY({})").format(array(self.kinds, "smallint")))
        if past.total:
            result.append(sql.SQL("(until = 0 OR until >= {})").format(sql.Literal(today)))
        if asked.trade is not None:
            words.look_up([TRADE + asked.trade])
            facts = words.numbers([TRADE + asked.trade])
            result.append(self._has_fact(facts, words.often(TRADE + asked.trade)))
        result += map(self._lies_within, asked.days)
        self.share_anywhere = self.share
        if asked.region_codes is not None:
            result.append(self._lies_in(asked.region_codes))
        kinds, ids = numbered(words.state, asked.without)
        if kinds:
            gone = sql.SQL("(kind, id) NOT IN (SELECT * FROM unnest({}, {}))")
            result.append(gone.format(array(kinds, "smallint"), array(ids, "bigint")))
        return result

    def _read_words(self) -> list[sql.Composable]:
        required, excluded = self._scores.required(), self._scores.excluded()
        result: list[sql.Composable] = []
        if required is None:
            result.append(NOTHING)
        elif required:
            result.append(sql.SQL("keys @> {}").format(array(required, "bigint")))
            self.share /= RARELY
            self.share_anywhere /= RARELY
        if excluded:
            result.append(sql.SQL("NOT keys && {}").format(array(excluded, "bigint")))
        self.narrowed = self.narrowed or bool(result)
        return result

    def _has_fact(self, facts: Sequence[int], often: int) -> sql.Composable:
        self.narrowed = True
        self.share *= min(often / self._size, 1.0)
        self.left = min(self.left, often)
        return tiered(map(tier, facts))

    def _lies_within(self, days: Days) -> sql.Composable:
        if not days.last:
            self.narrowed = True
            return sql.SQL("{} = 0").format(sql.Identifier(days.of))
        first = max(days.first, 1)
        facts, often = self._words.days(SINCE if days.of == "since" else UNTIL, first, days.last)
        lies_there = self._has_fact(facts, often)
        if len(facts) <= MOST_ALTERNATIVES:
            return lies_there
        return sql.SQL("{} BETWEEN {} AND {}").format(sql.Identifier(days.of), first, days.last)

    def _lies_in(self, codes: Collection[str]) -> sql.Composable:
        anywhere = self.share
        facts, often = self.regions(codes)
        lies_there = self._has_fact(facts, often)
        self.share_anywhere = anywhere
        if len(facts) <= MOST_ALTERNATIVES:
            return lies_there
        return sql.SQL("region = ANY({})").format(array(facts, "integer"))

    def regions(self, codes: Iterable[str]) -> tuple[list[int], int]:
        """The facts of regions, and how many documents lie in them."""
        names = [REGION + code for code in codes]
        self._words.look_up(names)
        return self._words.numbers(names), sum(map(self._words.often, names))


def tiered(tiers: Iterable[int]) -> sql.Composable:
    """Belonging to one of some tiers."""
    return sql.SQL("tiers && {}").format(array(list(tiers), "integer"))
