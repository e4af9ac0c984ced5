"""Made-up decisions whose lesson is known."""

import random

from matching import Decision, Person
from tests.matching.world import crowd_of_people


def yes(person_id: str, *offer_ids: str) -> list[Decision]:
    return [Decision(person_id, offer_id) for offer_id in offer_ids]


def together(*offer_ids: str, number: int = 5, prefix: str = "fan") -> list[Decision]:
    """So many people who chose all of them."""
    return [one for row in range(number) for one in yes(f"{prefix}{row}", *offer_ids)]


def elsewhere(number: int = 100) -> list[Decision]:
    """People who chose something else, beside whom a few that chose the same stand out."""
    return [one for row in range(number) for one in yes(f"other{row}", "elsewhere")]


def in_camps(people: list[Person], offer_ids: list[str], seed: int = 1) -> list[Decision]:
    """Three camps of people who choose five of seven offers each."""
    draw = random.Random(seed)
    return [one for row, person in enumerate(people)
            for one in yes(person.id, *draw.sample(offer_ids[7 * (row % 3) : 7 * (row % 3) + 7], 5))]  # fmt: skip


def answers(people: list[Person], offer_ids: list[str], wanted: str, seed: int = 3) -> list[Decision]:
    """Both sides of jobs say yes mostly to people who name one word."""
    draw, found = random.Random(seed), []
    for person in people:
        for offer_id in draw.sample(offer_ids, 3):
            likely = 0.9 if wanted in person.text else 0.1
            found.append(Decision(person.id, offer_id, "person", draw.random() < likely))
            found.append(Decision(person.id, offer_id, "offer", draw.random() < likely))
    return found


def sewers(count: int = 200) -> list[Person]:
    return crowd_of_people(count, seed=9)
