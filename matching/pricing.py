"""Prices of crowded offers: what pushes the next best up where few places meet many people.

Where there is room for all, they come from an auction for the places. Where there is not, an auction's prices rise to
what those who fit best would give, and would send all others to whatever nobody wants; there, prices even out how many
people each place is shown to.

People are scored in blocks through joblib: inside `joblib.parallel_config(...)` on several cores or machines, with the
same prices wherever a block was scored.
"""

from collections.abc import Callable, Sequence

import numpy as np
from joblib import Parallel, delayed
from numpy.typing import NDArray

from matching.capacity import assign_matrix
from matching.catalogue import Catalogue
from matching.profiles import Person

# score(people, catalogue) -> (n_people, n_offers), NaN = vetoed
Score = Callable[[Sequence[Person], Catalogue], NDArray[np.float64]]
_CELLS = 1_000_000
_BLOCK_CELLS = 250_000
_PRECISION = 1e-3
_LISTED = 10
# Few rounds of small steps: they take the crowd off the crowded and leave the rest as it fits.
_ROUNDS = 20
_STEP = 0.1
# Least prices leave the first person turned away just indifferent; the nudge sends her where there is room.
_NUDGE = 1e-6


def learn_prices(people: Sequence[Person], catalogue: Catalogue, score: Score, random_state: int) -> dict[str, float]:
    """Offer id -> price ≥ 0 in units of score, for the places of each kind by itself.

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
    wanted = capacities
    if sample < len(by_id):
        rows = np.sort(random.choice(len(by_id), size=sample, replace=False))  # nosec B311
        by_id = [by_id[row] for row in rows]
        wanted = capacities * sample / len(people)
        drawn = random.random(len(catalogue))[catalogue.id_order] < wanted % 1  # nosec B311
        capacities = np.floor(wanted) + drawn
    scores = _in_blocks(by_id, catalogue, score)
    if wanted.sum() < len(by_id) and len(catalogue) > _LISTED:
        return _evened_out(scores, wanted)
    prices = np.asarray(assign_matrix(scores, capacities, precision=_PRECISION).prices)
    return _without_gaps(scores, prices, capacities == 0)


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


def _evened_out(scores: NDArray[np.float64], capacities: NDArray[np.float64]) -> NDArray[np.float64]:
    """Prices at which lists come nearer to showing each place to as many people as any other."""
    worth = np.where(np.isnan(scores), -np.inf, scores)
    step = _STEP * round(float(np.nan_to_num(np.nanstd(scores))), 6) if np.isfinite(worth).any() else 0.0
    wanted = _LISTED * len(worth) * capacities / max(capacities.sum(), 1.0)
    prices = np.zeros(len(capacities))
    for number in range(_ROUNDS):
        crowd = np.log((_shown(worth - prices) + 1) / (wanted + 1))
        prices += step / np.sqrt(1 + number) * crowd.clip(-2, 2)
    return np.asarray(prices - prices.min())


def _shown(values: NDArray[np.float64]) -> NDArray[np.float64]:
    """How many lists each offer stands in; equals at the end of a list share what is left of it."""
    last = np.partition(values, -_LISTED, axis=1)[:, -_LISTED, None]
    above, level = values > last, (values == last) & np.isfinite(last)
    left = (_LISTED - above.sum(axis=1)) / np.maximum(level.sum(axis=1), 1)
    return np.asarray((above & np.isfinite(values)).sum(axis=0) + left @ level)


def _in_blocks(people: Sequence[Person], catalogue: Catalogue, score: Score) -> NDArray[np.float64]:
    """score(people, catalogue), by as many workers as joblib is told to use."""
    step = max(1, _BLOCK_CELLS // max(len(catalogue), 1))
    blocks = [people[start : start + step] for start in range(0, len(people), step)]
    return np.concatenate(Parallel()(delayed(score)(block, catalogue) for block in blocks))
