"""Where to go on from a search that found nothing: elsewhere, with other words, to what goes with it.

Every way was tried, so none leads to another empty page. All of them together ask the engine a few times and the
database once.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, field

from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.search.analysis import MOST_WORDS, read_query, roots_of
from community.search.hits import Found, IndexUnavailable
from community.search.queries import cards_of, engine, hidden, places_in
from community.skills import queries as skills

MOST_ASKED = 10
MOST_OF_A_GROUP = 4
# Enough to be sure that one of them is still there.
LOOKED_AT = 5
MOST_NEIGHBOURS = 5


@dataclass(frozen=True, slots=True)
class Way:
    """A question that finds `count` things (with `is_least`, at least so many); `place` where it leads elsewhere."""

    text: str
    count: int
    is_least: bool = False
    place: RegionInfo | None = None


@dataclass(frozen=True, slots=True)
class Ways:
    """What may help somebody who found nothing, best first."""

    places: list[Way] = field(default_factory=list)
    words: list[Way] = field(default_factory=list)
    skills: list[Way] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class _Try:
    group: str
    text: str
    found: Found
    place: RegionInfo | None


class _Asker:
    """Puts questions to the engine until it has been asked often enough."""

    def __init__(self, kinds: Sequence[str], shown: Sequence[str]) -> None:
        self.kinds, self.shown = kinds, shown
        self.left = MOST_ASKED
        self.without = hidden()
        self.tries: list[_Try] = []

    def ask(self, group: str, text: str, place: RegionInfo | None = None) -> bool:
        """Whether these words, or what lies in a place, would be found; if so, that is kept as a way."""
        if self.left <= 0 or self.number_of(group) >= MOST_OF_A_GROUP:
            return False
        self.left -= 1
        codes = regions.codes_under(place.code) if place else None
        found = engine().find(
            text, limit=LOOKED_AT, kinds=self.kinds, shown=self.shown, region_codes=codes, without=self.without
        )
        if found.hits:
            self.tries.append(_Try(group, text or (place.label if place else ""), found, place))
        return bool(found.hits)

    def number_of(self, group: str) -> int:
        """How many ways of a group there are."""
        return sum(one.group == group for one in self.tries)

    def ways(self) -> Ways:
        """Those of the ways on which something can still be seen; one query."""
        there = {card.key for card in cards_of(sorted({hit.key for one in self.tries for hit in one.found.hits}))}
        ways = Ways()
        for one in self.tries:
            hits = [hit.key for hit in one.found.hits]
            gone = sum(key not in there for key in hits)
            if gone < len(hits):
                count = sum(one.found.counts.get(kind, 0) for kind in self.shown) - gone
                way = Way(one.text, max(count, len(hits) - gone), not one.found.more.isdisjoint(self.shown), one.place)
                getattr(ways, one.group).append(way)
        return ways


def ways_on(text: str, *, kinds: Sequence[str], shown: Sequence[str]) -> Ways:
    """Ways on from words that found nothing of the kinds `shown`; `kinds` are all that exist for the asker."""
    asker = _Asker(kinds, shown)
    try:
        words, named = places_in(text, kinds)
        _elsewhere(asker, words, named)
        _with_other_words(asker, words)
        _with_skills(asker, words)
        return asker.ways()
    except IndexUnavailable:
        return Ways()


def _elsewhere(asker: _Asker, words: str, named: Sequence[RegionInfo]) -> None:
    """Where a place alone was asked: the nearest kelurahan that has something, then the kecamatan, then the city.

    With words beside the place there is nothing to try: the page has looked for them in the whole city.
    """
    if not named or roots_of(words):
        return
    start = named[-1]
    next(filter(lambda near: asker.ask("places", "", near), _nearest(start)), None)
    for around in regions.directory().path(start.code):
        if around not in named:
            asker.ask("places", "", around)


def _nearest(start: RegionInfo) -> Sequence[RegionInfo]:
    return regions.directory().neighbours(start.code)[:MOST_NEIGHBOURS]


def _with_other_words(asker: _Asker, text: str) -> None:
    """The words without quotes and exclusions, and without the rarest of them, as long as that finds nothing."""
    query = read_query(text)
    plain = " ".join(word for word in text.replace('"', " ").split() if not word.startswith("-"))
    if plain and (query.required or query.excluded) and asker.ask("words", plain):
        return
    words = [word for word in plain.split()[:MOST_WORDS] if roots_of(word)]
    rarest_first = sorted(words, key=lambda word: (engine().knows(word), -len(word)))
    for rarest in rarest_first[:2]:
        words.remove(rarest)
        if not words or asker.ask("words", " ".join(words)):
            return


def _with_skills(asker: _Asker, words: str) -> None:
    """Skills somebody may have meant, what goes with them, and their whole group."""
    known = set(roots_of(words))
    tried: set[str] = set()
    for name in _skill_names(words):
        if name not in tried and not known.issuperset(roots_of(name)):
            asker.ask("skills", name)
        tried.add(name)


def _skill_names(words: str) -> Iterator[str]:
    meant = skills.skills_in(words) or skills.near_to(words)
    for skill_id in meant[:3]:
        yield skills.skill_name(skill_id)
    for skill_id in meant[:2]:
        yield from skills.skill_names(_related(skill_id, meant))
        yield skills.group_name(skills.group_of(skill_id))


def _related(skill_id: str, meant: Collection[str]) -> list[str]:
    return [other for other in skills.related_skills(skill_id) if other not in meant]
