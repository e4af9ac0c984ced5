"""Places in a question, and what is near."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from typing import Any

from flask import current_app

from community.foundation.words import squash
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.regions.models import Level
from community.search.analysis import roots_of

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


def read_places(text: str, knows: Callable[[str], bool]) -> tuple[str, list[RegionInfo]]:
    """The text without the region it names, and that region (two where kelurahan and kecamatan share a name).

    `knows` tells whether a word stands in any document: such a word is no misspelled region.
    """
    words = text.split()[:24]
    names = _named()
    for length in range(LONGEST_NAME, 0, -1):
        for start in range(len(words) - length + 1):
            found = names.get(squash(" ".join(words[start : start + length])))
            if found:
                return _without(words, start, length), _of_level(found, words[start - 1] if start else "")
    return _read_misspelled(text, words, knows)


def is_misread(text: str, region: RegionInfo) -> bool:
    """Whether a region that was read from a text is called otherwise there."""
    return squash(region.name.removeprefix("Kota ")) not in squash(text)


def _of_level(found: list[RegionInfo], before: str) -> list[RegionInfo]:
    """Where the word before the name says which level is meant, the regions of that level."""
    level = LEVEL_WORDS.get(before.casefold().strip(".,"))
    return [region for region in found if region.level == level] or found


def _without(words: list[str], start: int, length: int) -> str:
    while start and words[start - 1].casefold().strip(".,") in KIND_OF_REGION:
        start, length = start - 1, length + 1
    return " ".join([*words[:start], *words[start + length :]])


def _read_misspelled(text: str, words: list[str], knows: Callable[[str], bool]) -> tuple[str, list[RegionInfo]]:
    """The last word, where it is in no document and can only be one region, or is read as one wherever it stands."""
    last = words[-1] if words else ""
    if len(last) < SHORTEST_MISSPELLED or not last.isalpha():
        return text, []
    known = _named().get("".join(roots_of(last)))
    if known:
        return _without(words, len(words) - 1, 1), _of_level(known, words[-2] if len(words) > 1 else "")
    if knows(last):
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


def title_words(named: Sequence[RegionInfo]) -> str:
    """The name titles are looked through for; that of the whole city tells nothing."""
    return named[0].name if named and named[0] != regions.directory().city else ""


def _district_codes(code: str) -> tuple[str, ...]:
    district = regions.directory().district_of(code)
    return regions.codes_under(district.code) if district else ()
