"""Who gets which place when places are few: best total utility, or nobody wants to swap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

from matching.errors import InvalidCapacityError, InvalidParameterError, InvalidUtilitiesError

Mode = Literal["utility", "stable"]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
_EXACT_CELLS = 4_000_000
_CHUNK_CELLS = 2_000_000
_NOBODY = -1


@dataclass(frozen=True)
class Assignment:
    """`pairs`: (person, offer), each person at most once; `prices` and `filled` (places taken) per offer.

    From `assign_matrix` people and offers are row and column numbers and `prices`, `filled` arrays;
    from `TwoSidedMatcher.assign` they are ids and dicts. `utility` is the sum over the pairs.
    """

    pairs: tuple[tuple[Any, Any], ...]
    prices: Any
    filled: Any
    utility: float


def assign_matrix(
    utilities: object,
    capacities: Sequence[int] | NDArray[Any],
    mode: Mode = "utility",
    precision: float = 1e-4,
) -> Assignment:
    """Give each row at most one column, no column above its capacity.

    utilities: (n_people, n_offers), NaN = vetoed; pairs below 0 are never made. capacities: (n_offers,)
    whole numbers ≥ 0. mode "utility" maximises the sum (exactly up to 4 million expanded cells, else by
    an auction within n_people · precision · max|utility|, Bertsekas 1988); "stable" leaves no blocking
    pair (deferred acceptance, Gale and Shapley 1962). Prices: what a place is worth to the best one
    without it ("utility"), or the lowest utility that got in ("stable"); 0 while places are free.
    """
    values = _checked_utilities(utilities)
    places = np.minimum(_checked_capacities(capacities, values.shape[1]), values.shape[0])
    if mode not in ("utility", "stable"):
        raise InvalidParameterError(f"mode must be 'utility' or 'stable', not {mode!r}")
    if not 0 < precision < 1:
        raise InvalidParameterError(f"precision must lie between 0 and 1, not {precision!r}")
    if not values.size:
        return Assignment((), np.zeros(values.shape[1]), np.zeros(values.shape[1], dtype=np.int64), 0.0)
    values = np.where(np.isnan(values) | (values < 0) | (places == 0), -np.inf, values)
    if mode == "stable":
        chosen, prices = _deferred_acceptance(values, places)
    elif values.shape[0] * int(places.sum()) <= _EXACT_CELLS:
        chosen = _exact(values, places)
        prices = _competitive_prices(values, chosen)
    else:
        chosen, prices = _auction(values, places, precision)
    rows = np.flatnonzero(chosen != _NOBODY)
    pairs = tuple(zip(rows.tolist(), chosen[rows].tolist(), strict=True))
    filled = np.bincount(chosen[rows], minlength=values.shape[1])
    return Assignment(pairs, prices, filled, float(values[rows, chosen[rows]].sum()))


def _checked_utilities(utilities: object) -> Floats:
    try:
        values = np.asarray(utilities, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidUtilitiesError(f"utilities must be a matrix of numbers: {error}") from None
    if values.ndim != 2:
        raise InvalidUtilitiesError(f"utilities must be a matrix (people × offers), not {values.ndim}-dimensional")
    if np.isinf(values).any():
        row, column = np.argwhere(np.isinf(values))[0]
        raise InvalidUtilitiesError(f"utility [{row}, {column}] is infinite; use NaN for a vetoed pair")
    return values


def _checked_capacities(capacities: object, n_offers: int) -> Integers:
    try:
        given = np.asarray(capacities, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidCapacityError(f"capacities must be whole numbers: {error}") from None
    if given.shape != (n_offers,):
        raise InvalidCapacityError(f"capacities must have shape ({n_offers},), one per offer, not {given.shape}")
    wrong = np.flatnonzero(~np.isfinite(given) | (given < 0) | (given != np.floor(given)))
    if wrong.size:
        raise InvalidCapacityError(f"capacity [{wrong[0]}] must be a whole number ≥ 0, not {given[wrong[0]]}")
    return np.minimum(given, 2**31).astype(np.int64)


def _exact(values: Floats, places: Integers) -> Integers:
    chosen = np.full(values.shape[0], _NOBODY, dtype=np.int64)
    columns = np.repeat(np.arange(values.shape[1]), places)
    if not columns.size:
        return chosen
    # Forbidden pairs cost just more than none at all, so they are taken only when forced, and dropped.
    forbidden = -1e-9 * max(1.0, float(values.max(initial=0.0)))
    rows, slots = linear_sum_assignment(np.maximum(values, forbidden)[:, columns], maximize=True)
    allowed = values[rows, columns[slots]] >= 0
    chosen[rows[allowed]] = columns[slots[allowed]]
    return chosen


def _competitive_prices(values: Floats, chosen: Integers) -> Floats:
    """The least prices at which everybody already has what suits her best (dual of the assignment)."""
    n_offers = values.shape[1]
    outside = values[chosen == _NOBODY]
    prices: Floats = np.maximum(outside.max(axis=0, initial=0.0), 0.0)
    envy = np.full((n_offers, n_offers), -np.inf)
    for offer in np.unique(chosen[chosen != _NOBODY]):
        held = values[chosen == offer]
        envy[offer] = (held - held[:, [offer]]).max(axis=0)
    for _ in range(n_offers):
        raised = np.maximum(prices, (prices[:, None] + envy).max(axis=0, initial=-np.inf))
        if np.allclose(raised, prices, rtol=0, atol=1e-12):
            break
        prices = raised
    return prices


def _two_best(values: Floats, prices: Floats, rows: Integers) -> tuple[Integers, Floats, Floats]:
    """Per row: the best column at these prices, its value, and the second best value (0 = stay out)."""
    best = np.empty(rows.size, dtype=np.int64)
    first, second = np.empty(rows.size), np.empty(rows.size)
    step = max(1, _CHUNK_CELLS // values.shape[1])
    for start in range(0, rows.size, step):
        part = slice(start, start + step)
        margin = values[rows[part]] - prices
        index = np.arange(margin.shape[0])
        best[part] = margin.argmax(axis=1)
        first[part] = margin[index, best[part]]
        margin[index, best[part]] = -np.inf
        second[part] = margin.max(axis=1, initial=0.0)
    return best, first, second


def _auction(values: Floats, places: Integers, precision: float) -> tuple[Integers, Floats]:
    n_people = values.shape[0]
    step = precision * max(float(values.max(initial=0.0)), 1e-12)
    prices = np.zeros(values.shape[1])
    chosen = np.full(n_people, _NOBODY, dtype=np.int64)
    bids = np.zeros(n_people)
    waiting = np.arange(n_people)
    while waiting.size:
        best, first, second = _two_best(values, prices, waiting)
        stays = first > 0
        waiting, best = waiting[stays], best[stays]
        bids[waiting] = prices[best] + (first - second)[stays] + step
        chosen[waiting] = best
        touched = np.zeros(values.shape[1], dtype=bool)
        touched[best] = True
        people = np.flatnonzero((chosen != _NOBODY) & touched[chosen])
        waiting = _keep_highest(people, chosen, bids, places, prices)
    return chosen, prices


def _keep_highest(people: Integers, chosen: Integers, bids: Floats, places: Integers, prices: Floats) -> Integers:
    """Each offer keeps its highest bids; sets prices of full ones; returns whom they sent away."""
    order = people[np.lexsort((people, -bids[people], chosen[people]))]
    offers, starts, counts = np.unique(chosen[order], return_index=True, return_counts=True)
    position = np.arange(order.size) - np.repeat(starts, counts)
    sent_away = order[position >= places[chosen[order]]]
    full = counts >= places[offers]
    prices[offers[full]] = bids[order[starts[full] + places[offers[full]] - 1]]
    chosen[sent_away] = _NOBODY
    return sent_away


def _deferred_acceptance(values: Floats, places: Integers) -> tuple[Integers, Floats]:
    n_people, n_offers = values.shape
    preference = np.argsort(-values, axis=1, kind="stable")
    proposed = np.zeros(n_people, dtype=np.int64)
    chosen = np.full(n_people, _NOBODY, dtype=np.int64)
    worth = np.zeros(n_people)
    cutoffs = np.zeros(n_offers)
    waiting = np.arange(n_people)
    while waiting.size:
        waiting = waiting[proposed[waiting] < n_offers]
        offers = preference[waiting, proposed[waiting]]
        allowed = values[waiting, offers] >= 0
        waiting, offers = waiting[allowed], offers[allowed]
        proposed[waiting] += 1
        chosen[waiting] = offers
        worth[waiting] = values[waiting, offers]
        touched = np.zeros(n_offers, dtype=bool)
        touched[offers] = True
        people = np.flatnonzero((chosen != _NOBODY) & touched[chosen])
        waiting = _keep_highest(people, chosen, worth, places, cutoffs)
    return chosen, cutoffs
