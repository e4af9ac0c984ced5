"""Hard limits: a vetoed pair never reaches a list, whatever its score."""

from collections.abc import Iterable, Mapping, Set
from dataclasses import dataclass, field
from typing import ClassVar

import numpy as np
from numpy.typing import NDArray

from matching.catalogue import Catalogue, People, numbers_of, words_of
from matching.encode import query_sets
from matching.place import distances_km, in_areas
from matching.profiles import Decision

Vetoes = NDArray[np.uint16]
# Order of importance when only one is told.
CODES = (
    "hidden",
    "declined",
    "closed",
    "full",
    "own",
    "blocked",
    "audience",
    "licence",
    "schedule",
    "distance",
)
BIT = {code: np.uint16(1 << position) for position, code in enumerate(CODES)}


@dataclass
class Refusals:
    """What was decided, person id -> offer ids: her no, the offer's no, and her yes."""

    SIDES: ClassVar = ("by_person", "by_offer", "accepted")
    by_person: dict[str, set[str]] = field(default_factory=dict)
    by_offer: dict[str, set[str]] = field(default_factory=dict)
    accepted: dict[str, set[str]] = field(default_factory=dict)

    def note(self, decisions: Iterable[Decision]) -> None:
        """A no stays until a later yes of the same side takes it back."""
        for decision in decisions:
            no = self.by_person if decision.side == "person" else self.by_offer
            pairs = [(no, not decision.positive)]
            if decision.side == "person":
                pairs.append((self.accepted, decision.positive))
            for book, stands in pairs:
                ids = book.setdefault(decision.person_id, set())
                (ids.add if stands else ids.discard)(decision.offer_id)


def codes(bits: int) -> list[str]:
    """The names of the vetoes set in one cell."""
    return [code for code in CODES if bits & int(BIT[code])]


def veto(people: People, catalogue: Catalogue, refusals: Refusals) -> Vetoes:
    """(b, n_offers) bit sets of `CODES`; 0 = free."""
    bits: Vetoes = np.zeros((len(people), len(catalogue)), dtype=np.uint16)
    bits[:, catalogue.flags["closed"]] |= BIT["closed"]
    bits[:, catalogue.flags["full"]] |= BIT["full"]
    for row, person in enumerate(people.people):
        _mark(bits[row], catalogue.rows, refusals.by_person.get(person.id, set()), "hidden")
        _mark(bits[row], catalogue.rows, refusals.by_offer.get(person.id, set()), "declined")
        for owners, code in (
            (words_of(person, "owns") | {person.id}, "own"),
            (words_of(person, "blocked_owners"), "blocked"),
        ):
            for owner in owners:
                bits[row, catalogue.owner_rows.get(owner, [])] |= BIT[code]
    bits[_disjoint(people, catalogue, "audience", "roles")] |= BIT["audience"]
    bits[_disjoint(people, catalogue, "schedule", "schedule")] |= BIT["schedule"]
    bits[_lacks_licence(people, catalogue)] |= BIT["licence"]
    bits[_too_far(people, catalogue)] |= BIT["distance"]
    return bits


def _mark(bits: Vetoes, rows: Mapping[str, int], offer_ids: Set[str], code: str) -> None:
    for offer_id in offer_ids:
        if offer_id in rows:
            bits[rows[offer_id]] |= BIT[code]


def _disjoint(people: People, catalogue: Catalogue, block: str, key: str) -> NDArray[np.bool_]:
    """Both sides named something and share nothing."""
    told = np.asarray([bool(words_of(person, key)) for person in people.people])
    if not told.any():
        return np.zeros((len(people), len(catalogue)), dtype=bool)
    overlap = catalogue.blocks[block].overlap(query_sets(people.people, block))
    return np.asarray((overlap == 0) & (catalogue.blocks[block].sizes > 0) & told[:, None])


def _lacks_licence(people: People, catalogue: Catalogue) -> NDArray[np.bool_]:
    told = np.asarray(["licences" in person.features for person in people.people])
    if not told.any():
        return np.zeros((len(people), len(catalogue)), dtype=bool)
    overlap = catalogue.blocks["licences"].overlap(query_sets(people.people, "licences"))
    return np.asarray((overlap < catalogue.blocks["licences"].sizes) & told[:, None])


def _too_far(people: People, catalogue: Catalogue) -> NDArray[np.bool_]:
    limits = numbers_of(people.people, "max_distance_km")
    if np.isnan(limits).all():
        return np.zeros((len(people), len(catalogue)), dtype=bool)
    too_far = distances_km(people, catalogue) > limits[:, None]
    return np.asarray(too_far & ~catalogue.flags["online"] & ~in_areas(people, catalogue))
