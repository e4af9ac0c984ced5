"""Searching: the index says what may fit, the domains' cards say what is there and may be seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from functools import partial
from typing import Any

from flask import current_app
from sqlalchemy import and_, select

from community.foundation.cards import Card, cards_with_ids, in_order, load_cards
from community.foundation.database import db
from community.foundation.words import squash
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.regions.models import Level
from community.search.analysis import roots_of
from community.search.catalogue import SOURCES
from community.search.engine import Engine, chosen_engine, make_engine
from community.search.hits import IndexUnavailable
from community.search.models import SearchChange
from community.skills import queries as skills

PEOPLE = "member"
PAGE_SIZE = 20
MOST_SHOWN = 200
FALLBACK_SHOWN = 40
# How much nearer things are lifted: mine, those that touch it, those of its kecamatan.
OWN, TOUCHING, SAME_DISTRICT = 1.25, 1.15, 1.1
# What is named, what lies in it, what touches it, what lies in its kecamatan.
NAMED, WITHIN_NAMED, TOUCHING_NAMED, AROUND_NAMED = 2.2, 2.1, 1.9, 1.8
LONGEST_NAME = 3
SHORTEST_MISSPELLED = 6
LEVEL_WORDS = {
    "kel": Level.VILLAGE,
    "kelurahan": Level.VILLAGE,
    "kec": Level.DISTRICT,
    "kecamatan": Level.DISTRICT,
}
KIND_OF_REGION = {*LEVEL_WORDS, "di", "kota", "daerah", "dekat", "wilayah"}


@dataclass(frozen=True, slots=True)
class Results:
    """What a page of results shows.

    `next_offset` is where the next page begins, None at the end; of the kinds in `more` there are at least as many
    as counted; `cut` says that more fits than can be listed. `degraded` says that the index could not be used and
    titles alone were looked through.
    """

    cards: list[Card] = field(default_factory=list)
    counts: dict[str, int] = field(default_factory=dict)
    next_offset: int | None = None
    more: frozenset[str] = frozenset()
    cut: bool = False
    region: RegionInfo | None = None
    degraded: bool = False

    @property
    def total(self) -> int:
        """How many there are in all, without people where they stand apart."""
        others = sum(count for kind, count in self.counts.items() if kind != PEOPLE)
        return others or self.counts.get(PEOPLE, 0)

    @property
    def total_is_least(self) -> bool:
        """Whether there may be more in all than the total."""
        return bool(self.more - {PEOPLE} if self.counts.keys() - {PEOPLE} else self.more)


@dataclass(frozen=True, slots=True)
class Change:
    """A thing whose entry is older than it is, and since when."""

    kind: str
    object_id: int
    changed_at: datetime


def engine() -> Engine:
    """The engine over the index of this deployment, one for each process."""
    chosen = chosen_engine(current_app.config)
    known: tuple[tuple[str, str], Engine] | None = current_app.extensions.get("search_engine")
    if known is None or known[0] != chosen:
        known = current_app.extensions["search_engine"] = (chosen, make_engine(*chosen))
    return known[1]


def waiting(limit: int = 500) -> list[Change]:
    """What changed since it was last put into the index, oldest first."""
    columns = (SearchChange.kind, SearchChange.object_id, SearchChange.changed_at)
    statement = select(*columns).order_by(SearchChange.changed_at, SearchChange.object_id).limit(limit)
    return [Change(*row) for row in db.session.execute(statement)]


def _named() -> dict[str, list[RegionInfo]]:
    city = regions.directory()
    known: tuple[Any, dict[str, list[RegionInfo]]] | None = current_app.extensions.get("search_region_names")
    if known is None or known[0] is not city:
        names: dict[str, list[RegionInfo]] = {}
        for region in (*city.villages, *city.districts, city.city):
            names.setdefault(squash(region.name), []).append(region)
        names[squash(city.city.name.removeprefix("Kota "))] = [city.city]
        known = current_app.extensions["search_region_names"] = (city, names)
    return known[1]


def read_places(text: str) -> tuple[str, list[RegionInfo]]:
    """The text without the region it names, and that region (two where kelurahan and kecamatan share a name)."""
    words = text.split()[:24]
    names = _named()
    for length in range(LONGEST_NAME, 0, -1):
        for start in range(len(words) - length + 1):
            found = names.get(squash(" ".join(words[start : start + length])))
            if found:
                return _without(words, start, length), _of_level(found, words[start - 1] if start else "")
    return _read_misspelled(text, words)


def _of_level(found: list[RegionInfo], before: str) -> list[RegionInfo]:
    """Where the word before the name says which level is meant, the regions of that level."""
    level = LEVEL_WORDS.get(before.casefold().strip(".,"))
    return [region for region in found if region.level == level] or found


def _without(words: list[str], start: int, length: int) -> str:
    while start and words[start - 1].casefold().strip(".,") in KIND_OF_REGION:
        start, length = start - 1, length + 1
    return " ".join([*words[:start], *words[start + length :]])


def _read_misspelled(text: str, words: list[str]) -> tuple[str, list[RegionInfo]]:
    """The last word, where it is in no document and can only be one region."""
    last = words[-1] if words else ""
    if len(last) < SHORTEST_MISSPELLED or not last.isalpha() or engine().knows(last):
        return text, []
    region, _others = regions.directory().resolve(last)
    return (_without(words, len(words) - 1, 1), [region]) if region else (text, [])


def nearness(home_code: str | None, named: Iterable[RegionInfo] = ()) -> dict[str, float]:
    """By how much the score of a region is lifted: what is named most, else what is near home."""
    city = regions.directory()
    lifted: dict[str, float] = {}

    def lift(codes: Iterable[str], factor: float) -> None:
        lifted.update({code: factor for code in codes if lifted.get(code, 1.0) < factor})

    if home_code and not named:
        lift([home_code], OWN)
        lift((region.code for region in city.neighbours(home_code)), TOUCHING)
        lift(_district_codes(home_code), SAME_DISTRICT)
    for region in named:
        if region == city.city:
            continue
        lift([region.code], NAMED)
        lift(city.codes_under(region.code), WITHIN_NAMED)
        lift((other.code for other in city.neighbours(region.code)), TOUCHING_NAMED)
        lift(_district_codes(region.code), AROUND_NAMED)
    return lifted


def _place(named: Sequence[RegionInfo]) -> str:
    """The name titles are looked through for; that of the whole city tells nothing."""
    return named[0].name if named and named[0] != regions.directory().city else ""


def _district_codes(code: str) -> tuple[str, ...]:
    district = regions.directory().district_of(code)
    return regions.codes_under(district.code) if district else ()


def search(
    text: str, *, kinds: Sequence[str], shown: str | None = None, home_code: str | None = None, offset: int = 0
) -> Results:
    """The cards that fit, mine first; `shown` keeps one kind, `offset` counts hits (200 at most).

    People stand among the rest only where nothing else fits: who looks for a cashier's job is not looking for cashiers.
    """
    try:
        words, named = read_places(text)
        within = {code for region in named for code in regions.codes_under(region.code)}
        last = offset + PAGE_SIZE
        look = partial(
            engine().find, words, limit=min(last + 1, MOST_SHOWN), kinds=kinds, near=nearness(home_code, named),
            region_codes=within if named and not roots_of(words) else None, place=_place(named),
        )  # fmt: skip
        listed = [shown] if shown else [kind for kind in kinds if kind != PEOPLE]
        found = look(shown=listed)
        if not shown and not found.hits and PEOPLE in found.counts:
            listed = [PEOPLE]
            found = look(shown=listed)
    except IndexUnavailable:
        return _search_titles(text, kinds, shown)
    page = found.hits[offset:last]
    there = cards_of([hit.key for hit in page])
    # What the index does not know yet to be closed or hidden is neither shown nor counted.
    gone = Counter(hit.kind for hit in page) - Counter(card.kind for card in there)
    counts = {kind: found.counts.get(kind, 0) - gone[kind] for kind in kinds}
    further = last < len(found.hits)
    others = not found.more.isdisjoint(listed) or sum(found.counts.get(kind, 0) for kind in listed) > len(found.hits)
    return Results(
        cards=there, counts={kind: count for kind, count in counts.items() if count > 0}, more=found.more,
        next_offset=last if further else None, cut=others and not further, region=named[-1] if named else None,
    )  # fmt: skip


def _ids_by_kind(keys: Iterable[str]) -> dict[str, list[int]]:
    ids: dict[str, list[int]] = {kind: [] for kind in SOURCES}
    for kind, _, number in (key.partition(":") for key in keys):
        if kind in ids:
            ids[kind].append(int(number))
    return ids


def cards_of(keys: Sequence[str]) -> list[Card]:
    """The cards of these keys in their order, without those that are gone; one query."""
    return in_order(cards_with_ids("found", lambda kind: SOURCES[kind].cards(), _ids_by_kind(keys)), keys)


def _search_titles(text: str, kinds: Sequence[str], shown: str | None) -> Results:
    """Titles that hold every word, by the database alone: for as long as there is no index."""
    words = text.split()[:6]
    if not words:
        return Results(degraded=True)
    parts = []
    for kind in kinds:
        cards = SOURCES[kind].cards()
        title = cards.selected_columns.title
        holds = and_(*(title.icontains(word, autoescape=True) for word in words))
        # A LIMIT inside UNION needs a query of its own around it.
        parts.append(select(cards.where(holds).limit(FALLBACK_SHOWN).subquery()))
    found = load_cards(parts)
    counts = dict(Counter(card.kind for card in found))
    kept = [card for card in found if shown in (None, card.kind)]
    kept.sort(key=lambda card: (len(card.title), card.key))
    return Results(cards=kept[:FALLBACK_SHOWN], counts=counts, degraded=True)


def titles(text: str, kinds: Sequence[str], limit: int) -> list[Card]:
    """The best few things by the words typed so far; nothing while there is no index."""
    try:
        return cards_of([hit.key for hit in engine().search(text, limit=limit, kinds=kinds)])
    except IndexUnavailable:
        return []


def other_words(text: str, limit: int = 6) -> list[str]:
    """Names of skills that somebody may have meant by words that found nothing."""
    longest = sorted({word for word in text.casefold().split() if len(word) > 2}, key=len, reverse=True)[:4]
    near = {skill.id: skill for word in longest for skill in skills.near_skills(word[:40])}
    return skills.skill_names(list(near)[:limit])
