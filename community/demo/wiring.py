from __future__ import annotations

from flask import Flask

from community.demo import cli


def init_app(app: Flask) -> None:
    """Wire the demo commands."""
    app.cli.add_command(cli.group)
