"""Many rows at once: buffered per table, with ids known before they are stored."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select, text

from community.foundation.database import ALPHABET, Base, db

BATCH = 5000


class Bulk:
    """Rows waiting for their tables. Tables are filled in the order of their foreign keys."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now = rng, now
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._next: dict[str, int] = {}

    def _table(self, model: type[Base]) -> Table:
        return model.__table__  # type: ignore[return-value]

    def new_id(self, model: type[Base]) -> int:
        """The next id of a table, beginning after the highest one stored."""
        table = self._table(model)
        if table.name not in self._next:
            highest = db.session.execute(select(func.max(table.c.id))).scalar()
            self._next[table.name] = (highest or 0) + 1
        number = self._next[table.name]
        self._next[table.name] = number + 1
        return number

    def public_id(self) -> str:
        """An address for a row, from the seed."""
        return "".join(self.rng.choices(ALPHABET, k=12))

    def add(self, model: type[Base], **values: Any) -> int:
        """Keep a row; tables with an id get one, which is returned (0 without)."""
        table = self._table(model)
        if "id" in table.c and "id" not in values:
            values["id"] = self.new_id(model)
        if "public_id" in table.c and "public_id" not in values:
            values["public_id"] = self.public_id()
        self._rows[table.name].append(values)
        return int(values.get("id", 0))

    def store(self) -> int:
        """Write what waits, parents first; returns how many rows."""
        written = 0
        for table in db.metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            for start in range(0, len(rows), BATCH):
                db.session.execute(insert(table), rows[start : start + BATCH])
            written += len(rows)
        return written

    def adjust_sequences(self) -> None:
        """Let PostgreSQL count on after the ids given here."""
        if db.engine.dialect.name != "postgresql":
            return
        for name in self._next:
            sequence = text(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"  # noqa: S608  # nosec B608
            )
            db.session.execute(sequence)
