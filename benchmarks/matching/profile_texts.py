"""Profiles as plain texts, which is all that the usual ways to compare texts can read."""

from __future__ import annotations

from collections.abc import Sequence
from functools import cache

from matching import Offer, Person, Vocabulary


@cache
def _vocabulary() -> Vocabulary:
    return Vocabulary.load()


def texts_of(profiles: Sequence[Person | Offer]) -> list[str]:
    """Text and the Indonesian names of all that is listed."""
    return [" ".join([profile.text, *map(_vocabulary().name, sorted(_listed(profile)))]) for profile in profiles]


def _listed(profile: Person | Offer) -> frozenset[str]:
    return profile.skills | (profile.wants if isinstance(profile, Person) else frozenset())
