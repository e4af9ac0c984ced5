"""Tidying and reminding, in the worker."""

from __future__ import annotations

from flask import current_app

from community.foundation import clock
from community.foundation.transactions import unit_of_work
from community.notifications import digests, listeners, queries, services

FINDS_WRITTEN = "finds_written_on"


def tidy() -> None:
    """Forget what was read or done long ago."""
    with unit_of_work():
        services.forget_old()


def remind_of_unread() -> None:
    """Bring applications to mind that nobody has opened for a week; each once."""
    with unit_of_work():
        for application in queries.unread_applications():
            listeners.application_unread(application)


def write_of_finds() -> None:
    """Once a day in the evening, one message to each who has something new from her saved searches."""
    now = clock.local(clock.now())
    if not digests.HOUR <= now.hour <= digests.LAST_HOUR:
        return
    if current_app.extensions.get(FINDS_WRITTEN) == now.date():
        return
    until, last = now.replace(hour=digests.HOUR, minute=0, second=0, microsecond=0), 0
    while people := digests.people_with_finds(until, last):
        with unit_of_work():
            for account_id in people:
                digests.write_of_finds(account_id, until)
        last = people[-1]
    current_app.extensions[FINDS_WRITTEN] = now.date()
