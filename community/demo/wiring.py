from __future__ import annotations

from flask import Flask

from community.foundation import naming


def init_app(app: Flask) -> None:
    """Wire the demo commands."""
    naming.offer_command(app, "demo", "community.demo.cli:group")
