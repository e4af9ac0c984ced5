"""Training spread over machines by joblib's Dask backend: two workers, and the same result to the last bit."""

from __future__ import annotations

import json
from pathlib import Path

from benchmarks.fetching import NotAtHandError
from benchmarks.figure import Figure, Result
from benchmarks.matching.fetched import run_peer

TITLE = "Several machines"
SAME = "fit on a Dask cluster of two workers: same prices and lists as on one"
WORKERS = "workers that did a part of it"


def measure(folder: Path) -> Result:
    """1 = the same."""
    try:
        found = json.loads(run_peer(folder, "dask", "cluster").splitlines()[-1])
    except NotAtHandError as problem:
        return Result(
            [Figure(name, None, "", least, True, str(problem)) for name, least in ((SAME, 1.0), (WORKERS, 2.0))]
        )
    same = float(found["same"] and found["priced"] > 0)
    return Result(
        [
            Figure(SAME, same, "", 1.0, least=True),
            Figure(WORKERS, sum(steps > 0 for steps in found["steps"]), "", 2.0, least=True),
        ]
    )
