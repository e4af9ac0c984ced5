"""The small demo city with everything delivered: built once in a run, put back for each test that wants it."""

from __future__ import annotations

import pickle
import shutil
from functools import lru_cache
from pathlib import Path
from typing import Any

from flask import current_app
from sqlalchemy import insert, select, text

from community.demo import load as demo
from community.foundation.database import db
from community.recommendations.refresh import EXTENSION as LEARNED
from tests.provision.database import once
from tests.support import settle

KEPT_WITH_REGIONS = {"regions", "region_spellings", "region_neighbours"}
FOLDERS = {"search": "SEARCH_INDEX_PATH", "uploads": "UPLOAD_PATH"}


def load_city() -> None:
    """People, businesses and what they offer, in an emptied database; the worker has nothing left to do."""
    kept = Path(current_app.config["RUN_FOLDER"]) / "city"
    kept.mkdir(exist_ok=True)
    with once(kept, "built") as first:
        if first:
            demo.load(demo.SIZES["small"], seed=1, tell=lambda _line: None)
            settle()
            _keep(kept)
    if not first:
        _put_back(kept)


def _keep(kept: Path) -> None:
    rows = {
        table.name: [dict(row) for row in db.session.execute(select(table)).mappings()]
        for table in db.metadata.sorted_tables
        if table.name not in KEPT_WITH_REGIONS
    }
    db.session.rollback()
    (kept / "rows").write_bytes(pickle.dumps(rows))
    # Learning it takes a second, and the same rows teach the same.
    (kept / "learned").write_bytes(pickle.dumps(current_app.extensions[LEARNED]))
    for name, setting in FOLDERS.items():
        shutil.copytree(current_app.config[setting], kept / name)


@lru_cache(maxsize=1)
def _rows(kept: Path) -> dict[str, list[dict[str, Any]]]:
    rows: dict[str, list[dict[str, Any]]] = pickle.loads((kept / "rows").read_bytes())
    return rows


def _put_back(kept: Path) -> None:
    rows = _rows(kept)
    with db.engine.begin() as connection:
        for table in db.metadata.sorted_tables:
            if rows.get(table.name):
                connection.execute(insert(table), rows[table.name])
                if db.engine.dialect.name == "postgresql" and "id" in table.columns:
                    after = f"SELECT setval(pg_get_serial_sequence('{table.name}', 'id'), max(id)) FROM {table.name}"
                    connection.execute(text(after))
    current_app.extensions[LEARNED] = pickle.loads((kept / "learned").read_bytes())
    for name, setting in FOLDERS.items():
        shutil.copytree(kept / name, current_app.config[setting], dirs_exist_ok=True)
