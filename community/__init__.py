"""The Flask application of Guyub Bekasi: one package per domain, wired from the lowest floor up."""

from __future__ import annotations

from typing import Any

from flask import Flask

from community.wiring import DOMAINS
from config import ROOT, config_for


def create_app(place: str | None = None, **overrides: Any) -> Flask:
    """A configured application; `overrides` replace single settings (tests, benchmarks)."""
    app = Flask("community", root_path=str(ROOT / "community"), template_folder="../templates", static_folder=None)
    settings = config_for(place)
    settings.load()
    app.config.from_object(settings)
    app.config.update(overrides)
    for domain in DOMAINS:
        domain.init_app(app)
    return app
