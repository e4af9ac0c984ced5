"""The small demo city with everything delivered: built once in a process, put back for each test that wants it."""

from __future__ import annotations

import shutil
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from flask import current_app
from sqlalchemy import insert, select, text

from community.demo import load as demo
from community.foundation.database import db
from tests.support import settle

KEPT_WITH_REGIONS = {"regions", "region_spellings", "region_neighbours"}
_rows: dict[str, list[dict[str, Any]]] = {}
_index: list[Path] = []


def load_city() -> None:
    """People, businesses and what they offer, in an emptied database; the worker has nothing left to do."""
    if not _rows:
        demo.load(demo.SIZES["small"], seed=1, tell=lambda _line: None)
        settle()
        _keep()
    else:
        _put_back()


def _keep() -> None:
    for table in db.metadata.sorted_tables:
        if table.name not in KEPT_WITH_REGIONS:
            _rows[table.name] = [dict(row) for row in db.session.execute(select(table)).mappings()]
    db.session.rollback()
    _index.append(Path(mkdtemp(prefix="guyub-index-")))
    shutil.copytree(current_app.config["SEARCH_INDEX_PATH"], _index[0], dirs_exist_ok=True)


def _put_back() -> None:
    with db.engine.begin() as connection:
        for table in db.metadata.sorted_tables:
            if _rows.get(table.name):
                connection.execute(insert(table), _rows[table.name])
                if db.engine.dialect.name == "postgresql" and "id" in table.columns:
                    after = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
                    connection.execute(text(after))
    shutil.copytree(_index[0], current_app.config["SEARCH_INDEX_PATH"], dirs_exist_ok=True)
    settle()
