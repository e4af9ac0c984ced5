"""What the worker does for vacancies."""

from __future__ import annotations

from community.foundation.transactions import unit_of_work
from community.jobs import services


def close_past() -> None:
    """Close vacancies whose last day has passed."""
    with unit_of_work():
        services.close_past()
