"""Terms as the numbers that stand in the tables of PostgreSQL.

Every word has a number of its own, and so has every fact ("@32.75.01.1001": lies there). A pair of neighbours needs
none: it is told by the numbers of both. A tier is a word together with a kind and one of 32 levels of impact, so
that the strongest documents of a word and kind can be had from the index without reading the rest.
"""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from community.foundation.documents import Document
from community.search.analysis import PRESENCE, SAID, WRITTEN, document_terms, trade_of

WORD_BITS, KIND_BITS, LEVEL_BITS = 23, 4, 5
MOST_WORDS, MOST_KINDS, LEVELS = 1 << WORD_BITS, (1 << KIND_BITS) - 1, 1 << LEVEL_BITS
LOWEST_TIER = -(1 << 31)
# An index entry has no room for more.
LONGEST_WORD = 128
# What a document is beside its words: all are "*"; of a region, a trade, a last day, a day of publication.
ALL, REGION, TRADE, UNTIL, SINCE = "*", "@", "#", "<", ">"
# Documents of a kind whose ids follow one another: of what is equal, the latest is read.
BLOCK, BLOCK_BITS = "!", 12
# The least impact of each level.
STARTS = [PRESENCE + (1 - PRESENCE) * level / LEVELS for level in range(LEVELS)]

Numbering = Callable[[str], int | None]


def shortened(term: str) -> str:
    """A word as it stands in the table of words."""
    return term if len(term) <= LONGEST_WORD else term[:LONGEST_WORD]


def is_pair(term: str) -> bool:
    """Whether a term is a pair of neighbours; "=part time" is one word."""
    return " " in term and term[0] not in WRITTEN


def day_fact(mark: str, ordinal: int) -> str:
    """The fact of a day; facts of later days come later in order."""
    return f"{mark}{ordinal:07d}"


def block_fact(number: int) -> str:
    """The fact of the block that an id lies in."""
    return f"{BLOCK}{number >> BLOCK_BITS:016d}"


def pair_key(left: int, right: int) -> int:
    """The key of a pair; larger than that of any word."""
    return (left + 1) << WORD_BITS | right


def tier(word: int, kind: int = 0, level: int = 0) -> int:
    """The tier of a word; that of a fact has neither kind nor level."""
    return ((word << KIND_BITS | kind) << LEVEL_BITS | level) + LOWEST_TIER


def parts_of(one: int) -> tuple[int, int, int]:
    """Word, kind and level of a tier."""
    one -= LOWEST_TIER
    return one >> (KIND_BITS + LEVEL_BITS), one >> LEVEL_BITS & MOST_KINDS, one & (LEVELS - 1)


def level_of(impact: float) -> int:
    """The level an impact belongs to."""
    return max(bisect_right(STARTS, impact) - 1, 0)


@dataclass(frozen=True, slots=True)
class Row:
    """One document as it stands in the table; region and trade are numbers of facts, 0 for none."""

    kind: int
    id: int
    region: int
    trade: int
    since: int
    until: int
    digest: int
    keys: list[int]
    impacts: list[float]
    tiers: list[int]


def terms_of(document: Document) -> tuple[list[tuple[str, float]], list[str]]:
    """The terms of a document with their impacts, and its facts."""
    facts = [f"{REGION}{document.region_code}"] if document.region_code else []
    trade = trade_of(document)
    facts += [f"{TRADE}{trade}"] if trade else []
    facts += [day_fact(UNTIL, document.until.toordinal())] if document.until else []
    facts += [day_fact(SINCE, document.since.toordinal())] if document.since else []
    facts.append(block_fact(document.id))
    return [(shortened(term), impact) for term, impact in document_terms(document)], facts


def row_of(
    document: Document, kind: int, terms: list[tuple[str, float]], facts: list[str], number: Numbering
) -> Row:  # fmt: skip
    """A document in numbers; what gets no number cannot be found."""
    found: dict[int, float] = {}
    tiers = []
    for term, impact in terms:
        if is_pair(term):
            left, right = map(number, term.split(" ", 1))
            if left is not None and right is not None:
                found[pair_key(left, right)] = impact
        elif (word := number(term)) is not None:
            found[word] = impact
            if term[0] != SAID:
                tiers.append(tier(word, kind, level_of(impact)))
    of = {fact[0]: word for fact in facts if (word := number(fact)) is not None}
    tiers += [tier(word, kind if mark == BLOCK else 0) for mark, word in of.items()]
    keys = sorted(found)
    return Row(
        kind, document.id, of.get(REGION, 0), of.get(TRADE, 0),
        document.since.toordinal() if document.since else 0, document.until.toordinal() if document.until else 0,
        document.digest, keys, [found[key] for key in keys], sorted(tiers),
    )  # fmt: skip


def words_in(keys: list[int], tiers: list[int]) -> Iterator[int]:
    """The numbers of words and facts that a document counts for."""
    yield from (key for key in keys if key < MOST_WORDS)
    yield from (word for word, kind, _level in map(parts_of, tiers) if not kind)


def tallied(kind: int, tiers: list[int], everything: int) -> Counter[int]:
    """The tiers that a document counts for; facts count for its kind."""
    counted: Counter[int] = Counter()
    for one in tiers:
        counted[one if parts_of(one)[1] else one | kind << LEVEL_BITS] += 1
    counted[tier(everything, kind)] += 1
    return counted
