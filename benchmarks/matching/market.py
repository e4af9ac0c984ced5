"""A made-up Bekasi whose truth is known: who would say yes to what, and to whom that would say yes.

Profiles show a part of the truth only: words vary, some skills are told in the text alone, and every pair has a
liking of its own that no profile tells. Sex, schooling and kelurahan go into groups, never into profiles' features.
"""

from __future__ import annotations

import csv
from collections.abc import Sequence
from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from benchmarks.matching.sentences import about_offer, about_person
from matching import Offer, Person, Vocabulary
from scripts.environment import ROOT

REGIONS = ROOT / "community" / "regions" / "data" / "regions.csv"
SCHOOLING = ("sd", "smp", "sma", "d3", "s1")
WIDTH = 16
_KM_A_DEGREE = 111.2
Floats = NDArray[np.float32]
Integers = NDArray[np.int64]


@dataclass(frozen=True, slots=True)
class Kelurahan:
    """One of the 56."""

    code: str
    name: str
    latitude: float
    longitude: float


@dataclass
class Side:
    """The hidden half of n people or offers. `skills`, `wants`: rows of ids into the vocabulary's list."""

    skills: list[Integers]
    wants: list[Integers]
    has: Floats
    likes: Floats
    place: Integers
    level: Floats
    quality: Floats


@dataclass
class Market:
    """People, offers, the truth of each pair in [0, 1], and groups that only `fairness` may see."""

    people: list[Person]
    offers: list[Offer]
    wish: Floats
    take: Floats
    groups: dict[str, dict[str, str]] = field(default_factory=dict)

    @cached_property
    def mutual(self) -> Floats:
        """(n_people, n_offers): the chance that both say yes."""
        return self.wish * self.take

    def best_offers(self, row: int, most: int = 20) -> dict[str, float]:
        """The offers that in truth are best for one person, with how good they are."""
        order = np.argsort(-self.mutual[row], kind="stable")[:most]
        return {self.offers[at].id: float(self.mutual[row, at]) for at in order}


def kelurahan() -> list[Kelurahan]:
    """The project's own list of places."""
    with open(REGIONS, encoding="utf-8", newline="") as file:
        rows = [row for row in csv.DictReader(file) if row["level"] == "kelurahan"]
    return [Kelurahan(r["code"], r["name"], float(r["latitude"]), float(r["longitude"])) for r in rows]


class City:
    """What people and offers are drawn from; the same seed gives the same city."""

    def __init__(self, seed: int) -> None:
        self.random = np.random.default_rng(seed)
        self.places = kelurahan()
        self.vocabulary = Vocabulary.load()
        self.skills = sorted(self.vocabulary.skills)
        self.at = {skill: row for row, skill in enumerate(self.skills)}
        groups = sorted({skill.group for skill in self.vocabulary.skills.values()})
        self.group = np.asarray([groups.index(self.vocabulary.skills[skill].group) for skill in self.skills])
        self.members = [np.flatnonzero(self.group == number) for number in range(len(groups))]
        self.related = [np.asarray(sorted(self.at[o] for o in self.vocabulary.related(s))) for s in self.skills]
        self.meaning = self._meaning(len(groups))
        # Some trades are sought by many and offered by few, and the other way round.
        self.sought = self.random.dirichlet(np.full(len(groups), 2.0))
        self.offered = 0.5 * self.sought + 0.5 * self.random.dirichlet(np.full(len(groups), 2.0))

    def _meaning(self, n_groups: int) -> Floats:
        """(n_skills, WIDTH): skills of a trade lie near each other, related ones nearer."""
        centre = self.random.normal(size=(n_groups, WIDTH))[self.group]
        own = centre + 0.8 * self.random.normal(size=(len(self.skills), WIDTH))
        drawn = [own[[row, *others]].mean(axis=0) for row, others in enumerate(self.related)]
        return _unit(0.5 * own + 0.5 * np.asarray(drawn))

    def draw(self, number: int, share: NDArray[np.float64], mixed: float) -> Side:
        """`mixed`: the share of those whose wishes lie in another trade than their skills."""
        trade = self.random.choice(len(self.members), size=number, p=share)
        other = self.random.choice(len(self.members), size=number, p=share)
        wished = np.where(self.random.random(number) < mixed, other, trade)
        skills = [self._some_skills(group, int(self.random.integers(2, 5))) for group in trade]
        wants = [self._some_skills(group, int(self.random.integers(1, 3))) for group in wished]
        return Side(
            skills,
            wants,
            self._mean(skills, 0.15),
            self._mean(wants, 0.15),
            self.random.integers(len(self.places), size=number),
            self.random.integers(0, 5, size=number).astype(np.float32),
            self.random.normal(size=number).astype(np.float32),
        )

    def _some_skills(self, group: int, number: int) -> Integers:
        """One of the trade, then what goes with it, then others of the trade."""
        first = int(self.random.choice(self.members[group]))
        near = [one for one in self.related[first] if one != first]
        pool = list(self.random.permutation(near)) + list(self.random.permutation(self.members[group]))
        return np.asarray(list(dict.fromkeys([first, *map(int, pool)]))[:number], dtype=np.int64)

    def _mean(self, sets: Sequence[Integers], noise: float) -> Floats:
        means = np.asarray([self.meaning[rows].mean(axis=0) for rows in sets])
        return _unit(_unit(means) + noise * self.random.normal(size=means.shape))

    def person(self, number: int, side: Side) -> Person:
        """What one writes of herself; a third of the skills stand in the text alone."""
        place, skills = self.places[side.place[number]], [self.skills[row] for row in side.skills[number]]
        wants = [self.skills[row] for row in side.wants[number]]
        told = frozenset(skill for skill in skills if self.random.random() < 2 / 3)
        features: dict[str, object] = {"latitude": place.latitude, "longitude": place.longitude}
        if self.random.random() < 0.7:
            features["level"] = float(side.level[number])
        text = about_person(self.random, self.vocabulary, skills, wants, place.name)
        wished = frozenset(want for want in wants if self.random.random() < 0.7)
        return Person(f"p{number:06}", text, told, wished, place.code, features)

    def offer(self, number: int, side: Side, kind: str, capacity: int | None) -> Offer:
        """What a mentor or an employer writes."""
        place, skills = self.places[side.place[number]], [self.skills[row] for row in side.skills[number]]
        features: dict[str, object] = {"latitude": place.latitude, "longitude": place.longitude}
        features |= {"level": float(side.level[number]), "owner_id": f"u{number:06}"}
        listed = frozenset(skills) if self.random.random() < 0.7 else frozenset()
        text = about_offer(self.random, self.vocabulary, kind, skills, place.name)
        return Offer(f"o{number:06}", kind, text, listed, capacity, place.code, features)

    def kilometres(self, people: Side, offers: Side) -> Floats:
        """(n_people, n_offers), flat: over one city the earth is."""
        at = np.asarray([[place.latitude, place.longitude] for place in self.places]) * _KM_A_DEGREE
        apart = np.linalg.norm(at[:, None] - at[None], axis=2).astype(np.float32)
        return apart[people.place][:, offers.place]


