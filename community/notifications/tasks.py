"""Tidying, in the worker."""

from __future__ import annotations

from community.foundation.transactions import unit_of_work
from community.notifications import services


def tidy() -> None:
    """Forget what was read or done long ago."""
    with unit_of_work():
        services.forget_old()
