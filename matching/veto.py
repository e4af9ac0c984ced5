"""Hard limits: a vetoed pair never reaches a list, whatever its score."""

from collections.abc import Iterable, Set
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

    def drop(self, person_ids: Iterable[str]) -> bool:
        """Forget these people; whether one of them had said yes to anything."""
        gone = list(person_ids)
        chose = any(self.accepted.get(person_id) for person_id in gone)
        for side in self.SIDES:
            for person_id in gone:
                getattr(self, side).pop(person_id, None)
        return chose


def codes(bits: int) -> list[str]:
    """The names of the vetoes set in one cell."""
    return [code for code in CODES if bits & int(BIT[code])]


def veto(people: People, catalogue: Catalogue, refusals: Refusals) -> Vetoes:
    """(b, n_offers) bit sets of `CODES`; 0 = free."""
    shut = catalogue.facts["closed"] * BIT["closed"] + catalogue.facts["full"] * BIT["full"]
    bits: Vetoes = np.tile(shut, (len(people), 1))
    for row, person in enumerate(people.people):
        _mark(bits[row], catalogue, refusals.by_person.get(person.id, set()), "hidden")
        _mark(bits[row], catalogue, refusals.by_offer.get(person.id, set()), "declined")
        for owners, code in (
            (words_of(person, "owns") | {person.id}, "own"),
            (words_of(person, "blocked_owners"), "blocked"),
        ):
            for owner in owners:
                if owner in catalogue.owners:
                    bits[row] |= (catalogue.facts["owner"] == catalogue.owners[owner]) * BIT[code]
    _add(bits, _disjoint(people, catalogue, "audience", "roles"), "audience")
    _add(bits, _disjoint(people, catalogue, "schedule", "schedule"), "schedule")
    _add(bits, _lacks_licence(people, catalogue), "licence")
    _add(bits, _too_far(people, catalogue), "distance")
    return bits


def _add(bits: Vetoes, where: NDArray[np.bool_] | None, code: str) -> None:
    if where is not None:
        bits |= where * BIT[code]


def _mark(bits: Vetoes, catalogue: Catalogue, offer_ids: Set[str], code: str) -> None:
    for offer_id in offer_ids:
        if offer_id in catalogue.rows:
            bits[catalogue.rows[offer_id]] |= BIT[code]


def _disjoint(people: People, catalogue: Catalogue, block: str, key: str) -> NDArray[np.bool_] | None:
    """Both sides named something and share nothing; None where nobody did."""
    told = np.asarray([bool(words_of(person, key)) for person in people.people])
    if not (told.any() and catalogue.blocks[block].anything):
        return None
    overlap = catalogue.blocks[block].overlap(query_sets(people.people, block))
    return np.asarray((overlap == 0) & catalogue.blocks[block].told & told[:, None])


def _lacks_licence(people: People, catalogue: Catalogue) -> NDArray[np.bool_] | None:
    told = np.asarray(["licences" in person.features for person in people.people])
    if not (told.any() and catalogue.blocks["licences"].anything):
        return None
    overlap = catalogue.blocks["licences"].overlap(query_sets(people.people, "licences"))
    return np.asarray((overlap < catalogue.blocks["licences"].sizes) & told[:, None])


def _too_far(people: People, catalogue: Catalogue) -> NDArray[np.bool_] | None:
    limits = numbers_of(people.people, "max_distance_km")
    if np.isnan(limits).all():
        return None
    too_far = distances_km(people, catalogue) > limits[:, None]
    return np.asarray(too_far & ~catalogue.facts["online"] & ~in_areas(people, catalogue))
