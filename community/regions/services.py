"""Changing the regions: whole imports only, each in the unit of work of its caller."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, delete, insert, select, true, update

from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.words import slugify
from community.regions import queries
from community.regions.models import Level, Region, RegionNeighbour, RegionSpelling
from community.regions.sources import Problem, Row, Source

FACTS = ("name", "postal_code", "latitude", "longitude", "area_km2", "parent_code")
CHUNK, FEW = 5000, 2000


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
    known = {region.code: region for region in _known_regions([row.code for row in source.rows])}
    rows = _usable(source.rows, known.keys(), report)
    _check_own_city_first(rows, known.keys())
    present = known.keys() | {row.code for row in rows}
    slugs = _free_slugs(rows, known)
    fresh, changed = [], []
    for row in rows:
        if row.code not in known:
            fresh.append(_values(row, slugs[row.code], present))
        elif news := _news(row, known[row.code], present):
            changed.append({"code": row.code, **news})
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


def _among(column: Any, codes: Collection[str]) -> ColumnElement[bool]:
    """The rows that a source may touch: named one by one for a city, all for a country."""
    return column.in_(codes) if len(codes) <= FEW else true()


def _known_regions(codes: Collection[str]) -> Sequence[Any]:
    above = {code[:length] for code in codes for length in (2, 5, 8)} | {current_app.config["CITY_CODE"]}
    columns = [getattr(Region, name) for name in ("code", "slug", *FACTS)]
    return db.session.execute(select(*columns).where(_among(Region.code, above | set(codes)))).all()


def _usable(rows: Iterable[Row], known: Iterable[str], report: Report) -> list[Row]:
    """The rows in order of level without those that stand twice or hang in the air."""
    above = set(known)
    here: set[str] = set()
    usable = []
    for row in sorted(rows, key=lambda row: (row.code.count("."), row.line)):
        if row.code in here:
            report.problems.append(Problem(row.line, row.code, "kode ini sudah ada di baris lain"))
        elif row.level in (Level.DISTRICT, Level.VILLAGE) and row.parent_code not in above:
            report.problems.append(Problem(row.line, row.code, f"induknya, {row.parent_code}, tidak ada"))
        else:
            here.add(row.code)
            above.add(row.code)
            usable.append(row)
    return usable


def _check_own_city_first(rows: Iterable[Row], known: Iterable[str]) -> None:
    city = current_app.config["CITY_CODE"]
    if city not in known and all(row.code != city for row in rows):
        raise DomainError(f"Muat dulu kota situs ini ({city}), agar alamat halamannya yang terpendek.")


def _values(row: Row, slug: str, present: Collection[str]) -> dict[str, Any]:
    values: dict[str, Any] = {"code": row.code, "slug": slug, "level": row.level}
    values |= {name: getattr(row, name) for name in FACTS}
    if row.parent_code not in present:
        # The project's file begins at the city; its province comes with the register, if ever.
        values["parent_code"] = None
    return values


def _is_measured(region: Any) -> bool:
    return region.latitude is not None


def _news(row: Row, old: Any, present: Collection[str]) -> dict[str, Any]:
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


def _free_slugs(rows: Iterable[Row], known: Mapping[str, Any]) -> dict[str, str]:
    """An address of its own for each new region; the deployment's city has the first choice."""
    fresh = [row for row in rows if row.code not in known]
    if not fresh:
        return {}
    taken = set(db.session.scalars(select(Region.slug)))
    names = {code: region.name for code, region in known.items()} | {row.code: row.name for row in rows}
    own = current_app.config["CITY_CODE"] + "."
    chosen = {}
    for row in sorted(fresh, key=lambda row: not (row.code + ".").startswith(own)):
        slug = next(slug for slug in _wishes(row, names.get(row.code[:5], "")) if slug not in taken)
        taken.add(slug)
        chosen[row.code] = slug
    return chosen


def _wishes(row: Row, city_name: str) -> Iterator[str]:
    """ "sukamaju", "sukamaju-kota-depok", then with the digits of the code, which no other region has."""
    plain = slugify(row.name)[:60].strip("-")
    if row.level in (Level.PROVINCE, Level.DISTRICT):
        plain = f"{row.level.value}-{plain}"
    yield plain
    if row.level in (Level.DISTRICT, Level.VILLAGE):
        yield f"{plain}-{slugify(city_name)[:40].strip('-')}"
    yield f"{plain}-{row.code.replace('.', '')}"


def _insert(model: Any, values: list[dict[str, Any]]) -> None:
    for start in range(0, len(values), CHUNK):
        db.session.execute(insert(model), values[start : start + CHUNK])


def _store_spellings(rows: Collection[Row], measured: set[str]) -> int:
    """Add the spellings of each row; those of a row with aliases replace what was known before."""
    stored: dict[str, set[str]] = {}
    statement = select(RegionSpelling.spelling, RegionSpelling.region_code)
    codes = [row.code for row in rows]
    for spelling, code in db.session.execute(statement.where(_among(RegionSpelling.region_code, codes))):
        stored.setdefault(code, set()).add(spelling)
    added, gone = [], []
    for row in rows:
        old = stored.get(row.code, set())
        if row.code in measured and not _is_measured(row) and old:
            continue
        added += [{"spelling": spelling, "region_code": row.code} for spelling in sorted(row.spellings - old)]
        gone += [(spelling, row.code) for spelling in old - row.spellings]
    for spelling, code in gone:
        same = RegionSpelling.spelling == spelling, RegionSpelling.region_code == code
        db.session.execute(delete(RegionSpelling).where(*same))
    _insert(RegionSpelling, added)
    return len(added)


def _store_neighbours(pairs: Iterable[tuple[str, str]], present: Collection[str]) -> int:
    statement = select(RegionNeighbour.region_code, RegionNeighbour.neighbour_code)
    stored = {(code, other) for code, other in db.session.execute(statement)}
    wanted = {pair for one in pairs for pair in (one, one[::-1]) if pair[0] in present and pair[1] in present}
    fresh = sorted(wanted - stored)
    _insert(RegionNeighbour, [{"region_code": code, "neighbour_code": other} for code, other in fresh])
    return len(fresh)
