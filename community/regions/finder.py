"""Which region of a city somebody means by what she typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from community.regions.info import RegionInfo
from community.regions.models import Level
from community.regions.spellings import EXACT, INSIDE, PREFIX, SLIP, Match, Typed, matches, read

LEVEL_ORDER = {Level.VILLAGE: 0, Level.DISTRICT: 1, Level.CITY: 2, Level.PROVINCE: 3}
LONGEST = 160
KEPT = 500
FEWEST_POSTAL_DIGITS = 3
# Fewer letters than these are a question, not an answer.
SURE_LETTERS = {EXACT: 1, PREFIX: 4, INSIDE: 5, SLIP: 4}
SURE_WITH_TWO_SLIPS = 9
OFFERED = 4


class Finder:
    """Regions by what people type; remembers the last few hundred searches."""

    def __init__(
        self, regions: Mapping[str, RegionInfo], spellings: Mapping[str, Sequence[str]], city_name: str
    ) -> None:
        self._regions = regions
        self._spellings = spellings
        self._city_name = city_name
        self._remembered: dict[str, list[RegionInfo]] = {}

    def find(self, text: str) -> list[RegionInfo]:
        """Everything that a name or postal code may mean, best first."""
        text = text[:LONGEST].strip()
        if text not in self._remembered:
            if len(self._remembered) >= KEPT:
                self._remembered.clear()
            self._remembered[text] = self._search(text)
        return list(self._remembered[text])

    def of_level(self, text: str, level: Level | None) -> list[RegionInfo]:
        """What a name may mean on one level; a larger region stands for what lies in it."""
        found = self.find(text)
        if level is None:
            return found
        fitting = {region.code: region for region in found if region.level == level}
        for region in found:
            if LEVEL_ORDER[region.level] == LEVEL_ORDER[level] + 1:
                fitting |= {child.code: child for child in self._children(region.code)}
        return list(fitting.values())

    def resolve(self, text: str, level: Level | None = None) -> tuple[RegionInfo | None, list[RegionInfo]]:
        """The one region that is meant, or None and those that may have been meant."""
        text = text[:LONGEST].strip()
        by_code = self._regions.get(text)
        if by_code is not None and level in (None, by_code.level):
            return by_code, []
        if _is_postal(text):
            found = self.find(text)
            return (found[0], []) if len(found) == 1 and level in (None, Level.VILLAGE) else (None, found)
        return self._resolve_name(read(text, self._city_name), level)

    def _resolve_name(self, typed: Typed, level: Level | None) -> tuple[RegionInfo | None, list[RegionInfo]]:
        ranked = self._ranked(typed)
        wanted = level or typed.level
        fitting = [match for match in ranked if wanted in (None, self._regions[match.code].level)]
        exact = [match for match in fitting if match.tier == EXACT]
        elsewhere = [match for match in ranked if match.tier == EXACT]
        contradicts = typed.level not in (None, wanted)
        if elsewhere and (contradicts or not exact):
            return None, self._children(elsewhere[0].code) or [self._regions[elsewhere[0].code]]
        if self._is_sure(fitting, typed):
            return self._regions[fitting[0].code], []
        return None, [self._regions[match.code] for match in (exact or fitting)[:OFFERED]]

    def _is_sure(self, fitting: Sequence[Match], typed: Typed) -> bool:
        if not fitting:
            return False
        best = fitting[0]
        level = self._regions[best.code].level
        if best.tier == SLIP and best.letters > 1 and len(typed.name) < SURE_WITH_TWO_SLIPS:
            return False
        if len(typed.name) < SURE_LETTERS[best.tier]:
            return False
        return not any(
            match.tier == best.tier
            and (match.letters == best.letters or best.tier != SLIP)
            and self._regions[match.code].level == level
            for match in fitting[1:]
        )

    def _search(self, text: str) -> list[RegionInfo]:
        if _is_postal(text):
            known = sorted(self._regions.values(), key=lambda region: region.name)
            return [region for region in known if (region.postal_code or "").startswith(text)]
        return [self._regions[match.code] for match in self._ranked(read(text, self._city_name))]

    def _ranked(self, typed: Typed) -> list[Match]:
        found = matches(typed.name, self._spellings)
        above = {match.code for match in matches(typed.above, self._spellings) if match.tier == EXACT}
        inside = [match for match in found if self._regions[match.code].parent_code in above]
        return sorted(inside or found, key=lambda match: self._rank(match, typed.level))

    def _rank(self, match: Match, level: Level | None) -> tuple[bool, int, int, int, str]:
        region = self._regions[match.code]
        other_level = level is not None and region.level != level
        return other_level, match.tier, match.letters, LEVEL_ORDER[region.level], region.name

    def _children(self, code: str) -> list[RegionInfo]:
        children = [region for region in self._regions.values() if region.parent_code == code]
        return sorted(children, key=lambda region: region.name)


def _is_postal(text: str) -> bool:
    return len(text) >= FEWEST_POSTAL_DIGITS and text.isascii() and text.isdigit()
