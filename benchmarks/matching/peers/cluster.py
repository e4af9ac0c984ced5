"""Fits one market here, then on a cluster of two worker processes: python -m benchmarks.matching.peers.cluster

Prints JSON: whether both learned the same, and how much each worker did.
"""

from __future__ import annotations

import json
from typing import Any

import joblib
from distributed import Client, LocalCluster

from benchmarks.matching.market import make_market
from matching import TwoSidedMatcher, Vocabulary

PEOPLE, MENTORS, PLACES, SEED = 2_000, 150, 5, 5
ASKED = 200


def fitted() -> tuple[dict[str, float], list[Any]]:
    """(prices, lists) of a matcher fitted on the market; fitted wherever joblib is told to."""
    market = make_market(PEOPLE, MENTORS, PLACES, seed=SEED)
    matcher = TwoSidedMatcher(0, Vocabulary.load()).fit(market.people, market.offers)
    return matcher.prices_, matcher.recommend_many(market.people[:ASKED])


def _steps(dask_worker: Any) -> int:
    """How much a worker has had to do so far."""
    return int(dask_worker.state.transition_counter)


def main() -> None:
    """On loopback, without a dashboard."""
    here = fitted()
    with (
        LocalCluster(n_workers=2, threads_per_worker=1, host="127.0.0.1", dashboard_address=None) as cluster,
        Client(cluster) as client,
    ):
        before = client.run(_steps)
        with joblib.parallel_config("dask"):
            there = fitted()
        steps = [after - before[worker] for worker, after in client.run(_steps).items()]
    print(json.dumps({"same": here == there, "priced": len(here[0]), "steps": steps}))


if __name__ == "__main__":
    main()
