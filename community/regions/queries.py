"""Regions as every other domain reads them: from memory for the deployment's city, by query for the rest."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable
from functools import cached_property
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, func, or_, select
from sqlalchemy.orm import InstrumentedAttribute

from community.foundation.database import db
from community.regions.info import RegionInfo
from community.regions.models import Level, Region, RegionNeighbour, RegionSpelling
from community.regions.spellings import EXACT, PREFIX, SLIP, Match, Typed, matches, read

EXTENSION = "region_directory"
EARTH_KM = 6371.0
LEVEL_ORDER = {Level.VILLAGE: 0, Level.DISTRICT: 1, Level.CITY: 2, Level.PROVINCE: 3}
_COLUMNS = (
    Region.code,
    Region.name,
    Region.slug,
    Region.level,
    Region.parent_code,
    Region.postal_code,
    Region.latitude,
    Region.longitude,
    Region.area_km2,
)


def _load(condition: ColumnElement[bool]) -> list[RegionInfo]:
    statement = select(*_COLUMNS).where(condition).order_by(Region.code)
    return [RegionInfo(*row) for row in db.session.execute(statement)]


def _below(column: InstrumentedAttribute[Any], code: str) -> ColumnElement[bool]:
    return or_(column == code, column.startswith(code + ".", autoescape=True))


class Directory:
    """The deployment's city in memory; the methods that take a code also answer for regions elsewhere."""

    def __init__(self, city_code: str) -> None:
        regions = _load(_below(Region.code, city_code))
        self._by_code = {region.code: region for region in regions}
        self._by_slug = {region.slug: region for region in regions}
        self._city_code = city_code
        by_name = sorted(regions, key=lambda region: region.name)
        self.villages = tuple(region for region in by_name if region.level == Level.VILLAGE)
        self.districts = tuple(region for region in by_name if region.level == Level.DISTRICT)
        self._children: dict[str, tuple[RegionInfo, ...]] = {
            code: tuple(region for region in by_name if region.parent_code == code) for code in self._by_code
        }
        self._found: dict[tuple[str, int], list[RegionInfo]] = {}

    def __bool__(self) -> bool:
        return self._city_code in self._by_code

    @property
    def city(self) -> RegionInfo:
        """The deployment's city."""
        return self._by_code[self._city_code]

    def by_code(self, code: str | None) -> RegionInfo | None:
        """The region with this code; outside the city by one query."""
        if not code:
            return None
        inside = self._by_code.get(code)
        if inside or code.startswith(self._city_code + ".") or len(code) > 13:
            return inside
        return next(iter(_load(Region.code == code)), None)

    def by_slug(self, slug: str | None) -> RegionInfo | None:
        """The region at this address; outside the city by one query."""
        if not slug or len(slug) > 120:
            return None
        return self._by_slug.get(slug) or next(iter(_load(Region.slug == slug)), None)

    def children(self, code: str) -> tuple[RegionInfo, ...]:
        """The regions directly below, by name."""
        if code in self._children:
            return self._children[code]
        below = _load(Region.parent_code == code)
        return tuple(sorted(below, key=lambda region: region.name))

    def neighbours(self, code: str) -> tuple[RegionInfo, ...]:
        """The kelurahan of this city that touch a kelurahan, nearest first."""
        return self._touching.get(code, ())

    @cached_property
    def _touching(self) -> dict[str, tuple[RegionInfo, ...]]:
        touching: dict[str, list[RegionInfo]] = {}
        pairs = select(RegionNeighbour.region_code, RegionNeighbour.neighbour_code)
        for code, other in db.session.execute(pairs.where(_below(RegionNeighbour.region_code, self._city_code))):
            if other in self._by_code:
                touching.setdefault(code, []).append(self._by_code[other])
        return {
            code: tuple(sorted(others, key=lambda other: (self.distance_km(code, other.code) or 0, other.name)))
            for code, others in touching.items()
        }

    def district_of(self, code: str | None) -> RegionInfo | None:
        """The kecamatan a region lies in (or is)."""
        return self.by_code(".".join(code.split(".")[:3])) if code and code.count(".") >= 2 else None

    def path(self, code: str | None) -> tuple[RegionInfo, ...]:
        """The region and what it lies in, smallest first, up to the city: kelurahan, kecamatan, kota."""
        found, region = [], self.by_code(code)
        while region is not None and region.level != Level.PROVINCE:
            found.append(region)
            region = self.by_code(region.parent_code) if region.level != Level.CITY else None
        return tuple(found)

    def wider(self, code: str | None) -> RegionInfo | None:
        """The next larger region within the city."""
        path = self.path(code)
        return path[1] if len(path) > 1 else None

    def codes_under(self, code: str) -> tuple[str, ...]:
        """The codes of a region of this city and of everything in it."""
        return tuple(other for other in self._by_code if (other + ".").startswith(code + "."))

    def covers(self, code: str) -> bool:
        """Whether the region is this city or lies in it."""
        return code in self._by_code

    def distance_km(self, code_a: str | None, code_b: str | None) -> float | None:
        """Kilometres between the middles of two regions; None where one is unknown."""
        here, there = self.by_code(code_a), self.by_code(code_b)
        if here is None or there is None:
            return None
        if None in (here.latitude, here.longitude, there.latitude, there.longitude):
            return None
        return _great_circle(here.latitude, here.longitude, there.latitude, there.longitude)  # type: ignore[arg-type]

    def scope(self, slug: str | None, home_code: str | None) -> RegionInfo:
        """Where a list looks: what the address asks for, else the person's own region, else the city."""
        return self.by_slug(slug) or self.by_code(home_code) or self.city

    @cached_property
    def _spellings(self) -> dict[str, list[str]]:
        spellings: dict[str, list[str]] = {}
        statement = select(RegionSpelling.spelling, RegionSpelling.region_code)
        for spelling, code in db.session.execute(
            statement.where(_below(RegionSpelling.region_code, self._city_code))
        ):
            spellings.setdefault(spelling, []).append(code)
        return spellings

    @cached_property
    def _names(self) -> Counter[tuple[str, Level]]:
        return Counter((region.name, region.level) for region in self._by_code.values())

    def full_label(self, region: RegionInfo) -> str:
        """ "Kel. Jatirasa"; with its kecamatan where two of the city's regions share name and level."""
        above = self.by_code(region.parent_code)
        if self._names[region.name, region.level] > 1 and above is not None:
            return f"{region.label}, {above.label}"
        return region.label

    def _ranked(self, typed: Typed) -> list[Match]:
        found = matches(typed.name, self._spellings)
        above = {match.code for match in matches(typed.above, self._spellings) if match.tier == EXACT}
        if above:
            found = [match for match in found if self._by_code[match.code].parent_code in above] or found
        return sorted(found, key=lambda match: self._rank(match, typed.level))

    def _rank(self, match: Match, level: Level | None) -> tuple[bool, int, int, int, str]:
        region = self._by_code[match.code]
        other_level = level is not None and region.level != level
        return other_level, match.tier, match.letters, LEVEL_ORDER[region.level], region.name

    def find(self, text: str, limit: int = 8) -> list[RegionInfo]:
        """Regions of the city that a typed name or postal code may mean, best first."""
        key = (text[:160], limit)
        if key not in self._found:
            if len(self._found) > 500:
                self._found.clear()
            self._found[key] = self._search(*key)
        return list(self._found[key])

    def _search(self, text: str, limit: int) -> list[RegionInfo]:
        digits = text.strip()
        if digits.isascii() and digits.isdigit():
            known = (region for region in self.villages if (region.postal_code or "").startswith(digits))
            return list(known)[:limit] if len(digits) > 2 else []
        ranked = self._ranked(read(text, self.city.name))
        return [self._by_code[match.code] for match in ranked[:limit]]

    def resolve(self, text: str, level: Level | None = None) -> tuple[RegionInfo | None, list[RegionInfo]]:
        """The one region a typed name means, or None and the regions that may have been meant."""
        by_code = self._by_code.get(text.strip())
        if by_code and level in (None, by_code.level):
            return by_code, []
        if text.strip().isdigit():
            found = self._search(text, 8)
            return (found[0], []) if len(found) == 1 and level in (None, Level.VILLAGE) else (None, found)
        typed = read(text, self.city.name)
        ranked = self._ranked(typed)
        wanted = level or typed.level
        fitting = [match for match in ranked if wanted in (None, self._by_code[match.code].level)]
        exact = [match for match in fitting if match.tier == EXACT]
        larger = [match for match in ranked if match.tier == EXACT and match not in exact]
        if not exact and larger:
            return None, list(self.children(larger[0].code))
        if self._is_sure(fitting, typed):
            return self._by_code[fitting[0].code], []
        return None, [self._by_code[match.code] for match in (exact or fitting)[:4]]

    def _is_sure(self, fitting: list[Match], typed: Typed) -> bool:
        if not fitting:
            return False
        best = fitting[0]
        level = self._by_code[best.code].level
        rivals = [
            match
            for match in fitting[1:]
            if match.tier == best.tier
            and (match.letters == best.letters or best.tier != SLIP)
            and self._by_code[match.code].level == level
        ]
        if best.tier == SLIP and best.letters > 1 and len(typed.name) < 9:
            return False
        return not rivals and (best.tier != PREFIX or len(typed.name) > 3)


