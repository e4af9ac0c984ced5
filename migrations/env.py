"""How Alembic finds the database and the tables: both are the running application's."""

from __future__ import annotations

from typing import Any

from alembic import context
from flask import current_app
from sqlalchemy import JSON, text

from community.foundation.database import UtcDateTime, db

ORDER_ACROSS_PROCESSES = 20_261_123


def _leave_out_empty(_context: Any, _revision: Any, directives: list[Any]) -> None:
    if getattr(context.config.cmd_opts, "autogenerate", False) and directives[0].upgrade_ops.is_empty():
        directives[:] = []


def _plain_types(kind: str, item: Any, autogenerate: Any) -> Any:
    # A migration must go on working when the application's own classes have moved.
    if kind == "type" and isinstance(item, JSON):
        autogenerate.imports.add("from sqlalchemy.dialects import postgresql")
        return 'sa.JSON().with_variant(postgresql.JSONB(), "postgresql")'
    if kind == "type" and isinstance(item, UtcDateTime):
        return "sa.DateTime(timezone=True)"
    return False


def run() -> None:
    """Migrate online; a second process that starts at the same moment waits for the first."""
    options = dict(current_app.extensions["migrate"].configure_args)
    options.setdefault("process_revision_directives", _leave_out_empty)
    options["render_item"] = _plain_types
    with db.engine.connect() as connection:
        if connection.dialect.name == "sqlite":
            # Rebuilding a table that others refer to is only possible while references are not watched.
            connection.exec_driver_sql("PRAGMA foreign_keys=OFF")
            connection.rollback()
        context.configure(connection=connection, target_metadata=db.metadata, **options)
        with context.begin_transaction():
            if connection.dialect.name == "postgresql":
                connection.execute(text(f"SELECT pg_advisory_xact_lock({ORDER_ACROSS_PROCESSES})"))
            context.run_migrations()


if context.is_offline_mode():
    raise SystemExit("Migrations run on a database, not into a script.")
run()
