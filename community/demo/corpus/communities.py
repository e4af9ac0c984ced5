"""What people write in communities."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random

from community.demo.corpus.compose import between, fill, pick, some
from community.demo.corpus.places import KelurahanLike, place_slots
from community.demo.corpus.source import Entry, load


@dataclass(frozen=True, slots=True)
class Post:
    """A post, its comments oldest first; Markdown. `days_ago` counts from today."""

    title: str
    body: str
    comments: tuple[str, ...]
    days_ago: int


@dataclass(frozen=True, slots=True)
class Announcement:
    title: str
    body: str
    days_ago: int


def make_post(rng: Random, index: int, kelurahan: KelurahanLike) -> Post:
    """A post in a community of people from `kelurahan`, with none to five comments."""
    data = load("communities")
    slots = place_slots(rng, kelurahan)
    entry = pick(rng, data["posts"])
    title, body = _title_and_body(rng, entry, slots, shortest=1)
    own = some(rng, entry["comments"], between(rng, 0, len(entry["comments"])))
    comments = [*own, *some(rng, data["comments"]["lines"], 1)] if rng.random() < 0.3 else own
    return Post(title, body, tuple(fill(rng, line, slots) for line in comments), between(rng, 0, 120))


def make_announcement(rng: Random, index: int, kelurahan: KelurahanLike) -> Announcement:
    """What the coordinator of `kelurahan` tells everybody."""
    slots = place_slots(rng, kelurahan)
    title, body = _title_and_body(rng, pick(rng, load("communities")["announcements"]), slots, shortest=2)
    return Announcement(title, body, between(rng, 0, 60))


def _title_and_body(rng: Random, entry: Entry, slots: dict[str, object], shortest: int) -> tuple[str, str]:
    first, *rest = entry["body"]
    lines = [first, *some(rng, rest, between(rng, shortest - 1, len(rest)))]
    title = fill(rng, pick(rng, entry["title"]), slots)
    return title, "\n\n".join(fill(rng, line, slots) for line in lines)