def _great_circle(lat_a: float, lon_a: float, lat_b: float, lon_b: float) -> float:
    phi_a, phi_b = math.radians(lat_a), math.radians(lat_b)
    half = math.sin((phi_b - phi_a) / 2) ** 2
    half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(lon_b - lon_a) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))


def directory() -> Directory:
    """The city of this deployment, read once per process. LookupError until regions are loaded."""
    known: Directory | None = current_app.extensions.get(EXTENSION)
    if known is None:
        known = Directory(current_app.config["CITY_CODE"])
        if not known:
            raise LookupError(f"Region {current_app.config['CITY_CODE']} is not loaded: run `flask regions load`.")
        current_app.extensions[EXTENSION] = known
    return known


def forget_directory() -> None:
    """Read the city anew at its next use, after a change."""
    current_app.extensions.pop(EXTENSION, None)


def region_name(code: str | None) -> str:
    """ "Jatirasa"; "" for a code nobody knows."""
    region = directory().by_code(code)
    return region.name if region else ""


def region_label(code: str | None) -> str:
    """ "Kel. Jatirasa"; "" for a code nobody knows."""
    region = directory().by_code(code)
    return region.label if region else ""


def distance_km(code_a: str | None, code_b: str | None) -> float | None:
    """Kilometres between the middles of two regions; None where one is unknown."""
    return directory().distance_km(code_a, code_b)


