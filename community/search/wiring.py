from __future__ import annotations

from flask import Flask

from community.foundation import naming, worker
from community.search import subscriptions, tasks, views
from community.search.engine import chosen_engine


def init_app(app: Flask) -> None:
    """Wire the search box; the worker keeps the index. Refuses to start with settings that name no engine."""
    try:
        chosen_engine(app.config)
    except ValueError as problem:
        raise SystemExit(str(problem)) from problem
    app.register_blueprint(views.blueprint)
    naming.offer_command(app, "search", "community.search.cli:group")
    subscriptions.subscribe_all()
    worker.add_task(app, "update search index", tasks.update_index, every_seconds=0.5)
    worker.add_task(app, "check search index", tasks.check_index, every_seconds=300)
    worker.add_task(app, "compare search index", tasks.compare_index_nightly, every_seconds=600)
