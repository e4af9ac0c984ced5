"""Changing the regions: whole imports only, each in the unit of work of its caller."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import delete, insert, select, update

from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.words import slugify
from community.regions import queries
from community.regions.models import Level, Region, RegionNeighbour, RegionSpelling
from community.regions.sources import Problem, Row, Source

FACTS = ("name", "postal_code", "latitude", "longitude", "area_km2", "parent_code")
CHUNK = 5000


@dataclass(slots=True)
class Report:
    """What an import did, in rows."""

    new: int = 0
    changed: int = 0
    unchanged: int = 0
    spellings: int = 0
    neighbours: int = 0
    problems: list[Problem] = field(default_factory=list)


def import_regions(source: Source) -> Report:
    """Store a source: new regions are added, known ones brought up to date, none removed.

    What a source does not know stays as it is, and a source without coordinates does not rename a region
    that has them: the project's own file knows its city better than the register of the whole country.
    """
    report = Report(problems=list(source.problems))
    known = {region.code: region for region in _known_regions()}
    rows = _usable(source.rows, known.keys(), report)
    _check_own_city_first(rows, known.keys())
    slugs = _Slugs(known.values(), rows)
    fresh, changed = [], []
    for row in rows:
        old = known.get(row.code)
        if old is None:
            fresh.append(_values(row, slugs.give(row)))
        elif news := _news(row, old, known.keys() | {row.code for row in rows}):
            changed.append({"code": row.code, **news})
    present = known.keys() | {values["code"] for values in fresh}
    for values in fresh:
        # The project's file begins at the city; its province comes with the register, if ever.
        if values["parent_code"] not in present:
            values["parent_code"] = None
    _insert(Region, fresh)
    if changed:
        db.session.execute(update(Region), changed)
    report.new, report.changed = len(fresh), len(changed)
    report.unchanged = len(rows) - len(fresh) - len(changed)
    report.spellings = _store_spellings(rows, {code for code, old in known.items() if _is_measured(old)})
    report.neighbours = _store_neighbours(source.neighbours, present)
    db.session.flush()
    db.session.expire_all()
    queries.forget_directory()
    return report


def _known_regions() -> Sequence[Any]:
    columns = [getattr(Region, name) for name in ("code", "slug", *FACTS)]
    return db.session.execute(select(*columns)).all()


def _usable(rows: Iterable[Row], known: Iterable[str], report: Report) -> list[Row]:
    """The rows in order of level without those that stand twice or hang in the air."""
    seen = set(known)
    here: set[str] = set()
    usable = []
    for row in sorted(rows, key=lambda row: (row.code.count("."), row.line)):
        if row.code in here:
            report.problems.append(Problem(row.line, row.code, "kode ini sudah ada di baris lain"))
        elif row.level in (Level.DISTRICT, Level.VILLAGE) and row.parent_code not in seen | here:
            report.problems.append(Problem(row.line, row.code, f"induknya, {row.parent_code}, tidak ada"))
        else:
            here.add(row.code)
            usable.append(row)
    return usable


def _check_own_city_first(rows: Iterable[Row], known: Iterable[str]) -> None:
    city = current_app.config["CITY_CODE"]
    if city not in known and all(row.code != city for row in rows):
        raise DomainError(f"Muat dulu kota situs ini ({city}), supaya alamat halamannya tetap yang terpendek.")


def _values(row: Row, slug: str) -> dict[str, Any]:
    return {"code": row.code, "slug": slug, "level": row.level, **{name: getattr(row, name) for name in FACTS}}


def _is_measured(region: Any) -> bool:
    return region.latitude is not None


def _news(row: Row, old: Any, present: Iterable[str]) -> dict[str, Any]:
    news = {}
    for name in FACTS:
        value = getattr(row, name)
        if value is None or value == getattr(old, name):
            continue
        if name == "parent_code" and value not in present:
            continue
        if name != "parent_code" and _is_measured(old) and not _is_measured(row) and getattr(old, name):
            continue
        news[name] = value
    return {name: getattr(old, name) for name in FACTS} | news if news else {}


class _Slugs:
    """Gives each new region an address of its own; the deployment's city has the first choice."""

    def __init__(self, known: Iterable[Any], rows: Iterable[Row]) -> None:
        self._taken: set[str] = set()
        self._names: dict[str, str] = {}
        for region in known:
            self._taken.add(region.slug)
            self._names[region.code] = region.name
        self._names.update({row.code: row.name for row in rows})
        self._chosen: dict[str, str] = {}
        city = current_app.config["CITY_CODE"]
        fresh = [row for row in rows if row.code not in {region.code for region in known}]
        for row in sorted(fresh, key=lambda row: not (row.code + ".").startswith(city + ".")):
            self._chosen[row.code] = self._choose(row)

    def give(self, row: Row) -> str:
        """The address chosen for a new region."""
        return self._chosen[row.code]

    def _choose(self, row: Row) -> str:
        for slug in self._wishes(row):
            if slug not in self._taken:
                self._taken.add(slug)
                return slug
        raise ValueError(f"no free address for region {row.code}")

    def _wishes(self, row: Row) -> Iterator[str]:
        plain = slugify(row.name)[:60].strip("-")
        if row.level == Level.DISTRICT:
            plain = f"kecamatan-{plain}"
        elif row.level == Level.PROVINCE:
            plain = f"provinsi-{plain}"
        city = slugify(self._names.get(row.code[:5], ""))[:40].strip("-")
        yield plain
        if row.level in (Level.DISTRICT, Level.VILLAGE):
            yield f"{plain}-{city}"
        yield f"{plain}-{row.code.replace('.', '')}"


def _insert(model: Any, values: list[dict[str, Any]]) -> None:
    for start in range(0, len(values), CHUNK):
        db.session.execute(insert(model), values[start : start + CHUNK])


def _store_spellings(rows: Iterable[Row], measured: set[str]) -> int:
    """Add the spellings of each row; those of a row with aliases replace what was known before."""
    stored: dict[str, set[str]] = {}
    for spelling, code in db.session.execute(select(RegionSpelling.spelling, RegionSpelling.region_code)):
        stored.setdefault(code, set()).add(spelling)
    added, gone = [], []
    for row in rows:
        old = stored.get(row.code, set())
        if row.code in measured and not _is_measured(row) and old:
            continue
        added += [{"spelling": spelling, "region_code": row.code} for spelling in sorted(row.spellings - old)]
        gone += [(spelling, row.code) for spelling in old - row.spellings]
    for spelling, code in gone:
        db.session.execute(
            delete(RegionSpelling).where(RegionSpelling.spelling == spelling, RegionSpelling.region_code == code)
        )
    _insert(RegionSpelling, added)
    return len(added)


def _store_neighbours(pairs: Iterable[tuple[str, str]], present: Iterable[str]) -> int:
    statement = select(RegionNeighbour.region_code, RegionNeighbour.neighbour_code)
    stored = {(code, other) for code, other in db.session.execute(statement)}
    wanted = {pair for one in pairs for pair in (one, one[::-1]) if set(pair) <= set(present)}
    fresh = sorted(wanted - stored)
    _insert(RegionNeighbour, [{"region_code": code, "neighbour_code": other} for code, other in fresh])
    return len(fresh)
