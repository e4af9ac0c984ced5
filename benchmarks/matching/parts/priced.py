"""The rule of prices alone, where all like the same offers more: the hardest market for it, so without targets."""

from __future__ import annotations

from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from benchmarks.figure import Figure, Result, neat
from benchmarks.matching.simulate import optimum, places_taken, total
from benchmarks.matching.solve import SMALL, liking
from matching import Offer, Person, TwoSidedMatcher
from matching.evaluation import Exposure, exposure
from matching.pricing import learn_prices

TITLE = "Lists by score minus price, where all like a few most"
K = 10


def measure(_folder: Path) -> Result:
    """10,000 people, 300 offers, five places each; prices as the matcher learns them."""
    n_people, n_offers, room = SMALL
    worth, places = liking(n_people, n_offers)[0:n_people].astype(np.float64), [room] * n_offers
    prices = _prices(worth, room)
    priced, plain = (np.argsort(-values, axis=1)[:, :K].tolist() for values in (worth - prices, worth))
    most = optimum(worth, places)
    ours, theirs = (places_taken(lists, worth, places) for lists in (priced, plain))
    even, flooded = (_exposure(lists, places) for lists in (priced, plain))
    score, score_plain = (float(np.take_along_axis(worth, np.asarray(lists), 1).mean()) for lists in (priced, plain))

    def row(what: str, value: float, other: float, unit: str) -> Figure:
        return Figure(what, value, unit, beside={"plain top 10": neat(other)})

    shares = [100 * total(worth, pairs) / most for pairs in (ours, theirs)]
    filled = [100 * len(pairs) / (room * n_offers) for pairs in (ours, theirs)]
    return Result(
        [
            row("prices alone: share of the optimum", shares[0], shares[1], "%"),
            row("prices alone: places filled", filled[0], filled[1], "%"),
            row("prices alone: Gini of exposure", even.gini, flooded.gini, ""),
            row("prices alone: offers never shown", len(even.never), len(flooded.never), ""),
            row("prices alone: mean score of a list lost", 100 * (1 - score / score_plain), 0.0, "%"),
        ]
    )


def _prices(worth: NDArray[np.float64], room: int) -> NDArray[np.float64]:
    """Prices of each column; people and offers are no more than their numbers."""
    people = [Person(f"{row:06}") for row in range(worth.shape[0])]
    offers = [Offer(f"{column:06}", "mentor", capacity=room) for column in range(worth.shape[1])]
    catalogue = TwoSidedMatcher().fit(offers=offers).catalogue_
    learned = learn_prices(people, catalogue, lambda some, _all: worth[[int(one.id) for one in some]], 0)
    return np.asarray([learned.get(offer.id, 0.0) for offer in offers])


def _exposure(lists: list[list[int]], places: list[int]) -> Exposure:
    names = [str(column) for column in range(len(places))]
    return exposure([[names[column] for column in one] for one in lists], dict(zip(names, places, strict=True)))
