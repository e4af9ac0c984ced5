"""Places of the city: the kelurahan a text is about, and the landmarks people name."""

from __future__ import annotations

from dataclasses import dataclass
from random import Random
from typing import Protocol

from community.demo.corpus.compose import fill, pick
from community.demo.corpus.source import load


class KelurahanLike(Protocol):
    """What the generators need to know of a kelurahan; `kecamatan` is its name."""

    @property
    def code(self) -> str: ...
    @property
    def name(self) -> str: ...
    @property
    def kecamatan(self) -> str: ...


@dataclass(frozen=True, slots=True)
class Kelurahan:
    code: str
    name: str
    kecamatan: str


def place_slots(rng: Random, kelurahan: KelurahanLike) -> dict[str, object]:
    """Slots every text may use: kel, kec, patokan, n (an RW), gang."""
    slots: dict[str, object] = {
        "kel": kelurahan.name,
        "kec": kelurahan.kecamatan,
        "n": f"{1 + int(rng.random() * 22):02d}",
        "gang": pick(rng, load("places")["gang"]),
    }
    slots["patokan"] = _landmark(rng, kelurahan, slots)
    return slots


def _landmark(rng: Random, kelurahan: KelurahanLike, slots: dict[str, object]) -> str:
    places = load("places")
    known = places["known"].get(kelurahan.name)
    if known and rng.random() < 0.5:
        return str(pick(rng, known))
    return fill(rng, pick(rng, places["general"]), slots)


def hall(rng: Random, slots: dict[str, object]) -> str:
    """A place where people gather, e.g. "Aula Kelurahan Jatirasa"."""
    return fill(rng, pick(rng, load("places")["halls"]), slots)
