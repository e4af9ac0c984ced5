from __future__ import annotations

from flask import Flask

from community.skills import queries, views


def init_app(app: Flask) -> None:
    """Wire the skills: their suggestions, and `skill_name(id)` in templates."""
    app.register_blueprint(views.blueprint)
    app.jinja_env.globals["skill_name"] = queries.skill_name
