"""How people write the names of regions: comparing what was typed with every known spelling."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from community.foundation.words import slugify, squash
from community.regions.models import Level

LONGEST = 80
KIND_WORDS = {
    "kel": Level.VILLAGE,
    "kelurahan": Level.VILLAGE,
    "desa": Level.VILLAGE,
    "kec": Level.DISTRICT,
    "kecamatan": Level.DISTRICT,
    "distrik": Level.DISTRICT,
}
EXACT, PREFIX, INSIDE, SLIP = range(4)
_ADDRESS = re.compile(r"\b(rt|rw)[ .]*[0-9]{1,3}\b", re.I)


@dataclass(frozen=True, slots=True)
class Typed:
    """What was typed: the level it names if any, the squashed name, and the name of the region above."""

    level: Level | None
    name: str
    above: str


@dataclass(frozen=True, slots=True, order=True)
class Match:
    """How well a region fits: the kind of match first, then how many letters differ."""

    tier: int
    letters: int
    code: str


def read(text: str, city_name: str = "") -> Typed:
    """Take "Kel. Jati Asih RT 02, Kec. Jatiasih" apart; the city's own name behind another says nothing."""
    first, _, rest = _ADDRESS.sub(" ", text[: LONGEST * 2]).partition(",")
    level, words = _kind(slugify(first[:LONGEST]).split("-"))
    _, above = _kind(slugify(rest.partition(",")[0][:LONGEST]).split("-"))
    city = slugify(city_name).split("-")
    for ending in (city, city[1:]):
        if ending and words != city and len(words) > len(ending) and words[-len(ending) :] == ending:
            words = words[: -len(ending)]
    above_name = "".join(above)
    return Typed(level, "".join(words), "" if squash(city_name).endswith(above_name) else above_name)


def _kind(words: list[str]) -> tuple[Level | None, list[str]]:
    if len(words) > 1 and words[0] in KIND_WORDS:
        return KIND_WORDS[words[0]], words[1:]
    return None, words


def distance(left: str, right: str, most: int) -> int:
    """Letters to add, drop, change or swap between neighbours; `most + 1` as soon as it is more."""
    if abs(len(left) - len(right)) > most:
        return most + 1
    before: list[int] = []
    row = list(range(len(right) + 1))
    for i, letter in enumerate(left, 1):
        before, above, row = row if i == 1 else before, row, [i]
        for j, other in enumerate(right, 1):
            cost = min(above[j] + 1, row[j - 1] + 1, above[j - 1] + (letter != other))
            if i > 1 and j > 1 and letter == right[j - 2] and left[i - 2] == other:
                cost = min(cost, before[j - 2] + 1)
            row.append(cost)
        before = above
        if min(row) > most and min(above) > most:
            return most + 1
    return min(row[-1], most + 1)


def _allowed_slips(name: str) -> int:
    return 0 if len(name) < 4 else 1 if len(name) < 7 else 2


def _fit(name: str, spelling: str, slips: int) -> tuple[int, int] | None:
    if spelling == name:
        return EXACT, 0
    if spelling.startswith(name):
        return PREFIX, len(spelling) - len(name)
    if len(name) > 2 and name in spelling:
        return INSIDE, len(spelling) - len(name)
    if not slips:
        return None
    found = distance(name, spelling, slips)
    return (SLIP, found) if found <= slips else None


def matches(name: str, spellings: Mapping[str, Iterable[str]]) -> list[Match]:
    """Every region that `name` may mean, best first; slips count only where nothing is written so exactly."""
    if not name:
        return []
    slips = 0 if name in spellings else _allowed_slips(name)
    best: dict[str, Match] = {}
    for spelling, codes in spellings.items():
        fit = _fit(name, spelling, slips)
        if fit is None:
            continue
        for code in codes:
            match = Match(*fit, code)
            best[code] = min(best.get(code, match), match)
    return sorted(best.values())
