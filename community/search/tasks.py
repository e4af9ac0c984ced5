"""What the worker does for the index: it is its only writer."""

from __future__ import annotations

import logging

from community.foundation.outbox import record
from community.foundation.transactions import unit_of_work
from community.search import queries, services
from community.search.hits import IndexUnavailable
from community.search.signals import ThingsIndexed

log = logging.getLogger(__name__)


def update_index() -> int:
    """Put in what changed; returns how much. Rows are struck off only after the index has kept its own.

    A crash in between leaves them, and the same entries are written once more.
    """
    done = 0
    while changes := queries.waiting():
        try:
            services.put_in(queries.engine(), changes)
        except IndexUnavailable as problem:
            log.warning("the index is built anew: %s", problem)
            services.rebuild()
        with unit_of_work():
            services.forget(changes)
            record(ThingsIndexed([f"{change.kind}:{change.object_id}" for change in changes]))
        done += len(changes)
    return done


def check_index() -> None:
    """Read through the index; one that is missing or damaged is built anew."""
    try:
        queries.engine().check()
    except IndexUnavailable as problem:
        log.warning("the index is built anew: %s", problem)
        services.rebuild()
