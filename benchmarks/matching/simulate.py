"""What becomes of lists: who asks whom, who gets a place; and checks that know nothing of how an answer was found."""

from __future__ import annotations

import heapq
from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linear_sum_assignment

Lists = Mapping[str, Sequence[str]]
Floats = NDArray[np.floating]
Pairs = list[tuple[int, int]]


def places_taken(lists: Sequence[Sequence[int]], worth: Floats, places: Sequence[int]) -> Pairs:
    """Everybody asks down her own list until somebody keeps her; an offer keeps those worth most to it."""
    held: list[list[tuple[float, int]]] = [[] for _ in places]
    waiting = [(row, 0) for row in range(len(lists) - 1, -1, -1)]
    while waiting:
        row, asked = waiting.pop()
        if asked == len(lists[row]):
            continue
        column = lists[row][asked]
        heapq.heappush(held[column], (float(worth[row, column]), -row))
        if len(held[column]) > places[column]:
            _worth, gone = heapq.heappop(held[column])
            waiting.append((-gone, lists[-gone].index(column) + 1))
    return sorted((-row, column) for column, kept in enumerate(held) for _worth, row in kept)


def optimum(worth: Floats, places: Sequence[int]) -> float:
    """The most that places can be worth in all, by scipy's exact solver; NaN or below 0 = not allowed."""
    columns = np.repeat(np.arange(len(places)), places)
    expanded = np.nan_to_num(np.asarray(worth, dtype=np.float64), nan=0.0).clip(0.0)[:, columns]
    rows, slots = linear_sum_assignment(expanded, maximize=True)
    return float(expanded[rows, slots].sum())


def blocking_pairs(worth: Floats, places: Sequence[int], pairs: Sequence[tuple[int, int]]) -> int:
    """Pairs of whom both would rather have each other than what they got; NaN or below 0 = not allowed."""
    n_people, n_offers = worth.shape
    hers, lowest = np.full(n_people, -np.inf), np.full(n_offers, -np.inf)
    got = np.zeros((n_people, n_offers), dtype=bool)
    for row, column in pairs:
        hers[row], got[row, column] = worth[row, column], True
    for column, number in enumerate(places):
        if number and got[:, column].sum() >= number:
            lowest[column] = worth[got[:, column], column].min()
    allowed = (worth >= 0) & (np.asarray(places) > 0) & ~got
    return int((allowed & (worth > hers[:, None]) & (worth > lowest)).sum())


def total(worth: Floats, pairs: Sequence[tuple[int, int]]) -> float:
    """What these pairs are worth in all."""
    return float(sum(worth[row, column] for row, column in pairs))
