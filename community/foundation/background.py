"""Slow work in a thread of its own, so that the worker goes on delivering meanwhile.

What it makes lives in memory alone: a process that is killed in between leaves nothing half done.
"""

from __future__ import annotations

import logging
import threading
import time
from collections.abc import Callable
from typing import Generic, TypeVar

from flask import Flask

from community.foundation.database import db

log = logging.getLogger(__name__)
T = TypeVar("T")
AGAIN_AFTER_SECONDS = 60.0


class BackgroundThread(Generic[T]):
    """Makes one thing at a time in a daemon thread; the thread that asked takes it once it is made."""

    def __init__(self, app: Flask, name: str, make: Callable[[], T]) -> None:
        self._app, self._name, self._make = app, name, make
        self._thread: threading.Thread | None = None
        self._made: list[T] = []
        self._not_before = 0.0

    @property
    def running(self) -> bool:
        """Whether something was begun that nobody has taken yet."""
        return self._thread is not None

    def start(self) -> bool:
        """Begin, unless it runs already or failed a moment ago; whether it began now."""
        if self.running or time.monotonic() < self._not_before:
            return False
        self._thread = threading.Thread(target=self._work, name=self._name, daemon=True)
        self._thread.start()
        return True

    def _work(self) -> None:
        try:
            with self._app.app_context():
                try:
                    self._made.append(self._make())
                finally:
                    db.session.remove()
        except Exception:
            log.exception("%s failed", self._name)

    def take(self, *, wait: bool = False) -> T | None:
        """What was made, once; None while it is not ready (with `wait`, only when it failed)."""
        if self._thread is None:
            return None
        if wait:
            self._thread.join()
        if self._thread.is_alive():
            return None
        self._thread = None
        if self._made:
            return self._made.pop()
        self._not_before = time.monotonic() + AGAIN_AFTER_SECONDS
        return None
