"""Two-sided matching of people and offers: a pure library, no Flask, no database, no clock.

Names load on first use, so `matching.text` and `matching.vocabulary` stay free of numpy.
"""

import importlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from matching.capacity import Assignment
    from matching.explain import Counterfactual, Explanation, Match, Reason
    from matching.matcher import TwoSidedMatcher
    from matching.profiles import Decision, Offer, Person
    from matching.vocabulary import Vocabulary

__all__ = [
    "Assignment",
    "Counterfactual",
    "Decision",
    "Explanation",
    "Match",
    "Offer",
    "Person",
    "Reason",
    "TwoSidedMatcher",
    "Vocabulary",
]
_HOME = {
    "Person": "profiles",
    "Offer": "profiles",
    "Decision": "profiles",
    "Vocabulary": "vocabulary",
    "Reason": "explain",
    "Explanation": "explain",
    "Counterfactual": "explain",
    "Match": "explain",
    "Assignment": "capacity",
    "TwoSidedMatcher": "matcher",
}


def __getattr__(name: str) -> object:
    if name not in _HOME:
        raise AttributeError(f"module 'matching' has no attribute {name!r}")
    value: object = getattr(importlib.import_module(f"matching.{_HOME[name]}"), name)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
