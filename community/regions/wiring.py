from __future__ import annotations

from flask import Flask

from community.regions import cli, views


def init_app(app: Flask) -> None:
    """Wire the regions."""
    app.register_blueprint(views.blueprint)
    app.cli.add_command(cli.regions)
