"""What the worker does for programmes."""

from __future__ import annotations

from community.foundation import clock
from community.foundation.transactions import unit_of_work
from community.programmes import services


def close_past() -> None:
    """Close programmes that are over."""
    with unit_of_work():
        services.close_past(clock.today())
