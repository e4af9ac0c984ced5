from __future__ import annotations

from flask import Flask

from community.foundation import naming
from community.regions import views


def init_app(app: Flask) -> None:
    """Wire the regions."""
    app.register_blueprint(views.blueprint)
    naming.offer_command(app, "regions", "community.regions.cli:regions")
