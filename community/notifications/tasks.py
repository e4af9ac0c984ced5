"""Tidying and reminding, in the worker."""

from __future__ import annotations

from community.foundation.transactions import unit_of_work
from community.notifications import listeners, queries, services


def tidy() -> None:
    """Forget what was read or done long ago."""
    with unit_of_work():
        services.forget_old()


def remind_of_unread() -> None:
    """Bring applications to mind that nobody has opened for a week; each once."""
    with unit_of_work():
        for application in queries.unread_applications():
            listeners.application_unread(application)
