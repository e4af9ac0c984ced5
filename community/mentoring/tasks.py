"""What the worker does for mentoring."""

from __future__ import annotations

from community.foundation.transactions import unit_of_work
from community.mentoring import services


def expire_overdue() -> None:
    """Close requests that were not answered in time."""
    with unit_of_work():
        services.expire_overdue()
