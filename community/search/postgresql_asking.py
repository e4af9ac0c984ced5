"""One question put to the tables: what is found, ranked and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import replace
from functools import partial
from typing import Any

from psycopg import sql

from community.search import leaders, scoring
from community.search.analysis import Query
from community.search.asking import Asked
from community.search.hits import Found
from community.search.postgresql_best import all_columns, best_columns
from community.search.postgresql_candidates import WIDER, Candidates
from community.search.postgresql_clauses import Chosen
from community.search.postgresql_connections import Connection
from community.search.postgresql_scoring import Scores, Wanted, array, impact
from community.search.postgresql_tables import Tables
from community.search.postgresql_terms import LEVELS, REGION, STARTS, TRADE, tier
from community.search.postgresql_words import Past, Words
from community.search.ranking import Cursor, Fit, Ranking

READ = sql.SQL(
    "WITH scored AS MATERIALIZED (SELECT strong, kind, id, region, trade, since, until, {score} AS score,"
    " {named} AS named FROM (SELECT * FROM ({clauses}) every OFFSET 0) chosen)"
    " {sent} UNION ALL SELECT NULL, kind, count(*), 0, 0, 0, 0, NULL FROM scored WHERE strong GROUP BY kind"
)
COLUMNS = sql.SQL("score, kind, id, region, trade, since, until, named")
NUMBER = "SELECT count(*) FROM (SELECT 1 FROM {documents} WHERE {every} LIMIT {most}) found"
ROUNDS = 2
# A count is exact where so few documents must be looked at for it.
MOST_COUNTED = 5_000


class Facts:
    """The names of regions and trades in one generation of tables."""

    def __init__(self, generation: int) -> None:
        self.generation = generation
        self._names: dict[int, str] = {0: ""}

    def name(self, number: int, words: Words) -> str:
        """The name of a fact; numbers are never given twice."""
        if number not in self._names:
            self._names |= {**words.names(REGION), **words.names(TRADE)}
        return self._names[number]


class Question:
    """Asks once; see Engine.find."""

    def __init__(
        self, connection: Connection, tables: Tables, words: Words, facts: Facts, past: Past, today: int,
        query: Query, asked: Asked, limit: int, after: Cursor | None,
    ) -> None:  # fmt: skip
        self._connection = connection
        self._tables = tables
        self._words = words
        self._facts = facts
        self._past = past
        self._today = today
        self._query = query
        self._asked = asked
        size = words.state.documents - past.total
        self._scores = Scores(words, query, asked, size)
        self._candidates = Candidates(words, self._scores, asked, today, past)
        self._limit = limit
        self._after = after
        self._sends_all = asked.counted or after is not None
        self._fits: dict[tuple[int, int], Fit] = {}
        self._strong: Counter[int] = Counter()

    def find(self) -> Found:
        """The best hits and the counts."""
        more: set[int] = set()
        wanted = Wanted()
        if self._query.words:
            wanted = self._led(self._scores.wanted())
            more = self._read_on(self._candidates.first(wanted), partial(self._candidates.wider, wanted))
        elif self._asked.narrows:
            more = self._read_on(self._candidates.everything(), self._candidates.latest)
        ranking = Ranking(list(self._fits.values()), self._asked, self._today)
        hits, following = ranking.page(self._limit, self._after)
        if not self._asked.counted:
            return Found(hits, next=following)
        counts = ranking.counts()
        state = self._words.state
        named = {state.kinds[kind - 1] for kind in more} & counts.keys()
        partly = frozenset(named)
        if named:
            others, exact = self._count(wanted, ranking.least)
            counts |= others
            named = set() if exact else named
        return Found(hits, dict(+counts), frozenset(named), ranking.facets(), following, "", partly, ranking.best)

    def _read_on(self, chosen: Chosen, widen: Callable[[Chosen, set[int], int], None]) -> set[int]:
        """Read, and read further where too little of a kind was left; tells the kinds of which there is more."""
        self._read(chosen)
        more = set(chosen.more)
        wider = 1
        for _round in range(ROUNDS):
            few = {kind for kind in chosen.more if self._strong[kind] < self._candidates.most_of_each}
            if not few:
                break
            wider *= WIDER
            chosen = Chosen()
            widen(chosen, few, wider)
            self._read(chosen)
            more = (more - few) | chosen.more
        return more

    def _led(self, wanted: Wanted) -> Wanted:
        """What leads where rarer words found too little; a common word with little that is allowed counts as rare."""
        if wanted.leading is None or self._have_enough():
            return replace(wanted, leading=None)
        if not self._candidates.leads_to_few(wanted):
            return wanted
        keys = wanted.keys
        for number, worth in self._scores.common_ones():
            found = self._number_with(self._candidates.has_any([*keys, number]), leaders.SHARED + 1)
            if found > leaders.SHARED:
                return replace(wanted, keys=keys, leading=(number, worth))
            keys = [*keys, number]
            if found >= scoring.ENOUGH:
                break
        return replace(wanted, keys=keys, leading=None)

    def _have_enough(self) -> bool:
        keys, most = self._scores.found_before()
        if most < scoring.ENOUGH:
            return False
        return self._number_with(self._candidates.has_any(keys), scoring.ENOUGH) >= scoring.ENOUGH

    def _number_with(self, condition: sql.Composable, most: int) -> int:
        """How many documents fulfil a condition and those of the question, counted up to `most`."""
        every = sql.SQL(" AND ").join([condition, *self._candidates.of_question.every])
        found = self._connection.execute(self._tables.say(NUMBER, most=sql.Literal(most), every=every)).fetchone()
        return int(found[0]) if found else 0

    def _read(self, chosen: Chosen) -> None:
        if not chosen.clauses:
            return
        statement = READ.format(
            score=self._scores.score(), named=self._scores.named(), sent=self._sent(len(chosen.clauses)),
            clauses=sql.SQL(" UNION ALL ").join(chosen.clauses),
        )  # fmt: skip
        names, facts, words = self._words.state.kinds, self._facts, self._words
        rows: Sequence[Any] = self._connection.execute(statement, binary=True).fetchall()
        for score, kind, number, region, trade, since, until, named in rows:
            if score is None:
                self._strong[kind] += number
            elif (kind, number) not in self._fits:
                self._fits[kind, number] = Fit(
                    score, names[kind - 1], number, facts.name(region, words), facts.name(trade, words), since, until,
                    named,
                )  # fmt: skip

    def _sent(self, clauses: int) -> sql.Composable:
        """Which rows are sent; each clause may have read the same ones."""
        if self._sends_all:
            return all_columns(COLUMNS)
        conditions, state = self._candidates.of_question, self._words.state
        return best_columns(COLUMNS, conditions, state, self._asked, self._today, (self._limit + 1) * clauses)

    def _count(self, wanted: Wanted, least: Callable[[str], float]) -> tuple[Counter[str], bool]:
        """How many of each kind there are at least, and whether that is all of them."""
        if self._asked.without or self._asked.trade or self._asked.days:
            return Counter(), False
        if not self._query.words:
            return self._count_regions()
        if wanted.leading is None or self._candidates.of_question.narrowed:
            return Counter(), False
        number, worth = wanted.leading
        counts: Counter[int] = Counter()
        between = []
        above = []
        for tally in self._words.tallies(number):
            if tally.kind not in self._candidates.kinds:
                continue
            enough = least(self._words.state.kinds[tally.kind - 1])
            if worth * STARTS[tally.level] >= enough * (1 + 1e-6):
                counts[tally.kind] += tally.often
                above.append(tally)
            elif tally.level + 1 == LEVELS or worth * STARTS[tally.level + 1] >= enough:
                between.append(tally)
        exact = self._take_off_past(counts, [tally.tier(number) for tally in above])
        if sum(tally.often for tally in between) <= MOST_COUNTED:
            rows = self._connection.execute(
                self._tables.say(
                    "SELECT kind, count(*) FROM {documents} WHERE tiers && {tiers}"
                    " AND {worth} * {impact} >= {least} AND (until = 0 OR until >= {today}) GROUP BY kind",
                    tiers=array([tally.tier(number) for tally in between], "integer"), worth=sql.Literal(worth),
                    impact=impact(number), least=self._least(least), today=sql.Literal(self._today),
                )
            )  # fmt: skip
            counts.update(dict(rows.fetchall()))
        else:
            exact = False
        return self._named(counts), exact and len(self._query.terms) == 1

    def _least(self, least: Callable[[str], float]) -> sql.Composable:
        """The lowest score of a row's kind."""
        cases = [
            sql.SQL("WHEN {} THEN {}").format(number, least(kind))
            for number, kind in enumerate(self._words.state.kinds, 1)
        ]
        return sql.SQL("CASE kind {} END").format(sql.SQL(" ").join(cases))

    def _count_regions(self) -> tuple[Counter[str], bool]:
        counts: Counter[int] = Counter()
        facts = self._words.numbers(REGION + code for code in self._asked.region_codes or ())
        for fact in facts:
            for tally in self._words.tallies(fact):
                if tally.kind in self._candidates.kinds:
                    counts[tally.kind] += tally.often
        exact = self._take_off_past(counts, [tier(fact) for fact in facts])
        return self._named(counts), exact and not self._query.excluded and not self._query.required

    def _take_off_past(self, counts: Counter[int], tiers: Sequence[int]) -> bool:
        """Count what is over no longer; whether that could be done for each, or only for all at once."""
        if not self._past.total:
            return True
        if self._past.total > MOST_COUNTED:
            counts.subtract(self._past.of_kind)
            return False
        rows = self._connection.execute(
            self._tables.say(
                "SELECT kind, count(*) FROM {documents} WHERE tiers && {past} AND tiers && {tiers} GROUP BY kind",
                past=array([tier(fact) for fact in self._past.facts], "integer"), tiers=array(tiers, "integer"),
            )
        )  # fmt: skip
        counts.subtract(dict(rows.fetchall()))
        return True

    def _named(self, counts: Counter[int]) -> Counter[str]:
        return Counter({self._words.state.kinds[kind - 1]: often for kind, often in counts.items()})
