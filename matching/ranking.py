"""From values to a list: best first, ties by id, nobody's offers crowding it."""

import numpy as np
from numpy.typing import NDArray

from matching.catalogue import Catalogue

_SHARE_OF_ONE_OWNER = 5
_SPARE = 4
_FEW = 500


def best_rows(values: NDArray[np.float64], allowed: NDArray[np.bool_], catalogue: Catalogue, k: int) -> list[int]:
    """Up to k rows; at most one in five (rounded up) of one owner, so two in a list of ten."""
    rows = np.flatnonzero(allowed)
    wanted = k * _SPARE
    if rows.size > wanted:
        # A few more than k, every tie included, are enough unless one owner fills the top.
        standing = values[rows]
        threshold = np.partition(standing, rows.size - wanted)[rows.size - wanted]
        chosen = _pick(values, rows[standing >= threshold], catalogue, k)
        if len(chosen) == k:
            return chosen
    return _pick(values, rows, catalogue, k)


def _pick(values: NDArray[np.float64], rows: NDArray[np.int64], catalogue: Catalogue, k: int) -> list[int]:
    if rows.size > _FEW:
        order = rows[np.lexsort((catalogue.id_order[rows], -values[rows]))]
    else:
        # To put a few in order is no reason to sort all ids.
        pairs = sorted(zip((-values[rows]).tolist(), (catalogue.ids[row] for row in rows), rows.tolist(), strict=True))
        order = np.asarray([row for _, _, row in pairs], dtype=np.int64)
    most = -(-k // _SHARE_OF_ONE_OWNER)
    taken: dict[int, int] = {}
    chosen: list[int] = []
    for row, owner in zip(order.tolist(), catalogue.facts["owner"][order].tolist(), strict=True):
        if owner >= 0 and taken.get(owner, 0) >= most:
            continue
        taken[owner] = taken.get(owner, 0) + 1
        chosen.append(row)
        if len(chosen) == k:
            break
    return chosen
