"""What the regression tests of others' mishaps share."""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from flask import Flask
from sqlalchemy import event

from community.foundation.database import db
from tests.inspector import Inspector

# What a statement that is none of these writes to.
READS = re.compile(r"\s*(SELECT|BEGIN|COMMIT|ROLLBACK|SAVEPOINT|RELEASE|PRAGMA)\b", re.I)
WRITES = re.compile(r"\s*(?:INSERT INTO|UPDATE|DELETE FROM)\s+\"?(\w+)", re.I)


def browser(app: Flask) -> Inspector:
    """A new browser that was never here before."""
    made: Any = app.test_client()
    return made  # type: ignore[no-any-return]


@contextmanager
def stored_tables() -> Iterator[set[str]]:
    """The tables to which something was written inside that was not undone; may be emptied between two looks."""
    stored: set[str] = set()
    waiting: set[str] = set()

    def note(_conn: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        if not READS.match(statement):
            # "DO UPDATE SET" names no table.
            waiting.update(db.metadata.tables.keys() & WRITES.findall(statement) or db.metadata.tables)

    def keep(_conn: Any) -> None:
        stored.update(waiting)
        waiting.clear()

    def undo(_conn: Any) -> None:
        waiting.clear()

    hooks = {"before_cursor_execute": note, "commit": keep, "rollback": undo}
    for name, hook in hooks.items():
        event.listen(db.engine, name, hook)
    try:
        yield stored
    finally:
        for name, hook in hooks.items():
            event.remove(db.engine, name, hook)