def make_market(n_people: int, n_offers: int, capacity: int | None = 5, kind: str = "mentor", seed: int = 0) -> Market:
    """People who seek `kind`, offers of it, and the truth of every pair."""
    city = City(seed)
    people, offers = city.draw(n_people, city.sought, 0.35), city.draw(n_offers, city.offered, 0.0)
    wish, take = _truth(city, people, offers, kind)
    market = Market(
        [city.person(number, people) for number in range(n_people)],
        [city.offer(number, offers, kind, capacity) for number in range(n_offers)],
        wish,
        take,
    )
    market.groups = _groups(city, people, market.people)
    return market


def _truth(city: City, people: Side, offers: Side, kind: str) -> tuple[Floats, Floats]:
    """(wish, take): a mentor is chosen for what one wants to learn, a job also for what one can."""
    wanted = people.likes @ offers.has.T
    able = people.has @ offers.has.T
    near = np.exp(-city.kilometres(people, offers) / 5.0)
    higher = offers.level[None] - people.level[:, None]
    drawn = wanted if kind == "mentor" else 0.5 * wanted + 0.5 * able
    fits = -np.abs(higher - 1.0) if kind == "mentor" else -np.maximum(higher, 0.0)
    own = [city.random.normal(size=wanted.shape).astype(np.float32) for _side in range(2)]
    wish = 6.0 * drawn + 1.5 * near + 0.3 * fits + 0.4 * offers.quality[None] + 0.5 * own[0] - 2.5
    asked = 3.0 * able + 2.0 * wanted if kind == "mentor" else 5.0 * able
    take = asked + 0.5 * fits + 0.3 * people.quality[:, None] + 0.5 * own[1] - 1.0
    return _chance(wish), _chance(take)


def _groups(city: City, side: Side, people: Sequence[Person]) -> dict[str, dict[str, str]]:
    """Trades and schooling differ between the sexes and with the level, as they do in cities."""
    trade = city.group[[rows[0] for rows in side.skills]]
    women = city.random.random(len(people)) < np.where(trade % 2 == 0, 0.65, 0.35)
    schooling = np.clip(side.level + city.random.integers(-1, 2, size=len(people)), 0, 4).astype(int)
    return {
        "sex": {one.id: "women" if women[row] else "men" for row, one in enumerate(people)},
        "schooling": {one.id: SCHOOLING[schooling[row]] for row, one in enumerate(people)},
        "kelurahan": {one.id: city.places[side.place[row]].code for row, one in enumerate(people)},
    }


def _chance(values: NDArray[np.floating]) -> Floats:
    return np.asarray(1 / (1 + np.exp(-values)), dtype=np.float32)


def _unit(rows: NDArray[np.floating]) -> Floats:
    return np.asarray(rows / np.linalg.norm(rows, axis=1, keepdims=True), dtype=np.float32)
