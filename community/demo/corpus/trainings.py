"""Courses of the demo city."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from community.demo.corpus.compose import between, fill, mixed, pick, sentences, some, weighted
from community.demo.corpus.names import school_name
from community.demo.corpus.places import KelurahanLike, hall, place_slots
from community.demo.corpus.source import load, running_weights

_HOURS_A_WEEK = 10


@dataclass(frozen=True, slots=True)
class Training:
    """A course; `hours` in all, `cost` in whole rupiah (0 free), dates as days from today."""

    kind: str
    title: str
    provider: str
    description: str
    place: str
    online: bool
    skills: tuple[str, ...]
    hours: int
    cost: int
    schedule: str
    starts_offset: int
    ends_offset: int
    places: int


def make_training(rng: Random, index: int, kelurahan: KelurahanLike) -> Training:
    """A course held in `kelurahan` or, now and then, online."""
    key = weighted(rng, *running_weights("trainings"))
    entry, shared = load("trainings")[key], load("trainings")["shared"]
    slots = {**place_slots(rng, kelurahan), **_provider_words(rng)}
    hours = pick(rng, entry["hours"])
    starts = between(rng, -20, -1) if index % 9 == 0 else between(rng, 3, 60)
    online = entry.get("online", False) and rng.random() < 0.3
    return Training(
        kind=key,
        title=fill(rng, pick(rng, entry["title"]), slots),
        provider=fill(rng, pick(rng, shared["provider"]), slots),
        description="\n\n".join(
            (
                sentences(rng, entry["body"], between(rng, 2, len(entry["body"])), slots),
                " ".join(fill(rng, line, slots) for line in mixed(rng, shared["lead"], between(rng, 1, 3))),
            )
        ),
        place="Daring" if online else hall(rng, slots),
        online=online,
        skills=tuple(some(rng, entry["skills"], between(rng, 2, len(entry["skills"])))),
        hours=hours,
        cost=pick(rng, entry["cost"]),
        schedule=fill(rng, pick(rng, shared["times"]), slots),
        starts_offset=starts,
        ends_offset=starts + max(1, hours * 7 // _HOURS_A_WEEK),
        places=between(rng, 8, 30, 2),
    )


def _provider_words(rng: Random) -> dict[str, str]:
    words = load("words")
    return {
        "kata": pick(rng, words["kata"]),
        "dua": f"{pick(rng, words['dua_a'])} {pick(rng, words['dua_b'])}",
        "sekolah": school_name(rng, "smk").removeprefix("SMK "),
    }
