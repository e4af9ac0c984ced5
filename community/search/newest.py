"""The latest first, however much fits: the same for every engine.

Of a common word an engine looks at the strongest alone. Where that left something out, the days are gone through from
the last one back, a few at a time, so that all that fits is among what is looked at.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from itertools import islice

from community.search.asking import Asked, Days
from community.search.hits import Found, Hit
from community.search.ranking import Cursor, page_by_day

# How many days are looked at in one go: four times as many each time, all that are left after so many, or so often.
WIDER, FARTHEST, ROUNDS = 4, 1_000, 16
DAYLESS = Days("since", 0, 0)
Ask = Callable[[Asked, int, Cursor | None], Found]


def latest_first(ask: Ask, asked: Asked, limit: int, after: Cursor | None, today: int) -> Found:
    """What `ask` finds, ordered by day."""
    found = ask(asked, limit, after)
    if not any(map(asked.shows, found.partly)):
        return found
    known = replace(asked, best=found.best)
    hits, following = page_by_day(list(islice(_back(ask, known, limit + 1, after, today), limit + 1)), limit, after)
    return replace(found, hits=hits, next=following)


def _back(ask: Ask, asked: Asked, limit: int, after: Cursor | None, today: int) -> Iterator[Hit]:
    """All that fits, from the last day back; at the end what has no day."""
    asked_for = [days for days in asked.days if days.of == "since"]
    earliest = max((days.first for days in asked_for), default=1)
    last = min((days.last for days in asked_for), default=today)
    last = min(last, int(after.last.first)) if after else last
    span = 1
    for turn in range(ROUNDS):
        if last < earliest:
            break
        is_rest = span > FARTHEST or turn + 1 == ROUNDS
        first = earliest if is_rest else max(last - span + 1, earliest)
        found = ask(replace(asked, days=(*asked.days, Days("since", first, last))), limit, after)
        if first < last and not is_rest and any(map(asked.shows, found.partly)):
            span = max(span // WIDER, 1)
            continue
        yield from found.hits
        last, span = first - 1, span * WIDER
    if not asked_for:
        yield from ask(replace(asked, days=(*asked.days, DAYLESS)), limit, after).hits
