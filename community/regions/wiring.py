from __future__ import annotations

from flask import Flask

from community.foundation import naming
from community.regions import queries, views


def init_app(app: Flask) -> None:
    """Wire the regions."""
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["region_name"] = queries.region_name
    naming.offer_command(app, "regions", "community.regions.cli:regions")
