from __future__ import annotations

from flask import Flask

from community.accounts import identity


def init_app(app: Flask) -> None:
    """Wire identity into the application."""
    identity.init_app(app)
