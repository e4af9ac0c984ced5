"""Gives out places by one solver in a process of its own: python -m benchmarks.matching.solve ours|scipy|blocks"""

from __future__ import annotations

import json
import sys
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from benchmarks.measure import peak_mb, spent

SMALL, LARGE = (10_000, 300, 5), (100_000, 3_000, 20)
WIDTH = 8
_STEP = 2_000
Floats = NDArray[np.floating]


@dataclass(frozen=True)
class Liking:
    """Utilities in (0, 1) of tastes and popularity, made as they are read, so that they need no memory."""

    tastes: Floats
    traits: Floats
    popularity: Floats

    @property
    def shape(self) -> tuple[int, int]:
        """(n_people, n_offers)"""
        return len(self.tastes), len(self.traits)

    def __getitem__(self, rows: slice, /) -> Floats:
        found = self.tastes[rows] @ self.traits.T
        found /= np.float32(-2.5)
        found -= self.popularity
        np.exp(found, out=found)
        found += np.float32(1)
        return np.reciprocal(found, out=found)


def liking(n_people: int, n_offers: int, seed: int = 0) -> Liking:
    """Everybody likes what is near her taste, and all like some offers more than others."""
    random = np.random.default_rng(seed)
    tastes, traits = (random.normal(size=(n, WIDTH)).astype(np.float32) for n in (n_people, n_offers))
    return Liking(tastes, traits, (0.8 * random.normal(size=n_offers)).astype(np.float32))


def bound(rows: Liking, prices: Floats, places: int) -> float:
    """No assignment is worth more than this (weak duality), whoever found the prices."""
    most = float(prices.sum() * places)
    for start in range(0, rows.shape[0], _STEP):
        block = rows[start : start + _STEP].astype(np.float64)
        most += float(np.maximum((block - prices).max(axis=1), 0.0).sum())
    return most


def _worth(rows: Liking, chosen: NDArray[np.int64]) -> float:
    found = 0.0
    for start in range(0, rows.shape[0], _STEP):
        block, at = rows[start : start + _STEP].astype(np.float64), chosen[start : start + _STEP]
        got = np.flatnonzero(at >= 0)
        found += float(block[got, at[got]].sum())
    return found


def _ours() -> dict[str, float]:
    from matching.capacity import assign_matrix  # noqa: PLC0415 - the other solvers shall not pay for it

    n_people, n_offers, places = SMALL
    utilities = liking(n_people, n_offers)[0:n_people]
    with spent() as used:
        found = assign_matrix(utilities, [places] * n_offers)
    return {"cpu": used.cpu, "mb": peak_mb(), "utility": found.utility, "filled": float(found.filled.sum())}


def _scipy() -> dict[str, float]:
    from scipy.optimize import linear_sum_assignment  # noqa: PLC0415 - as above

    n_people, n_offers, places = SMALL
    utilities = liking(n_people, n_offers)[0:n_people]
    with spent() as used:
        columns = np.repeat(np.arange(n_offers), places)
        rows, slots = linear_sum_assignment(utilities[:, columns], maximize=True)
    worth = float(utilities.astype(np.float64)[rows, columns[slots]].sum())
    return {"cpu": used.cpu, "mb": peak_mb(), "utility": worth, "filled": float(len(rows))}


def _blocks() -> dict[str, float]:
    from matching.scale import assign_by_blocks  # noqa: PLC0415 - as above

    n_people, n_offers, places = LARGE
    utilities = liking(n_people, n_offers)
    with spent() as used:
        chosen, prices = assign_by_blocks(utilities, np.full(n_offers, places), 1e-3)
    memory, worth = peak_mb(), _worth(utilities, chosen)
    most = bound(utilities, prices, places)
    return {"cpu": used.cpu, "mb": memory, "utility": worth, "bound": most, "filled": float((chosen >= 0).sum())}


if __name__ == "__main__":
    print(json.dumps({"ours": _ours, "scipy": _scipy, "blocks": _blocks}[sys.argv[1]]()))
