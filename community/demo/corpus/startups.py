"""Young companies of the demo city."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from community.demo.corpus.businesses import LAST_YEAR
from community.demo.corpus.compose import between, fill, pick, some
from community.demo.corpus.places import KelurahanLike, place_slots
from community.demo.corpus.source import load


@dataclass(frozen=True, slots=True)
class Startup:
    """A young company; bands as in businesses.Business."""

    kind: str
    name: str
    kbli: str
    started_year: int
    landmark: str
    capital_band: int
    sales_band: int
    description: str
    topics: tuple[str, ...]
    needs: tuple[str, ...]
    need_note: str
    offers: tuple[str, ...]


def make_startup(rng: Random, index: int, kelurahan: KelurahanLike) -> Startup:
    """A startup in `kelurahan`; names stay different up to the number of word pairs (320)."""
    data = load("startups")
    kinds = tuple(data["kinds"])
    key = kinds[index % len(kinds)]
    entry = data["kinds"][key]
    slots = place_slots(rng, kelurahan)
    needs = some(rng, entry["needs"], between(rng, 1, 2))
    lines = (pick(rng, entry["does"]), pick(rng, data["stage"]), pick(rng, data["close"]))
    return Startup(
        kind=key,
        name=_name(index),
        kbli=entry["kbli"],
        started_year=between(rng, LAST_YEAR - 4, LAST_YEAR),
        landmark=str(slots["patokan"]),
        capital_band=1 if rng.random() < 0.8 else 2,
        sales_band=1,
        description=" ".join(fill(rng, line, slots) for line in lines),
        topics=tuple(entry["topics"]),
        needs=tuple(needs),
        need_note=_need_note(rng, needs, slots),
        offers=tuple(entry["offers"]),
    )


def _name(index: int) -> str:
    """Pairs in an order that changes both words each time."""
    data = load("startups")
    first, last = data["first"], data["last"]
    turn, step = divmod(index, len(first))
    return f"{first[step]} {last[(step * 3 + turn) % len(last)]}"


def _need_note(rng: Random, needs: list[str], slots: dict[str, object]) -> str:
    ways = load("needs")
    return " ".join(fill(rng, pick(rng, ways[topic]), slots) for topic in needs if topic in ways)
