"""What is kept for a moment: how long, for whom, and how much."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta

import pytest
from flask import Flask

from community.events.signals import EventPublished
from community.foundation import cache, clock
from community.foundation.outbox import record
from tests.support import unit


class Watch:
    """A clock that stands still until it is moved."""

    def __init__(self) -> None:
        self.moment = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)

    def now(self) -> datetime:
        """The moment it shows."""
        return self.moment

    def move(self, seconds: float) -> None:
        """Some seconds later."""
        self.moment += timedelta(seconds=seconds)


@pytest.fixture
def watch(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[Watch]:
    """Things are kept for twenty seconds of a clock that stands still."""
    known = Watch()
    monkeypatch.setattr(clock, "now", known.now)
    monkeypatch.setitem(app.config, "CACHE_SECONDS", 20.0)
    yield known
    app.extensions.pop(cache.EXTENSION, None)


def test_a_thing_is_made_again_when_its_seconds_are_over(watch: Watch) -> None:
    numbers = iter(range(9))
    taken = [cache.cached("number", lambda: next(numbers))]
    for seconds in (19.5, 0.5, 1):
        watch.move(seconds)
        taken.append(cache.cached("number", lambda: next(numbers)))
    assert taken == [0, 0, 1, 1]


def test_keys_do_not_meet(watch: Watch) -> None:
    assert cache.cached(("page", 1), lambda: "one") == "one"
    assert cache.cached(("page", 2), lambda: "two") == "two"


def test_while_it_is_made_again_the_others_take_what_there_is(watch: Watch) -> None:
    cache.cached("counts", lambda: "old")
    watch.move(20)
    taken_meanwhile = []

    def make() -> str:
        taken_meanwhile.append(cache.cached("counts", lambda: "made twice"))
        return "new"

    assert cache.cached("counts", make) == "new"
    assert taken_meanwhile == ["old"]
    assert cache.cached("counts", lambda: "newer") == "new"


def test_what_could_not_be_made_again_is_tried_the_next_time(watch: Watch) -> None:
    cache.cached("counts", lambda: 1.0)
    watch.move(20)
    with pytest.raises(ZeroDivisionError):
        cache.cached("counts", lambda: 1 / 0)
    assert cache.cached("counts", lambda: 2.0) == 2.0


def test_what_failed_is_not_kept(watch: Watch) -> None:
    with pytest.raises(ZeroDivisionError):
        cache.cached("broken", lambda: 1 / 0)
    assert cache.cached("broken", lambda: 1.0) == 1.0


def test_the_shelf_is_never_longer_than_its_bound(app: Flask, watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(cache, "MOST", 3)
    for number in range(10):
        cache.cached(number, lambda: "thing")
    assert len(app.extensions[cache.EXTENSION]) <= 3


def test_what_facts_tell_of_is_made_again_after_the_next_fact(watch: Watch) -> None:
    numbers = iter(range(9))

    def page() -> int:
        return cache.cached_until_a_fact("list", lambda: next(numbers))

    assert [page(), page()] == [0, 0]
    with unit():
        record(EventPublished(1))
    assert [page(), page()] == [1, 1]
    watch.move(20)
    assert page() == 2


def test_a_statement_outlasts_other_things_but_not_its_day(watch: Watch) -> None:
    made: list[datetime] = []

    def make() -> int:
        made.append(clock.now())
        return len(made)

    assert cache.kept_statement("statement", make) == 1
    watch.move(21)
    assert cache.kept_statement("statement", make) == 1
    watch.move(20 * cache.STATEMENTS_LAST)
    assert cache.kept_statement("statement", make) == 2
    # 09.00 WIB and five minutes: the day ends fifteen hours later.
    watch.move(15 * 3600 - 20 * cache.STATEMENTS_LAST - 21 - 1)
    assert cache.kept_statement("statement", make) == 3
    watch.move(2)
    assert cache.kept_statement("statement", make) == 4
