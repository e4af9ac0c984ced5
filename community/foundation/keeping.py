"""What is the same for everybody for a moment: made once in a process and kept for some seconds."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from typing import TypeVar

from flask import current_app

from community.foundation import clock

T = TypeVar("T")
EXTENSION = "kept"
MOST = 1_000


def kept(key: Hashable, make: Callable[[], T]) -> T:
    """What `make` gave at most KEPT_SECONDS ago in this process; made anew after that."""
    shelf = current_app.extensions.setdefault(EXTENSION, {})
    now = clock.now().timestamp()
    known: tuple[float, T] | None = shelf.get(key)
    if known is not None and now < known[0]:
        return known[1]
    if len(shelf) >= MOST:
        shelf.clear()
    thing = make()
    shelf[key] = (now + current_app.config["KEPT_SECONDS"], thing)
    return thing
