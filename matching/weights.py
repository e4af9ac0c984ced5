"""What each part of the content score weighs. Free of numpy: the pages that show and change weights read it."""

from collections.abc import Mapping
from math import isfinite

from matching.errors import InvalidParameterError

DEFAULT_WEIGHTS = {
    "words": 0.12,
    "topic": 0.22,
    "skills": 0.22,
    "wants": 0.14,
    "needs": 0.08,
    "place": 0.12,
    "pay": 0.04,
    "schedule": 0.02,
    "level": 0.02,
    "sector": 0.02,
}
PARTS = tuple(DEFAULT_WEIGHTS)


def checked_weights(weights: Mapping[str, float] | None) -> dict[str, float]:
    """Default weights with the given ones in their place, scaled to sum to 1."""
    given = dict(weights or {})
    for part, weight in given.items():
        if part not in DEFAULT_WEIGHTS:
            raise InvalidParameterError(f"weight {part!r} is not one of {', '.join(PARTS)}")
        if not (isinstance(weight, int | float) and isfinite(weight) and weight >= 0):
            raise InvalidParameterError(f"weight {part!r} must be a number ≥ 0, not {weight!r}")
    chosen = {part: float(given.get(part, DEFAULT_WEIGHTS[part])) for part in PARTS}
    total = sum(chosen.values())
    if not total:
        raise InvalidParameterError("at least one weight must be above 0")
    return {part: weight / total for part, weight in chosen.items()}
