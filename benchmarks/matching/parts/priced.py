"""The rule of prices alone, on utilities in which all like some offers more: what others measured it with."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from benchmarks.matching.figure import Figure, Result, neat
from benchmarks.matching.simulate import optimum, places_taken, total
from benchmarks.matching.solve import SMALL, liking
from matching.capacity import assign_matrix
from matching.evaluation import Exposure, exposure

TITLE = "Lists by score minus price, where all like a few most"
K = 10


def measure(_folder: Path) -> Result:
    """10,000 people, 300 offers, five places each; prices from the auction, as the matcher learns them."""
    n_people, n_offers, room = SMALL
    worth, places = liking(n_people, n_offers)[0:n_people].astype(np.float64), [room] * n_offers
    prices = np.asarray(assign_matrix(worth, places, precision=1e-3).prices)
    priced, plain = (np.argsort(-values, axis=1)[:, :K].tolist() for values in (worth - prices, worth))
    most = optimum(worth, places)
    ours, theirs = (places_taken(lists, worth, places) for lists in (priced, plain))
    even, flooded = (_exposure(lists, places) for lists in (priced, plain))
    score, score_plain = (float(np.take_along_axis(worth, np.asarray(lists), 1).mean()) for lists in (priced, plain))

    def row(what: str, value: float, other: float, unit: str, target: float | None, least: bool = False) -> Figure:
        return Figure(what, value, unit, target, least, beside={"plain top 10": neat(other)})

    shares = [100 * total(worth, pairs) / most for pairs in (ours, theirs)]
    filled = [100 * len(pairs) / (room * n_offers) for pairs in (ours, theirs)]
    return Result(
        [
            row("prices alone: share of the optimum", *shares, "%", 97.5, True),
            row("prices alone: places filled", *filled, "%", None),
            row("prices alone: Gini of exposure", even.gini, flooded.gini, "", 0.25),
            row("prices alone: offers never shown", len(even.never), len(flooded.never), "", 0),
            row("prices alone: mean score of a list lost", 100 * (1 - score / score_plain), 0.0, "%", 3.0),
        ]
    )


def _exposure(lists: list[list[int]], places: list[int]) -> Exposure:
    names = [str(column) for column in range(len(places))]
    return exposure([[names[column] for column in one] for one in lists], dict(zip(names, places, strict=True)))
