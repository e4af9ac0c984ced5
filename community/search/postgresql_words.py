"""What the tables know of words: their numbers, and how many documents of each kind have them how strongly."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import NamedTuple

from community.search.analysis import BEGUN, KEPT_BEGUN
from community.search.postgresql_connections import Connection
from community.search.postgresql_tables import State, Tables
from community.search.postgresql_terms import (
    ALL,
    UNTIL,
    day_fact,
    is_pair,
    pair_key,
    parts_of,
    shortened,
    tier,
)

# A word or its tallies takes about a tenth of a kilobyte.
MOST_REMEMBERED = 50_000
TALLIES = "SELECT t.tier, t.often FROM unnest(%s::integer[]) w (id), {tallies} t WHERE {of_word} AND t.often > 0"


class Tally(NamedTuple):
    """How many documents of a kind have a word with an impact of this level."""

    kind: int
    level: int
    often: int

    def tier(self, word: int) -> int:
        """The tier of a word that is counted here."""
        return tier(word, self.kind, self.level)


class Past(NamedTuple):
    """The days that are over: their facts, and how many documents of each kind ended then."""

    facts: list[int]
    of_kind: Counter[int]

    @property
    def total(self) -> int:
        """How many ended in all."""
        return sum(self.of_kind.values())


@dataclass(slots=True)
class Memory:
    """What was looked up in one state of the index; the next state begins with nothing."""

    state: State
    known: dict[str, tuple[int, int]] = field(default_factory=dict)
    tallies: dict[int, list[Tally]] = field(default_factory=dict)
    blocks: list[tuple[int, int, int]] = field(default_factory=list)
    # By day.
    past: dict[int, Past] = field(default_factory=dict)

    @property
    def is_full(self) -> bool:
        """Whether what comes now had better be remembered anew."""
        return len(self.known) + len(self.tallies) > MOST_REMEMBERED


class Words:
    """The words of one question."""

    def __init__(self, connection: Connection, tables: Tables, memory: Memory) -> None:
        self._connection = connection
        self._tables = tables
        self._memory = memory
        self.state = memory.state
        self.documents = tables.names["documents"]

    def look_up(self, terms: Iterable[str]) -> None:
        """Have the numbers of terms ready."""
        wanted = {
            shortened(word) for term in terms for word in (term.split(" ", 1) if is_pair(term) else (term,)) if word
        }
        missing = sorted(wanted - self._memory.known.keys())
        if missing:
            rows = self._connection.execute(
                self._tables.say("SELECT term, id, often FROM {words} WHERE term = ANY(%s) AND often > 0"), [missing]
            )
            self._memory.known.update({term: (number, often) for term, number, often in rows})

    def beginning(self, start: str, most: int) -> list[str]:
        """The first words of titles and skills that begin so, in alphabetical order."""
        return [word for mark in (BEGUN, KEPT_BEGUN) for word in self._beginning(mark, start, most)]

    def _beginning(self, mark: str, start: str, most: int) -> list[str]:
        rows = self._connection.execute(
            self._tables.say(
                "SELECT term, id, often FROM {words} WHERE term >= %(from)s AND term < %(to)s AND often > 0"
                " ORDER BY term LIMIT %(most)s"
            ),
            {"from": mark + start, "to": f"{mark}{start[:-1]}{chr(ord(start[-1]) + 1)}", "most": most},
        ).fetchall()
        self._memory.known.update({term: (number, often) for term, number, often in rows})
        return [term for term, _number, _often in rows]

    def often(self, term: str) -> int:
        """How many documents have a word; what was looked up alone is known."""
        return self._memory.known.get(shortened(term), (0, 0))[1]

    def number(self, term: str) -> int | None:
        """The number of a word, None where no document has it."""
        return self._memory.known.get(shortened(term), (None, 0))[0]

    def numbers(self, terms: Iterable[str]) -> list[int]:
        """The numbers of those words that some document has."""
        return [number for term in terms if (number := self.number(term)) is not None]

    def key(self, term: str) -> int | None:
        """What stands in `keys` for a word or a pair; None for what cannot stand there."""
        if not is_pair(term):
            return self.number(term)
        left, right = map(self.number, term.split(" ", 1))
        return pair_key(left, right) if left is not None and right is not None else None

    def tallies(self, number: int) -> list[Tally]:
        """How many documents of each kind and level have a word or a fact, the strongest first."""
        found = self._memory.tallies.get(number)
        if found is None:
            rows = self._connection.execute(self._tables.say(TALLIES), [[number]])
            found = [Tally(*parts_of(one)[1:], often) for one, often in rows]
            found.sort(key=lambda tally: -tally.level)
            self._memory.tallies[number] = found
        return found

    def everything(self) -> Counter[int]:
        """How many documents there are of each kind."""
        self.look_up([ALL])
        number = self.number(ALL)
        return Counter({tally.kind: tally.often for tally in self.tallies(number)}) if number else Counter()

    def days(self, mark: str, first: int, last: int) -> tuple[list[int], int]:
        """The facts of some days that documents have, and how often they are had in all."""
        rows = self._connection.execute(
            self._tables.say("SELECT id, often FROM {words} WHERE term BETWEEN %s AND %s AND often > 0"),
            [day_fact(mark, max(first, 0)), day_fact(mark, min(max(last, 0), 9_999_999))],
        ).fetchall()
        return [number for number, _often in rows], sum(often for _number, often in rows)

    def past(self, today: int) -> Past:
        """What was over before this day."""
        if today not in self._memory.past:
            self._memory.past[today] = self._over(today)
        return self._memory.past[today]

    def _over(self, today: int) -> Past:
        facts, _often = self.days(UNTIL, 1, today - 1)
        of_kind: Counter[int] = Counter()
        for one, often in self._connection.execute(self._tables.say(TALLIES), [facts]):
            of_kind[parts_of(one)[1]] += often
        return Past(facts, of_kind)

    def blocks(self) -> list[tuple[int, int, int]]:
        """Which documents follow one another, the latest first: kind, tier of the block, how many are in it."""
        if not self._memory.blocks:
            rows = self._connection.execute(
                self._tables.say(
                    "SELECT t.tier, t.often FROM {words} w JOIN {tallies} t ON {of_word}"
                    " WHERE w.term >= '!' AND w.term < '\"' AND t.often > 0 ORDER BY w.term DESC"
                )
            )
            self._memory.blocks = [(parts_of(one)[1], one, often) for one, often in rows]
        return self._memory.blocks

    def names(self, mark: str) -> dict[int, str]:
        """The names of facts (regions, trades) by number."""
        rows = self._connection.execute(
            self._tables.say("SELECT id, term FROM {words} WHERE term >= %s AND term < %s"), [mark, chr(ord(mark) + 1)]
        )
        return {number: term[1:] for number, term in rows}


def rarity(often: int, size: int) -> float:
    """What a word is worth that so many of `size` documents have."""
    return math.log(1 + (max(size - often, 0) + 0.5) / (often + 0.5))
