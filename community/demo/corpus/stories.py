"""What the named people are in the middle of."""

from __future__ import annotations

from typing import Any

from community.demo.corpus.events import Event
from community.demo.corpus.programmes import Programme
from community.demo.corpus.source import load


def event(key: str, organiser: str) -> Event:
    """The event "full", "draft" or "cancelled" of the coordinator."""
    entry: dict[str, Any] = load("stories")["events"][key]
    told = {**entry, "topics": tuple(entry["topics"])}
    return Event(kind=key, organiser=organiser, **told)


def programme(key: str, organiser: str, place: str) -> Programme:
    """The programme "open" or "review" of the startup."""
    return Programme(
        kind="kasir", organiser=organiser, eligibility={}, topics=("pembukuan_usaha", "aplikasi_kasir"), place=place,
        online=False, cost=0, places=20, **load("stories")["programmes"][key],
    )  # fmt: skip


def words(of: str) -> dict[str, Any]:
    """What belongs to "job", "sari" or "yanti"."""
    entry: dict[str, Any] = load("stories")[of]
    return entry
