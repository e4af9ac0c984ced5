"""The texts of the demo city: the same from the same seed, many-voiced, in the words of the vocabularies."""

from __future__ import annotations

import csv
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator
from itertools import pairwise
from pathlib import Path
from typing import Any

import pytest

from community.demo.corpus.businesses import make_business
from community.demo.corpus.communities import make_announcement, make_post
from community.demo.corpus.events import make_event
from community.demo.corpus.jobs import Vacancy, make_vacancy
from community.demo.corpus.mentors import make_mentor
from community.demo.corpus.people import make_person
from community.demo.corpus.personas import personas
from community.demo.corpus.programmes import make_programme
from community.demo.corpus.source import business_kinds, load, trades
from community.demo.corpus.startups import make_startup
from community.demo.corpus.trainings import make_training
from tests.demo.sample import many

ROOT = Path(__file__).resolve().parents[2]
MAKERS: tuple[Callable[..., Any], ...] = (
    make_person,
    make_business,
    make_vacancy,
    make_event,
    make_programme,
    make_mentor,
    make_training,
    make_post,
    make_announcement,
    make_startup,
)


def column(path: str, name: str) -> set[str]:
    with (ROOT / path).open(encoding="utf-8", newline="") as file:
        return {row[name] for row in csv.DictReader(file)}


@pytest.fixture(scope="module")
def skills() -> set[str]:
    return column("matching/data/skills.csv", "id")


@pytest.fixture(scope="module")
def kbli() -> set[str]:
    return column("community/businesses/data/kbli.csv", "code")


@pytest.fixture(scope="module")
def vacancies() -> list[Vacancy]:
    return many(make_vacancy, 500)


def commonest(texts: Iterable[str]) -> tuple[str, float]:
    """The sentence in the largest share of texts, and that share."""
    texts = list(texts)
    counts = Counter(
        sentence
        for text in texts
        for sentence in {part.strip("-* ") for part in re.split(r"(?<=[.!?])\s+|\n", text) if "**" not in part}
        if sentence
    )
    sentence, count = counts.most_common(1)[0]
    return sentence, count / len(texts)


@pytest.mark.parametrize("make", MAKERS)
def test_same_seed_same_city(make: Callable[..., Any]) -> None:
    assert many(make, 40, seed=3) == many(make, 40, seed=3)


@pytest.mark.parametrize("make", MAKERS)
def test_other_seed_other_city(make: Callable[..., Any]) -> None:
    assert many(make, 40, seed=3) != many(make, 40, seed=4)


def strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, tuple | list):
        for item in value:
            yield from strings(item)
    elif hasattr(value, "__dataclass_fields__"):
        for name in value.__dataclass_fields__:
            yield from strings(getattr(value, name))


@pytest.mark.parametrize("make", MAKERS)
def test_texts_are_finished(make: Callable[..., Any]) -> None:
    for thing in many(make, 400):
        for text in strings(thing):
            assert not re.search(r"[\[\]{}|]|\bNone\b|  ", text), text
            assert text == text.strip(), text


@pytest.mark.parametrize(
    ("make", "field", "distinct", "largest_share"),
    [
        (make_vacancy, "text", 0.99, 0.12),
        (make_business, "description", 0.95, 0.08),
        (make_person, "about", 0.97, 0.06),
        (make_event, "description", 0.98, 0.12),
        (make_mentor, "about", 0.98, 0.15),
        (make_training, "description", 0.98, 0.15),
    ],
)
def test_many_voices(make: Callable[..., Any], field: str, distinct: float, largest_share: float) -> None:
    texts = [getattr(thing, field) for thing in many(make, 500)]
    assert len(set(texts)) >= distinct * len(texts)
    sentence, share = commonest(texts)
    assert share <= largest_share, sentence


def test_vacancies_of_one_trade_differ(vacancies: list[Vacancy]) -> None:
    by_trade: dict[str, list[Vacancy]] = {}
    for vacancy in vacancies:
        by_trade.setdefault(vacancy.trade, []).append(vacancy)
    assert set(by_trade) == set(trades())
    for same in by_trade.values():
        for one, other in pairwise(same):
            assert (one.description, one.duties) != (other.description, other.duties)


def test_every_skill_is_in_the_vocabulary(skills: set[str]) -> None:
    used: set[str] = set(load("needs")) | set(load("skill_words"))
    for trade in trades().values():
        used.update(trade["skills"], trade["nice"])
    for kind in business_kinds().values():
        used.update(kind["needs"], (topic for topic, _ in kind["offers"]))
    for name, field in (
        ("events", "topics"),
        ("programmes", "topics"),
        ("mentors", "topics"),
        ("trainings", "skills"),
    ):
        for key, entry in load(name).items():
            if key != "shared":
                used.update(entry[field])
    for programme in load("programmes").values():
        used.update(programme.get("who", {}).get("skills", ()))
    for kind in load("startups")["kinds"].values():
        used.update(kind["topics"], kind["needs"], kind["offers"])
    for persona in personas():
        used.update(persona.person.skills_want, (skill for skill, _ in persona.person.skills_have))
    assert used - skills == set()


def test_every_kbli_code_is_in_the_table(kbli: set[str]) -> None:
    used = {kind["kbli"] for kind in (*business_kinds().values(), *load("startups")["kinds"].values())}
    used |= {persona.business.kbli for persona in personas() if persona.business}
    assert used - kbli == set()


def test_every_trade_has_an_employer_and_every_need_has_words() -> None:
    assert {trade for kind in business_kinds().values() for trade in kind["trades"]} == set(trades())
    assert {topic for kind in business_kinds().values() for topic in kind["needs"]} <= set(load("needs"))
