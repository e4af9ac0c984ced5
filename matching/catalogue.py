"""Encoded offers and people: the one place where outside ids become rows."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, cast

import numpy as np
from numpy.typing import NDArray
from scipy.sparse import csr_matrix

from matching.blocks import Columns, SetBlock, joined
from matching.errors import DuplicateIdError, UnknownOfferError
from matching.lexicon import Floats32
from matching.profiles import Offer, Person

Integers = NDArray[np.int64]
BLOCKS = ("skills", "given", "needs", "offers", "schedule", "licences", "audience", "sector", "region")
NUMBERS = {"latitude": np.float64, "longitude": np.float64, "pay_max": np.float32, "level": np.float32}
FLAGS = ("closed", "full", "online")
Facts = Mapping[str, NDArray[Any]]


def words_of(profile: Person | Offer, key: str) -> frozenset[str]:
    """A set-valued feature, empty when unknown."""
    value: Any = profile.features.get(key, frozenset())
    return frozenset(value)


def text_of(profile: Person | Offer, key: str) -> str:
    """A text-valued feature, empty when unknown."""
    return str(profile.features.get(key, ""))


def numbers_of(profiles: Sequence[Person | Offer], key: str) -> NDArray[np.float64]:
    """(n,) float64 of a numeric feature, NaN when unknown."""
    values: list[Any] = [profile.features.get(key, np.nan) for profile in profiles]
    return np.asarray(values, dtype=np.float64)


def facts_of(offers: Sequence[Offer], owners: dict[str, int]) -> Facts:
    """`NUMBERS`, NaN when unknown; `FLAGS`; "owner" as a number of `owners`, -1 where none is named.

    No free place counts as full; new owners get new numbers.
    """
    flags = {key: np.asarray([bool(offer.features.get(key, False)) for offer in offers], dtype=bool) for key in FLAGS}
    flags["full"] |= np.asarray([offer.capacity == 0 for offer in offers], dtype=bool)
    named = [text_of(offer, "owner_id") for offer in offers]
    numbers = [owners.setdefault(owner, len(owners)) if owner else -1 for owner in named]
    return {
        **{key: numbers_of(offers, key).astype(exact) for key, exact in NUMBERS.items()},
        **flags,
        "owner": np.asarray(numbers, dtype=np.int64),
    }


def check_unique(ids: Iterable[str], what: str) -> None:
    """DuplicateIdError naming the first id that stands twice."""
    seen: set[str] = set()
    for profile_id in ids:
        if profile_id in seen:
            raise DuplicateIdError(f"{what} id {profile_id!r} stands twice; ids must be unique")
        seen.add(profile_id)


@dataclass(frozen=True)
class People:
    """A batch of b encoded people. `surfaces`: per person, column of `words` -> the word as typed."""

    people: Sequence[Person]
    words: csr_matrix
    topics: Floats32
    skills: Sequence[Mapping[str, float]]
    wants: Sequence[Mapping[str, float]]
    surfaces: Sequence[Mapping[int, str]]

    def __len__(self) -> int:
        return len(self.people)

    def take(self, rows: Integers) -> "People":
        """The given rows, in that order."""
        return People(
            [self.people[row] for row in rows],
            self.words[rows],
            self.topics[rows],
            [self.skills[row] for row in rows],
            [self.wants[row] for row in rows],
            [self.surfaces[row] for row in rows],
        )

    def joined(self, other: "People") -> "People":
        """The rows of both, encoded by the same encoder."""
        return People(
            [*self.people, *other.people],
            joined(self.words, other.words),
            np.concatenate([self.topics, other.topics]),
            [*self.skills, *other.skills],
            [*self.wants, *other.wants],
            [*self.surfaces, *other.surfaces],
        )


@dataclass(frozen=True)
class Catalogue:
    """n encoded offers, row by row in `offers`.

    `crowds`: (2, n), what is taken off cosines of words and topics; `facts`: (n,) each; `owners`: id -> number.
    """

    offers: tuple[Offer, ...]
    words: csr_matrix
    topics: Floats32
    crowds: Floats32
    blocks: Mapping[str, SetBlock]
    facts: Facts
    owners: Mapping[str, int]

    def __len__(self) -> int:
        return len(self.offers)

    @cached_property
    def ids(self) -> tuple[str, ...]:
        return tuple(offer.id for offer in self.offers)

    @cached_property
    def rows(self) -> dict[str, int]:
        return {offer_id: row for row, offer_id in enumerate(self.ids)}

    @cached_property
    def id_order(self) -> Integers:
        """(n,) place of each row when ids are sorted: the tie-break that no input order can change."""
        order = np.empty(len(self), dtype=np.int64)
        order[sorted(range(len(self)), key=self.ids.__getitem__)] = np.arange(len(self))
        return order

    @cached_property
    def words_by_column(self) -> Columns:
        return Columns(self.words)

    @cached_property
    def located(self) -> bool:
        """Whether the coordinates of any offer are known."""
        return bool(np.isfinite(self.facts["latitude"] + self.facts["longitude"]).any())

    @cached_property
    def flags(self) -> dict[str, NDArray[np.bool_]]:
        """closed, full and online as (n,) bool; no free place counts as full."""
        found = {key: [bool(offer.features.get(key, False)) for offer in self.offers] for key in FLAGS}
        found["full"] = [full or offer.capacity == 0 for full, offer in zip(found["full"], self.offers, strict=True)]
        return {key: np.asarray(values, dtype=bool) for key, values in found.items()}

    @cached_property
    def kinds(self) -> dict[str, Integers]:
        """Kind -> the rows of its offers."""
        found: dict[str, list[int]] = {}
        for row, offer in enumerate(self.offers):
            found.setdefault(offer.kind, []).append(row)
        return {kind: np.asarray(rows, dtype=np.int64) for kind, rows in found.items()}

    @cached_property
    def _views(self) -> dict[frozenset[str], "Catalogue"]:
        return {}

    def of_kinds(self, kinds: Iterable[str] | None) -> "Catalogue":
        """Only the offers of these kinds (None = all); remembered, for lists are asked by kind."""
        if kinds is None:
            return self
        wanted = frozenset((kinds,) if isinstance(kinds, str) else kinds)
        if wanted not in self._views:
            rows = [row for row, offer in enumerate(self.offers) if offer.kind in wanted]
            self._views[wanted] = self.take(np.asarray(rows, dtype=np.int64))
        return self._views[wanted]

    def take(self, rows: Integers) -> "Catalogue":
        """The given rows, in that order."""
        return Catalogue(
            tuple([self.offers[row] for row in rows.tolist()]),
            self.words[rows],
            self.topics[rows],
            self.crowds[:, rows],
            {name: block.take(rows) for name, block in self.blocks.items()},
            {name: fact[rows] for name, fact in self.facts.items()},
            self.owners,
        )

    def joined(self, other: "Catalogue") -> "Catalogue":
        """The rows of both, encoded by the same encoder."""
        return Catalogue(
            self.offers + other.offers,
            joined(self.words, other.words),
            np.concatenate([self.topics, other.topics]),
            np.concatenate([self.crowds, other.crowds], axis=1),
            {name: block.joined(other.blocks[name]) for name, block in self.blocks.items()},
            {name: np.concatenate([fact, other.facts[name]]) for name, fact in self.facts.items()},
            self.owners,
        )

    def rows_of(self, offer_ids: Iterable[str]) -> Integers:
        """Rows of those ids that are known, in the order given."""
        return np.asarray([self.rows[offer_id] for offer_id in offer_ids if offer_id in self.rows], dtype=np.int64)

    def priced(self, prices: Mapping[str, float]) -> NDArray[np.float64]:
        """(n,) the price of each offer, remembered for the mapping asked for last."""
        if self._last_prices.get("of") is not prices:
            row = np.asarray([prices.get(offer_id, 0.0) for offer_id in self.ids]) if prices else np.zeros(len(self))
            self._last_prices.update(of=prices, row=row)
        return cast(NDArray[np.float64], self._last_prices["row"])

    @cached_property
    def _last_prices(self) -> dict[str, Any]:
        return {}

    def places_of(self, offer_ids: tuple[str, ...]) -> Integers:
        """(len(offer_ids),) the row of each or -1, remembered for the ids asked for last."""
        if self._last_places.get("of") is not offer_ids:
            rows = np.asarray([self.rows.get(offer_id, -1) for offer_id in offer_ids], dtype=np.int64)
            self._last_places.update(of=offer_ids, rows=rows)
        return cast(Integers, self._last_places["rows"])

    @cached_property
    def _last_places(self) -> dict[str, Any]:
        return {}

    def row(self, offer_id: str) -> int:
        """UnknownOfferError where the id was never fitted or was removed."""
        if offer_id not in self.rows:
            raise UnknownOfferError(f"offer {offer_id!r} is not in the model; add it with fit or partial_fit")
        return self.rows[offer_id]
