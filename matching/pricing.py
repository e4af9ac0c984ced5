"""Prices of crowded offers: what pushes the next best up where few places meet many people."""

from collections.abc import Callable, Sequence

import numpy as np
from numpy.typing import NDArray

from matching.capacity import assign_matrix
from matching.catalogue import Catalogue
from matching.profiles import Person

# score(people, catalogue) -> (n_people, n_offers), NaN = vetoed
Score = Callable[[Sequence[Person], Catalogue], NDArray[np.float64]]
_CELLS = 1_000_000
_PRECISION = 1e-3
# Least prices leave the first person turned away just indifferent; the nudge sends her where there is room.
_NUDGE = 1e-6


def learn_prices(people: Sequence[Person], catalogue: Catalogue, score: Score, random_state: int) -> dict[str, float]:
    """Offer id -> price ≥ 0 in units of score, from an auction among all people for the places of each kind.

    Prices stand relative to the cheapest of the kind, so that scarce kinds are not priced out of mixed lists.
    """
    prices: dict[str, float] = {}
    for kind in sorted({offer.kind for offer in catalogue.offers if offer.capacity is not None}):
        of_kind = catalogue.of_kinds([kind])
        found = _prices_of_kind(people, of_kind, score, random_state)
        found -= found.min(initial=np.inf)
        priced = zip(of_kind.ids, found.tolist(), strict=True)
        prices.update({offer_id: price + _NUDGE for offer_id, price in priced if price > _NUDGE})
    return prices


def _prices_of_kind(
    people: Sequence[Person], catalogue: Catalogue, score: Score, random_state: int
) -> NDArray[np.float64]:
    """Too many people are sampled and the places thinned out alike, so that scarcity stays what it is."""
    random = np.random.default_rng(random_state)
    by_id = sorted(people, key=lambda person: person.id)
    capacities = np.asarray([len(people) if o.capacity is None else o.capacity for o in catalogue.offers], dtype=float)
    sample = max(1, min(len(by_id), _CELLS // len(catalogue)))
    if sample < len(by_id):
        rows = np.sort(random.choice(len(by_id), size=sample, replace=False))  # nosec B311
        by_id = [by_id[row] for row in rows]
        thinned = capacities * sample / len(people)
        drawn = random.random(len(catalogue))[catalogue.id_order] < thinned % 1  # nosec B311
        capacities = np.floor(thinned) + drawn
    values = score(by_id, catalogue)
    prices = np.asarray(assign_matrix(values, capacities, precision=_PRECISION).prices)
    return _without_gaps(values, prices, capacities == 0)


def _without_gaps(
    values: NDArray[np.float64], prices: NDArray[np.float64], left_out: NDArray[np.bool_]
) -> NDArray[np.float64]:
    """Prices with one for what thinning left no place: the least at which nobody would rather have it.

    At the auction's 0 it would stand first in everybody's list.
    """
    if not left_out.any() or left_out.all():
        return prices
    surplus = np.nan_to_num(values[:, ~left_out] - prices[~left_out], nan=0.0).max(axis=1).clip(0.0)
    wished = np.nan_to_num(values[:, left_out] - surplus[:, None], nan=0.0).max(axis=0).clip(0.0)
    filled = prices.copy()
    filled[left_out] = wished
    return filled
