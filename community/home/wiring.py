from __future__ import annotations

from flask import Flask

from community.foundation import worker
from community.home import tasks, views


def init_app(app: Flask) -> None:
    """Wire the street door; counting runs in the worker."""
    app.register_blueprint(views.blueprint)
    worker.add_task(app, "count areas", tasks.count_areas, every_seconds=60)
