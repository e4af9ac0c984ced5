"""What a fair person would call an answer: the judged queries, and what each says of the things of a city.

The judgements are conditions on what things truly are (quality/needs.toml says how they are written), so they hold
for any city of the same make, and no engine has a part in them. A place that is named takes off a grade outside it:
one in the same kecamatan and in kelurahan that touch it, two elsewhere.
"""

from __future__ import annotations

import csv
import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

from community.foundation.documents import Document
from scripts.environment import ROOT

FOLDER = Path(__file__).parent / "quality"
REGIONS = ROOT / "community" / "regions" / "data"
KINDS = ("job", "training", "programme", "mentor", "event", "business", "community")
GRADES = (3, 2, 1)
RELEVANT = 2
DISTRICT = len("32.75.01")
THING = "The very thing or trade that is named."
_WORD = re.compile(r"[^\W_]+")
Test = Callable[["Thing"], bool]
# "job:17" -> 3
Grades = dict[str, int]


@dataclass(frozen=True, slots=True)
class Asked:
    """A query as people type it; `grades` are conditions by grade, `place` the code of what it names."""

    text: str
    need: str
    grades: dict[int, str]
    place: str = ""
    tags: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class Thing:
    """A document as judgements see it."""

    document: Document
    title: tuple[str, ...]
    words: tuple[str, ...]

    @classmethod
    def of(cls, document: Document) -> Thing:
        """Read once, asked by every judgement."""
        return cls(document, words_of(document.title), words_of(f"{document.title}\n{document.text}"))

    @property
    def key(self) -> str:
        """The name engines answer with."""
        return f"{self.document.kind}:{self.document.id}"


def words_of(text: str) -> tuple[str, ...]:
    """The words as they stand there, without any reading of them."""
    return tuple(_WORD.findall(text.casefold()))


def _holds(words: Sequence[str], phrase: Sequence[str], begins: bool) -> bool:
    if begins:
        return any(word.startswith(phrase[0]) for word in words)
    length = len(phrase)
    return any(tuple(words[at : at + length]) == phrase for at in range(len(words) - length + 1))


def _feature(name: str, document: Document) -> set[str]:
    """What is true of a document under the name a condition uses."""
    features = document.features
    match name:
        case "skill":
            return {*document.skills, *features.get("offers", ())}
        case "needs":
            return {*features.get("needs", ())}
        case "licence":
            return {*features.get("licences", ())}
        case "shift":
            return {*features.get("schedule", ())}
        case "sector" | "type":
            return {str(features.get(name, ""))}
        case "school":
            return {features.get("education") or "none"} if document.kind == "job" else set()
        case "cost":
            return {"paid" if features["cost"] else "free"} if "cost" in features else set()
        case "for":
            return {*features.get("audience", ())} if document.kind == "programme" else set()
        case "full":
            return {"yes" if features.get("full") or features.get("capacity") == 0 else "no"}
        case "online":
            return {"yes" if features.get("online") else "no"}
    raise ValueError(f"There is no condition {name!r}.")


def _test(part: str) -> Test:
    name, _, told = part.removeprefix("-").partition(":")
    values = told.split("/")
    if name in ("title", "text"):
        phrases = [(words_of(value.replace("_", " ")), value.endswith("*")) for value in values]

        def found(thing: Thing) -> bool:
            words = thing.title if name == "title" else thing.words
            return any(_holds(words, phrase, begins) for phrase, begins in phrases)

    elif name == "pay":

        def found(thing: Thing) -> bool:
            return (thing.document.features.get("pay_max") or 0) >= int(told)

    else:
        _feature(name, Document("job", 0, ""))

        def found(thing: Thing) -> bool:
            return not _feature(name, thing.document).isdisjoint(values)

    return (lambda thing: not found(thing)) if part.startswith("-") else found


@cache
def condition(text: str) -> Test:
    """One of the alternatives must hold in all its parts. ValueError names what cannot be read."""
    alternatives = []
    for alternative in text.split("|"):
        kinds, *parts = alternative.split()
        among = {*KINDS} if kinds == "any" else {*kinds.split("/")}
        if not among <= {*KINDS}:
            raise ValueError(f"There is no kind {kinds!r}.")
        alternatives.append((among, [_test(part) for part in parts]))
    return lambda thing: any(
        thing.document.kind in among and all(test(thing) for test in tests) for among, tests in alternatives
    )


@cache
def _regions() -> tuple[dict[str, str], dict[str, set[str]]]:
    """Codes by name (a kecamatan before a kelurahan of its name), and what touches what."""
    names: dict[str, str] = {}
    with (REGIONS / "regions.csv").open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            names.setdefault(row["name"], row["code"])
    with (REGIONS / "neighbours.csv").open(encoding="utf-8", newline="") as file:
        touching: defaultdict[str, set[str]] = defaultdict(set)
        for row in csv.DictReader(file):
            touching[row["code"]].add(row["neighbour_code"])
    return names, dict(touching)


def place_code(name: str) -> str:
    """The code of a place by its official name; KeyError where there is none."""
    return _regions()[0][name]


def steps_away(place: str, code: str | None) -> int:
    """0 in a place, 1 beside it or in its kecamatan, 2 elsewhere."""
    code = code or place[:5]
    if code.startswith(place):
        return 0
    touching = _regions()[1]
    within = [village for village in touching if village.startswith(place)]
    near = any(code in touching[village] for village in within) or place.startswith(code)
    return 1 if near or (len(place) > DISTRICT and code.startswith(place[:DISTRICT])) else 2


def judge(asked: Asked, things: Iterable[Thing]) -> Grades:
    """The grade of each thing that has one."""
    tests = [(grade, condition(asked.grades[grade])) for grade in GRADES if grade in asked.grades]
    result = {}
    for thing in things:
        grade = next((grade for grade, test in tests if test(thing)), 0)
        if grade and asked.place:
            grade -= steps_away(asked.place, thing.document.region_code)
        if grade > 0:
            result[thing.key] = grade
    return result


def queries() -> list[Asked]:
    """The judged queries, in the order of their file."""
    needs = tomllib.loads((FOLDER / "needs.toml").read_text(encoding="utf-8"))
    with (FOLDER / "queries.csv").open(encoding="utf-8", newline="") as file:
        return [_asked(row, needs) for row in csv.DictReader(file)]


def _asked(row: dict[str, str], needs: dict[str, dict[str, str]]) -> Asked:
    place = place_code(row["place"]) if row["place"] else ""
    tags = frozenset(row["tags"].split())
    if row["need"].startswith("="):
        return Asked(row["query"], THING, {3: row["need"].removeprefix("=")}, place, tags)
    need = needs[row["need"]]
    return Asked(
        row["query"], need["need"], {int(grade): need[grade] for grade in need if grade != "need"}, place, tags
    )


def villages() -> dict[str, str]:
    """The names of the kelurahan by code."""
    return {code: name for name, code in _regions()[0].items() if len(code) > DISTRICT}


@cache
def place_words() -> frozenset[str]:
    """Words and neighbouring words by which people name a place of the city."""
    with (REGIONS / "regions.csv").open(encoding="utf-8", newline="") as file:
        names = [name for row in csv.DictReader(file) for name in (row["name"], *row["aliases"].split(";"))]
    words = {word for name in names for word in words_of(name)}
    return frozenset(words | {left + right for name in names for left, right in pairwise(words_of(name))})
