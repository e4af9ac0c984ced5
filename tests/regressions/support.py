"""What the regression tests of others' mishaps share."""

from __future__ import annotations

from typing import Any

from flask import Flask

from tests.inspector import Inspector


def browser(app: Flask) -> Inspector:
    """A new browser that was never here before."""
    made: Any = app.test_client()
    return made  # type: ignore[no-any-return]
