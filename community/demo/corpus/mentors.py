"""Mentors of the demo city."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from community.demo.corpus.compose import between, fill, mixed, pick, some, weighted
from community.demo.corpus.places import KelurahanLike, place_slots
from community.demo.corpus.source import load, running_weights

MODES = ("offline", "online")
SLOTS = ("pagi", "siang", "malam", "akhir_pekan")


@dataclass(frozen=True, slots=True)
class Mentor:
    """A mentor's offer; who gives it is a person. `schedule` holds parts of the day as in a profile."""

    kind: str
    headline: str
    about: str
    topics: tuple[str, ...]
    modes: tuple[str, ...]
    schedule: tuple[str, ...]
    capacity: int


def make_mentor(rng: Random, index: int, kelurahan: KelurahanLike) -> Mentor:
    """A mentor living in `kelurahan`; the first ones run through all kinds so that no topic is missing."""
    keys, totals = running_weights("mentors")
    key = keys[index] if index < len(keys) else weighted(rng, keys, totals)
    entry, shared = load("mentors")[key], load("mentors")["shared"]
    slots = place_slots(rng, kelurahan)
    ways = mixed(rng, shared["way"], between(rng, 1, 2))
    own = some(rng, shared["own"], between(rng, 0, 1))
    modes = MODES if rng.random() < 0.5 else (pick(rng, MODES),)
    lines = (pick(rng, entry["about"]), *own, *ways, pick(rng, shared[pick(rng, modes)]))
    return Mentor(
        kind=key,
        headline=fill(rng, pick(rng, entry["head"]), slots),
        about=" ".join(fill(rng, line, slots) for line in lines),
        topics=tuple(some(rng, entry["topics"], between(rng, 2, len(entry["topics"])))),
        modes=modes,
        schedule=tuple(some(rng, SLOTS, between(rng, 1, 2))),
        capacity=pick(rng, (1, 2, 2, 3, 3, 4, 5, 5, 6, 8)),
    )