def codes_under(code: str) -> tuple[str, ...]:
    """The codes of a region of this city and of everything in it."""
    return directory().codes_under(code)


def scope(slug: str | None, home_code: str | None) -> RegionInfo:
    """Where a list looks: what the address asks for, else the person's own region, else the city."""
    return directory().scope(slug, home_code)


def find(text: str, limit: int = 8) -> list[RegionInfo]:
    """Regions of the city that a typed name or postal code may mean, best first."""
    return directory().find(text, limit)


def region_condition(column: Any, code: str) -> ColumnElement[bool]:
    """SQL: rows in a region or below it, by index on every engine and collation."""
    codes = directory().codes_under(code)
    if len(codes) == 1:
        return column == codes[0]  # type: ignore[no-any-return]
    return column.in_(codes) if codes else _below(column, code)


def village_choices() -> dict[str, list[tuple[str, str]]]:
    """(code, name) of every kelurahan by the label of its kecamatan, for a grouped <select>."""
    city = directory()
    return {
        district.label: [(village.code, village.name) for village in city.children(district.code)]
        for district in city.districts
    }


def count_by_level() -> dict[Level, int]:
    """How many regions are loaded."""
    counted = select(Region.level, func.count()).group_by(Region.level)
    return {level: count for level, count in db.session.execute(counted)}
