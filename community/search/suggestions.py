"""What the words typed so far may become: skills, places, things that are open, and people by their names."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import islice

from community.foundation.cards import Card
from community.regions import queries as regions
from community.search import policies, queries
from community.skills import queries as skills

MOST, MOST_SKILLS, MOST_PLACES, MOST_PEOPLE = 8, 3, 2, 2
SKILL, PLACE = "skill", "place"
# From so many letters on, a place is meant by what stands inside its name, or by a slip.
SURE_LETTERS = 5


@dataclass(frozen=True, slots=True)
class Suggestion:
    """`kind` is that of a card, SKILL or PLACE. `address` is a page of its own; "" where `text` is searched for.

    `region_code` tells people of one name apart.
    """

    kind: str
    text: str
    address: str = ""
    region_code: str | None = None


def suggestions(text: str, *, is_member: bool) -> list[Suggestion]:
    """At most eight, people last; nothing twice, and nobody whom the asker may not see."""
    gone = queries.hidden()
    people = list(_people(text, gone, is_member=is_member))
    others = [*_skills(text), *_places(text), *_things(text, gone)]
    return [*_each_once(others)][: MOST - len(people)] + people


def _skills(text: str) -> Iterator[Suggestion]:
    for skill in skills.search_skills(text, MOST_SKILLS):
        yield Suggestion(SKILL, skills.skill_name(skill.id))


def _places(text: str) -> Iterator[Suggestion]:
    city = regions.directory()
    meant = (region for region in regions.find(text) if _may_mean(text.strip(), region.name))
    for region in islice(meant, MOST_PLACES):
        yield Suggestion(PLACE, city.full_label(region), f"/wilayah/{region.slug}")


def _may_mean(typed: str, name: str) -> bool:
    """Whether so few letters may mean a place: "kas" is not on the way to Bekasi."""
    return len(typed) >= SURE_LETTERS or any(word.startswith(typed.casefold()) for word in name.casefold().split())


def _things(text: str, gone: Collection[str]) -> Iterator[Suggestion]:
    cards = queries.titles(text, policies.FOR_EVERYBODY, MOST, without=gone)
    called_so = Counter(map(_called, cards))
    for card in cards:
        # Several of one name are looked through on the page of results.
        yield Suggestion(card.kind, card.title, card.url if called_so[_called(card)] == 1 else "")


def _called(card: Card) -> tuple[str, str]:
    return card.kind, card.title.casefold()


def _people(text: str, gone: Collection[str], *, is_member: bool) -> Iterator[Suggestion]:
    for card in queries.people_called(text, MOST_PEOPLE, to_members=is_member, without=gone):
        yield Suggestion(card.kind, card.title, card.url, card.region_code)


def _each_once(found: Iterable[Suggestion]) -> Iterator[Suggestion]:
    """Without what reads like an earlier one; a thing that is called like a skill is found by searching for that."""
    known: set[tuple[str, str]] = set()
    for one in found:
        name = one.text.casefold()
        if known.isdisjoint({(one.kind, name), (SKILL, name), (PLACE, name)}):
            known.add((one.kind, name))
            yield one
