"""All rows of the database but the regions: kept as they stand, and put back into emptied tables."""

from __future__ import annotations

from typing import Any

from sqlalchemy import insert, select, text

from community.foundation.database import db

Rows = dict[str, list[dict[str, Any]]]
KEPT_WITH_REGIONS = {"regions", "region_spellings", "region_neighbours"}


def take_rows() -> Rows:
    """Every row by its table."""
    rows = {
        table.name: [dict(row) for row in db.session.execute(select(table)).mappings()]
        for table in db.metadata.sorted_tables
        if table.name not in KEPT_WITH_REGIONS
    }
    db.session.rollback()
    return rows


def put_rows(rows: Rows) -> None:
    """Fill emptied tables with these rows; what comes next gets the numbers after theirs."""
    with db.engine.begin() as connection:
        for table in db.metadata.sorted_tables:
            if rows.get(table.name):
                connection.execute(insert(table), rows[table.name])
                if db.engine.dialect.name == "postgresql" and "id" in table.columns:
                    after = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
                    connection.execute(text(after))
