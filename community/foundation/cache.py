"""What is the same for everybody for a moment: made once in a process and kept for some seconds.

What facts tell of is kept only until the next one: what is closed or hidden must be gone at once.
"""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import current_app, g, has_request_context

from community.foundation import clock, outbox
from community.foundation.outbox import Mark

T = TypeVar("T")
EXTENSION = "cache"
MOST = 1_000
STATEMENTS_LAST = 15


def cached(key: Hashable, make: Callable[[], T], *, times: int = 1) -> T:
    """What `make` gave at most CACHE_SECONDS ago, or so many times that, in this process; made anew after that."""
    shelf = current_app.extensions.setdefault(EXTENSION, {})
    now = clock.now().timestamp()
    known: tuple[float, T] | None = shelf.get(key)
    if known is not None and now < known[0]:
        return known[1]
    if len(shelf) >= MOST:
        shelf.clear()
    until = now + current_app.config["CACHE_SECONDS"] * times
    if known is not None:
        # While one thread makes it anew the others take what there is, or each would make it.
        shelf[key] = (until, known[1])
    try:
        thing = make()
    except BaseException:
        shelf.pop(key, None)
        raise
    shelf[key] = (until, thing)
    return thing


def kept_statement(key: Hashable, make: Callable[[], T]) -> T:
    """A statement that takes longer to put together than to run: kept for some minutes, though never past its day.

    What it holds of the moment it was made at, such as what is over by now, may be as old.
    """
    return cached((key, clock.today()), make, times=STATEMENTS_LAST)


def latest_fact() -> Mark:
    """The mark of the newest facts when this request first asked; nothing it shows is older than that."""
    if not has_request_context():
        return outbox.latest()
    if "latest_fact" not in g:
        g.latest_fact = outbox.latest()
    mark: Mark = g.latest_fact
    return mark


def cached_until_a_fact(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave at most CACHE_SECONDS ago, made anew as soon as a fact was recorded since."""
    fact = latest_fact()
    # The mark stands beside the thing, not in the key, so that a busy hour does not fill the shelf.
    mark, thing = cached(key, lambda: (fact, make()))
    if mark == fact:
        return thing
    current_app.extensions[EXTENSION].pop(key, None)
    return cached(key, lambda: (fact, make()))[1]
