"""What the worker does for trainings."""

from __future__ import annotations

from community.foundation import clock
from community.foundation.transactions import unit_of_work
from community.learning import services


def close_past() -> None:
    """Close trainings that are over."""
    with unit_of_work():
        services.close_past(clock.today())
