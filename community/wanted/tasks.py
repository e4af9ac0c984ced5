"""What the worker does for what people look for."""

from __future__ import annotations

from community.foundation.transactions import unit_of_work
from community.wanted import services


def tell_finds() -> None:
    """Tell of what saved searches found since the last time, one fact for each search."""
    while True:
        with unit_of_work():
            told = services.tell_finds()
        if not told:
            return


def expire_requests() -> None:
    """Close requests that nobody answered in time."""
    with unit_of_work():
        services.expire_overdue()


def forget_old() -> None:
    """Remove what was counted or found long ago."""
    with unit_of_work():
        services.forget_old_finds()
        services.forget_old_empty()
