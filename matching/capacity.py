"""Who gets which place when places are few: best total utility, or nobody wants to swap."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Literal, TypeAlias

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment
from scipy.sparse import csr_matrix, issparse

from matching.auction import NOBODY, Utilities, auction, keep_highest
from matching.errors import InvalidCapacityError, InvalidParameterError, InvalidUtilitiesError
from matching.scale import CELLS, assign_by_blocks

Mode = Literal["utility", "stable"]
Floats = NDArray[np.float64]
Integers = NDArray[np.int64]
Matrix: TypeAlias = "NDArray[Any] | csr_matrix"
_EXACT_CELLS = 4_000_000
_LARGE_PRECISION = 1e-3


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

    utilities: (n_people, n_offers), NaN = vetoed; or sparse, where only what is stored is allowed; pairs below 0 are
    never made. It is read where it lies: give float32 or sparse where memory is short. capacities: (n_offers,)
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
    utility, chosen, prices = 0.0, np.full(values.shape[0], NOBODY, dtype=np.int64), np.zeros(values.shape[1])
    if places.any() and values.shape[0]:
        chosen, prices = _assigned(values, places, mode, precision)
    rows = np.flatnonzero(chosen != NOBODY)
    if rows.size:
        utility = float(Utilities(values).at(rows, chosen[rows]).sum())
    pairs = tuple(zip(rows.tolist(), chosen[rows].tolist(), strict=True))
    return Assignment(pairs, prices, np.bincount(chosen[rows], minlength=values.shape[1]), utility)


def _assigned(values: Matrix, places: Integers, mode: Mode, precision: float) -> tuple[Integers, Floats]:
    """Column of each row, price of each column."""
    if mode == "utility" and not issparse(values) and values.size > CELLS:
        return assign_by_blocks(values, places, max(precision, _LARGE_PRECISION))
    if mode == "utility" and values.shape[0] * int(places.sum()) > _EXACT_CELLS:
        largest = float(np.fmax.reduce(values.data if issparse(values) else values, axis=None, initial=0.0))
        return auction(Utilities(values), places, largest, precision)
    dense = _dense(values)
    dense = np.where(np.isnan(dense) | (dense < 0) | (places == 0), -np.inf, dense)
    if mode == "stable":
        return _deferred_acceptance(dense, places)
    chosen = _exact(dense, places)
    return chosen, _competitive_prices(dense, chosen)


def _dense(values: Matrix) -> Floats:
    """float64, NaN where a sparse matrix stores nothing."""
    if isinstance(values, np.ndarray):
        return np.asarray(values, dtype=np.float64)
    dense = np.full(values.shape, np.nan)
    rows = np.repeat(np.arange(values.shape[0]), np.diff(values.indptr))
    dense[rows, values.indices] = values.data
    return dense


def _checked_utilities(utilities: Any) -> Matrix:
    if issparse(utilities):
        return _checked_sparse(csr_matrix(utilities))
    try:
        given = np.asarray(utilities)
        values = given if given.dtype in (np.float32, np.float64) else np.asarray(given, dtype=np.float64)
    except (TypeError, ValueError) as error:
        raise InvalidUtilitiesError(f"utilities must be a matrix of numbers: {error}") from None
    if values.ndim != 2:
        raise InvalidUtilitiesError(f"utilities must be a matrix (people × offers), not {values.ndim}-dimensional")
    if np.isinf(values).any():
        row, column = np.argwhere(np.isinf(values))[0]
        raise InvalidUtilitiesError(f"utility [{row}, {column}] is infinite; use NaN for a vetoed pair")
    return values


def _checked_sparse(values: csr_matrix) -> csr_matrix:
    if np.isinf(values.data).any():
        raise InvalidUtilitiesError("a stored utility is infinite; leave a vetoed pair out")
    if not np.issubdtype(values.dtype, np.floating):
        values = values.astype(np.float64)
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
    chosen = np.full(values.shape[0], NOBODY, dtype=np.int64)
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
    outside = values[chosen == NOBODY]
    prices: Floats = np.maximum(outside.max(axis=0, initial=0.0), 0.0)
    envy = np.full((n_offers, n_offers), -np.inf)
    for offer in np.unique(chosen[chosen != NOBODY]):
        held = values[chosen == offer]
        envy[offer] = (held - held[:, [offer]]).max(axis=0)
    for _ in range(n_offers):
        raised = np.maximum(prices, (prices[:, None] + envy).max(axis=0, initial=-np.inf))
        if np.allclose(raised, prices, rtol=0, atol=1e-12):
            break
        prices = raised
    return prices


def _deferred_acceptance(values: Floats, places: Integers) -> tuple[Integers, Floats]:
    n_people, n_offers = values.shape
    preference = np.argsort(-values, axis=1, kind="stable")
    proposed = np.zeros(n_people, dtype=np.int64)
    chosen = np.full(n_people, NOBODY, dtype=np.int64)
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
        people = np.flatnonzero((chosen != NOBODY) & touched[chosen])
        waiting = keep_highest(people, chosen, worth, places, cutoffs)
    return chosen, cutoffs
