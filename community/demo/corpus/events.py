"""Gatherings of the demo city."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from community.demo.corpus.calendar import hours_of
from community.demo.corpus.compose import between, capital, fill, mixed, pick, sentences, some, weighted
from community.demo.corpus.places import KelurahanLike, hall, place_slots
from community.demo.corpus.source import load, running_weights

# Past ones fill people's history; most lie ahead, dense in the coming fortnight.
_EARLIEST, _LATEST = -45, 75

# A gathering of a whole kecamatan or of a school is named after it, not after the kelurahan alone.
_ORGANISERS = {
    "kelurahan": "Kelurahan {kel}",
    "kecamatan": "Kecamatan {kec}",
    "komunitas": "Komunitas Usaha {kel}",
    "usaha": "Usaha warga {kel}",
    "smk": "SMK dan alumni {kec}",
    "mentor": "Mentor {kec}",
    "karang taruna": "Karang Taruna {kel}",
    "taman baca": "Taman Baca {kel}",
    "startup": "Startup {kec}",
}


@dataclass(frozen=True, slots=True)
class Event:
    """A gathering: `day_offset` in days from today, `start_hour` in WIB, `minutes` long."""

    kind: str
    title: str
    description: str
    place: str
    landmark: str
    day_offset: int
    start_hour: int
    minutes: int
    places: int
    topics: tuple[str, ...]
    organiser: str


def make_event(rng: Random, index: int, kelurahan: KelurahanLike) -> Event:
    """A gathering in `kelurahan`; all are free."""
    key = weighted(rng, *running_weights("events"))
    entry = load("events")[key]
    slots = place_slots(rng, kelurahan)
    by = pick(rng, entry["by"])
    low, high = entry["places"]
    paragraphs = (
        sentences(rng, entry["about"], between(rng, 2, len(entry["about"])), slots),
        " ".join(capital(fill(rng, line, slots)) for line in mixed(rng, load("events")["shared"]["lead"], 2)),
        capital(fill(rng, pick(rng, entry["take"]), slots)),
    )
    title = fill(rng, pick(rng, entry["title"]), slots)
    return Event(
        kind=key,
        title=title,
        description="\n\n".join(paragraphs),
        place=hall(rng, slots),
        landmark=str(slots["patokan"]),
        day_offset=_day_offset(rng, index),
        start_hour=pick(rng, hours_of(title, entry["hours"])),
        minutes=pick(rng, entry["long"]),
        places=between(rng, low, high, 5 if low % 5 == 0 else 1),
        topics=tuple(some(rng, entry["topics"], between(rng, 1, len(entry["topics"])))),
        organiser=_ORGANISERS[by].format_map(slots),
    )


def _day_offset(rng: Random, index: int) -> int:
    if index % 5 == 0:
        return between(rng, _EARLIEST, -1)
    return between(rng, 1, 14) if rng.random() < 0.5 else between(rng, 1, _LATEST)
