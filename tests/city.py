"""The small demo city with everything delivered: built once in a run, put back for each test that wants it."""

from __future__ import annotations

import pickle
import shutil
from functools import lru_cache
from pathlib import Path

from flask import current_app

from community.demo import load as demo
from community.foundation import clock
from community.recommendations.refresh import EXTENSION as LEARNED
from tests.provision.database import once
from tests.snapshot import Rows, put_rows, take_rows
from tests.support import settle

FOLDERS = {"search": "SEARCH_INDEX_PATH", "uploads": "UPLOAD_PATH"}


def load_city() -> None:
    """People, businesses and what they offer, in an emptied database; the worker has nothing left to do."""
    # A run may go on past midnight, and its days would then be those of yesterday.
    kept = Path(current_app.config["RUN_FOLDER"]) / f"city-{clock.today()}"
    kept.mkdir(exist_ok=True)
    with once(kept, "built") as first:
        if first:
            demo.load(demo.SIZES["small"], seed=1, tell=lambda _line: None)
            settle()
            _keep(kept)
    if not first:
        _put_back(kept)


def _keep(kept: Path) -> None:
    (kept / "rows").write_bytes(pickle.dumps(take_rows()))
    # Learning it takes a second, and the same rows teach the same.
    (kept / "learned").write_bytes(pickle.dumps(current_app.extensions[LEARNED]))
    for name, setting in FOLDERS.items():
        shutil.copytree(current_app.config[setting], kept / name)


@lru_cache(maxsize=1)
def _rows(kept: Path) -> Rows:
    rows: Rows = pickle.loads((kept / "rows").read_bytes())
    return rows


def _put_back(kept: Path) -> None:
    put_rows(_rows(kept))
    current_app.extensions[LEARNED] = pickle.loads((kept / "learned").read_bytes())
    for name, setting in FOLDERS.items():
        shutil.copytree(kept / name, current_app.config[setting], dirs_exist_ok=True)
