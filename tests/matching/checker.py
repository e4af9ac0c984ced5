"""Slow, independent checks of an assignment, in plain Python."""

import itertools
import math


def places_taken(pairs):
    taken = {}
    for _, column in pairs:
        taken[column] = taken.get(column, 0) + 1
    return taken


def check_feasible(utilities, capacities, assignment):
    """Each row at most once, no column above its capacity, no vetoed pair, sums right."""
    rows = [row for row, _ in assignment.pairs]
    assert len(rows) == len(set(rows))
    taken = places_taken(assignment.pairs)
    assert all(count <= capacities[column] for column, count in taken.items())
    assert all(utilities[row][column] >= 0 for row, column in assignment.pairs)
    assert list(assignment.filled) == [taken.get(column, 0) for column in range(len(capacities))]
    assert math.isclose(assignment.utility, sum(utilities[r][c] for r, c in assignment.pairs), abs_tol=1e-9)


def blocking_pairs(utilities, capacities, pairs):
    """Pairs who would both rather have each other."""
    chosen = dict(pairs)
    taken = places_taken(pairs)
    found = []
    for row, column in itertools.product(range(len(utilities)), range(len(capacities))):
        value = utilities[row][column]
        if not value >= 0 or not capacities[column] or chosen.get(row) == column:
            continue
        hers = utilities[row][chosen[row]] if row in chosen else -1
        held = [utilities[r][c] for r, c in pairs if c == column]
        free = taken.get(column, 0) < capacities[column]
        if value > hers and (free or value > min(held)):
            found.append((row, column))
    return found


def best_utility(utilities, capacities):
    """The optimum by trying everything."""
    best = 0.0
    options = [None, *range(len(capacities))]
    for choice in itertools.product(options, repeat=len(utilities)):
        pairs = [(row, column) for row, column in enumerate(choice) if column is not None]
        taken = places_taken(pairs)
        if any(count > capacities[column] for column, count in taken.items()):
            continue
        if all(utilities[row][column] >= 0 for row, column in pairs):
            best = max(best, sum(utilities[row][column] for row, column in pairs))
    return best
