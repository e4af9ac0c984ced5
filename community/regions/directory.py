"""One city of regions in memory: who lies in whom, who touches whom, and how far it is."""

from __future__ import annotations

import math
from collections import Counter
from functools import cached_property, lru_cache
from typing import Any

from sqlalchemy import ColumnElement, or_, select

from community.foundation.database import db
from community.regions.finder import Finder
from community.regions.info import RegionInfo
from community.regions.models import Level, Region, RegionNeighbour, RegionSpelling

EARTH_KM = 6371.0
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


def load(condition: ColumnElement[bool]) -> list[RegionInfo]:
    """The regions that fulfil a condition, by code."""
    statement = select(*_COLUMNS).where(condition).order_by(Region.code)
    return [RegionInfo(*row) for row in db.session.execute(statement)]


def below(column: Any, code: str) -> ColumnElement[bool]:
    """SQL: a region or something in it, by the beginning of the code."""
    return or_(column == code, column.startswith(code + ".", autoescape=True))


class Directory:
    """The deployment's city in memory; the methods that take a code also answer for regions elsewhere."""

    def __init__(self, city_code: str) -> None:
        regions = load(below(Region.code, city_code))
        self._by_code = {region.code: region for region in regions}
        self._by_slug = {region.slug: region for region in regions}
        self._city_code = city_code
        by_name = sorted(regions, key=lambda region: region.name)
        self.villages = tuple(region for region in by_name if region.level == Level.VILLAGE)
        self.districts = tuple(region for region in by_name if region.level == Level.DISTRICT)
        self._children: dict[str, tuple[RegionInfo, ...]] = {
            code: tuple(region for region in by_name if region.parent_code == code) for code in self._by_code
        }
        self._under: dict[str, tuple[str, ...]] = {
            code: tuple(other for other in self._by_code if (other + ".").startswith(code + "."))
            for code in self._by_code
        }

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
        return next(iter(load(Region.code == code)), None)

    def by_slug(self, slug: str | None) -> RegionInfo | None:
        """The region at this address; outside the city by one query."""
        if not slug or len(slug) > 120:
            return None
        return self._by_slug.get(slug) or next(iter(load(Region.slug == slug)), None)

    def of_city(self, slug: str) -> RegionInfo | None:
        """The region of the city at this address, without asking the database."""
        found = self._by_slug.get(slug)
        return found if found and self.covers(found.code) else None

    def children(self, code: str) -> tuple[RegionInfo, ...]:
        """The regions directly below, by name."""
        if code in self._children:
            return self._children[code]
        below = load(Region.parent_code == code)
        return tuple(sorted(below, key=lambda region: region.name))

    def neighbours(self, code: str) -> tuple[RegionInfo, ...]:
        """The kelurahan of this city that touch a kelurahan, nearest first."""
        return self._touching.get(code, ())

    @cached_property
    def _touching(self) -> dict[str, tuple[RegionInfo, ...]]:
        touching: dict[str, list[RegionInfo]] = {}
        pairs = select(RegionNeighbour.region_code, RegionNeighbour.neighbour_code)
        mine = below(RegionNeighbour.region_code, self._city_code)
        for code, other in db.session.execute(pairs.where(mine)):
            if other in self._by_code:
                touching.setdefault(code, []).append(self._by_code[other])
        return {code: tuple(self._by_distance(code, others)) for code, others in touching.items()}

    def _by_distance(self, code: str, others: list[RegionInfo]) -> list[RegionInfo]:
        return sorted(others, key=lambda other: (self.distance_km(code, other.code) or 0, other.name))

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
        return self._under.get(code, ())

    def covers(self, code: str) -> bool:
        """Whether the region is this city or lies in it."""
        return code in self._by_code

    def distance_km(self, code_a: str | None, code_b: str | None) -> float | None:
        """Kilometres between the middles of two regions; None where one is unknown."""
        here, there = self.by_code(code_a), self.by_code(code_b)
        if here is None or there is None:
            return None
        if here.latitude is None or here.longitude is None:
            return None
        if there.latitude is None or there.longitude is None:
            return None
        return _great_circle((here.latitude, here.longitude), (there.latitude, there.longitude))

    @cached_property
    def _names(self) -> Counter[tuple[str, Level]]:
        return Counter((region.name, region.level) for region in self._by_code.values())

    def full_label(self, region: RegionInfo) -> str:
        """ "Kel. Jatirasa"; with its kecamatan where two of the city's regions share name and level."""
        above = self.by_code(region.parent_code)
        if self._names[region.name, region.level] > 1 and above is not None:
            return f"{region.label}, {above.label}"
        return region.label

    @cached_property
    def _finder(self) -> Finder:
        spellings: dict[str, list[str]] = {}
        statement = select(RegionSpelling.spelling, RegionSpelling.region_code)
        mine = below(RegionSpelling.region_code, self._city_code)
        for spelling, code in db.session.execute(statement.where(mine)):
            spellings.setdefault(spelling, []).append(code)
        return Finder(self._by_code, spellings, self.city.name)

    def find(self, text: str, limit: int = 8) -> list[RegionInfo]:
        """Regions of the city that a typed name or postal code may mean, best first."""
        return self._finder.find(text)[:limit]

    def suggest(self, text: str, level: Level | None = None, limit: int = 8) -> list[RegionInfo]:
        """As `find`, for one level: a larger region stands for what lies in it."""
        return self._finder.of_level(text, level)[:limit]

    def resolve(self, text: str, level: Level | None = None) -> tuple[RegionInfo | None, list[RegionInfo]]:
        """The one region a typed name means, or None and the regions that may have been meant."""
        return self._finder.resolve(text, level)


@lru_cache(maxsize=8_192)
def _great_circle(here: tuple[float, float], there: tuple[float, float]) -> float:
    phi_a, phi_b = math.radians(here[0]), math.radians(there[0])
    half = math.sin((phi_b - phi_a) / 2) ** 2
    half += math.cos(phi_a) * math.cos(phi_b) * math.sin(math.radians(there[1] - here[1]) / 2) ** 2
    return 2 * EARTH_KM * math.asin(math.sqrt(min(1.0, half)))
