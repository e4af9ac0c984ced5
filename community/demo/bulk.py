"""Many rows at once: buffered per table, with ids known before they are stored."""

from __future__ import annotations

from collections import defaultdict
from datetime import datetime
from operator import itemgetter
from random import Random
from typing import Any

from sqlalchemy import Table, func, insert, select, text

from community.accounts.models import AuditEntry
from community.demo.corpus.letters import Letters
from community.foundation.database import ALPHABET, Base, db

BATCH = 5000
MOST_WAITING = 60_000  # rows; some 5,000 people with all that is told of each


class Bulk:
    """Rows waiting for their tables. Tables are filled in the order of their foreign keys."""

    def __init__(self, rng: Random, now: datetime) -> None:
        self.rng, self.now = rng, now
        self._rows: defaultdict[str, list[dict[str, Any]]] = defaultdict(list)
        self._next: dict[str, int] = {}
        self._trail: list[dict[str, Any]] = []
        self._waiting = 0
        self.written = 0
        self.letters = Letters(rng)

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
        self._waiting += 1
        return int(values.get("id", 0))

    def note(self, action: str, subject: str, actor_id: int, at: datetime, **details: str) -> None:
        """An entry of the trail for something that happened; `region` among the details is its region's code."""
        region = details.pop("region", None)
        entry = {"action": action, "subject": subject, "actor_id": actor_id, "region_code": region, "details": details}
        self._trail.append(entry | {"at": at})

    def write_trail(self) -> None:
        """Add the entries of the trail, the earliest first: its order is that of its ids."""
        for entry in sorted(self._trail, key=itemgetter("at")):
            self.add(AuditEntry, **entry)
        self._trail.clear()

    def relieve(self) -> None:
        """Write what waits when it is much; called where everything that belongs together has been added."""
        if self._waiting >= MOST_WAITING:
            self.store()

    def store(self) -> None:
        """Write what waits, parents first; `written` counts the rows."""
        for table in db.metadata.sorted_tables:
            rows = self._rows.pop(table.name, [])
            for start in range(0, len(rows), BATCH):
                _insert(table, rows[start : start + BATCH])
            self.written += len(rows)
        self._waiting = 0

    def adjust_sequences(self) -> None:
        """Let PostgreSQL count on after the ids given here."""
        if db.engine.dialect.name != "postgresql":
            return
        for name in self._next:
            sequence = text(
                f"SELECT setval(pg_get_serial_sequence('{name}', 'id'), (SELECT max(id) FROM {name}))"  # noqa: S608  # nosec B608
            )
            db.session.execute(sequence)


def _insert(table: Table, rows: list[dict[str, Any]]) -> None:
    """Rows that name the same columns."""
    if db.engine.dialect.name == "postgresql":
        _copy(table, rows)
    else:
        db.session.execute(insert(table), rows)


def _copy(table: Table, rows: list[dict[str, Any]]) -> None:
    """The same as COPY, which spares PostgreSQL a statement for each row."""
    dialect, given = db.engine.dialect, rows[0].keys()
    columns = [column for column in table.c if column.key in given or column.default is not None]
    as_stored = [column.type.dialect_impl(dialect).bind_processor(dialect) or _unchanged for column in columns]
    names = ", ".join(dialect.identifier_preparer.quote(column.name) for column in columns)
    with db.session.connection().connection.cursor().copy(f"COPY {table.name} ({names}) FROM STDIN") as copy:
        for row in rows:
            values = [row[column.key] if column.key in given else _default(column) for column in columns]
            copy.write_row([store(value) for store, value in zip(as_stored, values, strict=True)])


def _unchanged(value: Any) -> Any:
    return value


def _default(column: Any) -> Any:
    return column.default.arg(None) if column.default.is_callable else column.default.arg
