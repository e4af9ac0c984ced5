"""Programmes that startups hold."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from random import Random

from community.demo.corpus.compose import between, fill, pick, some
from community.demo.corpus.places import KelurahanLike, hall, place_slots
from community.demo.corpus.source import Entry, load
from community.demo.corpus.startups import Startup, make_startup

_NUMBERS = ("I", "II", "III", "IV")


@dataclass(frozen=True, slots=True)
class Programme:
    """A programme; `eligibility` as programmes.models.Programme tells it, offsets in days from today."""

    kind: str
    organiser: str
    title: str
    aim: str
    audience: str
    benefits: str
    eligibility: dict[str, object]
    topics: tuple[str, ...]
    place: str
    online: bool
    cost: int
    places: int
    deadline_offset: int
    starts_offset: int
    ends_offset: int


def make_programme(rng: Random, index: int, kelurahan: KelurahanLike, startup: Startup | None = None) -> Programme:
    """A programme of `startup`, of a kind its product is about; without one, of a startup made up for it."""
    startup = startup or make_startup(rng, index, kelurahan)
    entry_key = pick(rng, _kinds_for(startup.kind))
    entry, shared = load("programmes")[entry_key], load("programmes")["shared"]
    slots = place_slots(rng, kelurahan) | {"angka": pick(rng, _NUMBERS)}
    low, high = entry["places"]
    benefits = some(rng, entry["gets"], between(rng, 2, 3))
    deadline = between(rng, -12, -1) if index % 8 == 0 else between(rng, 2, 40)
    starts = deadline + between(rng, 5, 20)
    online = rng.random() < 0.15
    return Programme(
        kind=entry_key,
        organiser=startup.name,
        title=fill(rng, pick(rng, entry["title"]), slots),
        aim=fill(rng, pick(rng, entry["aim"]), slots),
        audience=" ".join(fill(rng, line, slots) for line in (pick(rng, entry["for"]), pick(rng, shared["choose"]))),
        benefits="\n".join(f"- {fill(rng, line, slots)}" for line in benefits),
        eligibility=_eligibility(rng, entry, kelurahan),
        topics=tuple(some(rng, entry["topics"], between(rng, 2, len(entry["topics"])))),
        place="Daring" if online else hall(rng, slots),
        online=online,
        cost=0,
        places=between(rng, low, high),
        deadline_offset=deadline,
        starts_offset=starts,
        ends_offset=starts + pick(rng, entry["long"]),
    )


@cache
def _kinds_for(startup_kind: str) -> tuple[str, ...]:
    entries = load("programmes")
    return tuple(key for key, entry in entries.items() if startup_kind in entry.get("kinds", ()))


def _eligibility(rng: Random, entry: Entry, kelurahan: KelurahanLike) -> dict[str, object]:
    """The kind's own condition; every fourth is also for the people of one kecamatan."""
    conditions: dict[str, object] = dict(entry["who"])
    if rng.random() < 0.25:
        conditions["district"] = [kelurahan.code.rpartition(".")[0]]
    return conditions
