"""What the worker does for the index: it is its only writer."""

from __future__ import annotations

import logging
from contextlib import suppress
from datetime import timedelta

from flask import current_app

from community.foundation import clock
from community.foundation.outbox import record
from community.foundation.transactions import unit_of_work
from community.search import queries, services
from community.search.hits import IndexOutOfReach, IndexUnavailable
from community.search.signals import ThingsIndexed

log = logging.getLogger(__name__)
# The hours of the night in Bekasi, in one of which the index is compared.
NIGHT = range(2, 5)
# How long the index is left alone when it cannot be reached, and when it could not be built (a full disk).
OUT_OF_REACH, NOT_BUILT = timedelta(seconds=5), timedelta(minutes=1)
RESTING = "search_index_resting_until"


def update_index() -> int:
    """Put in what changed; returns how much. Rows are struck off only after the index has kept its own.

    A crash in between leaves them, and the same entries are written once more.
    """
    done = 0
    while not _is_resting() and (changes := queries.waiting()):
        try:
            services.put_in(queries.engine(), changes)
        except IndexUnavailable as problem:
            if not _build_anew(problem):
                return done
        with unit_of_work():
            services.forget(changes)
            record(ThingsIndexed([f"{change.kind}:{change.object_id}" for change in changes]))
        done += len(changes)
    return done


def check_index() -> None:
    """Read through the index; one that is missing or damaged is built anew."""
    if _is_resting():
        return
    try:
        queries.engine().check()
    except IndexUnavailable as problem:
        _build_anew(problem)


def _is_resting() -> bool:
    until = current_app.extensions.get(RESTING)
    return until is not None and clock.now() < until


def _build_anew(problem: IndexUnavailable) -> bool:
    """Build the index anew, unless it can only not be reached; what fails is told once and tried again later."""
    if isinstance(problem, IndexOutOfReach):
        return _rest(OUT_OF_REACH, problem)
    log.warning("the index is built anew: %s", problem)
    try:
        services.rebuild()
    except IndexOutOfReach as other:
        return _rest(OUT_OF_REACH, other)
    except IndexUnavailable as other:
        return _rest(NOT_BUILT, other)
    return True


def _rest(how_long: timedelta, problem: IndexUnavailable) -> bool:
    log.warning("the index is left alone for %d seconds: %s", how_long.total_seconds(), problem)
    current_app.extensions[RESTING] = clock.now() + how_long
    return False


def compare_index() -> services.Differences:
    """Compare the index with the database; what differs is told to the log and brought up to date."""
    found = services.compare()
    if found:
        log.warning("the index differed from the database: %s", found)
        with unit_of_work():
            services.repair(found)
    return found


def compare_index_nightly() -> None:
    """Compare once a night; an index that cannot be read is left to `check_index`."""
    now = clock.local(clock.now())
    if now.hour not in NIGHT or current_app.extensions.get("search_compared_on") == now.date():
        return
    current_app.extensions["search_compared_on"] = now.date()
    with suppress(IndexUnavailable):
        compare_index()
