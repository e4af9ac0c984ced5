"""The schematic map of the city ("peta skematis"): an SVG made on the server, one link for each kelurahan."""

from __future__ import annotations

import math
from bisect import bisect_right
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

from flask import current_app, has_request_context, request
from flask_babel import gettext as _
from markupsafe import Markup, escape

from community.foundation.languages import format_number, language
from community.regions import shapes
from community.regions.directory import Directory
from community.regions.info import RegionInfo
from community.regions.queries import directory

Spot = tuple[int, int]
Links = Callable[[RegionInfo], str]

UNITS_PER_KM = 20
MARGIN = 6
SNAP = 3
# Which of the shades 1 to 4 are worn by one, two, three or four classes.
LEVELS = {1: (4,), 2: (1, 4), 3: (1, 2, 4), 4: (1, 2, 3, 4)}
PLAIN_SHADE = 2
KEPT = 32
EXTENSION = "region_map"
CELL = Markup('<a href="{}"><path class="k l{}{}" d="{}"><title>{}</title></path></a>')
FRAME = Markup(
    '<svg class="map" viewBox="{0} {0} {1} {2}" role="group" aria-label="{3}">{4}<path class="kec" d="{5}"/>{6}</svg>'
)


@dataclass(frozen=True, slots=True)
class Drawing:
    """SVG path data of each kelurahan and of the borders between kecamatan; width and height in units."""

    cells: dict[str, str]
    borders: str
    width: int
    height: int


class _Paper:
    """Whole units; corners closer than SNAP become one, so that neighbours share their corners exactly."""

    def __init__(self, west: float, north: float) -> None:
        self._west, self._north = west, north
        self._spots: set[Spot] = set()

    def ring(self, polygon: shapes.Polygon) -> list[Spot]:
        """The corners of a polygon on paper, without repetitions."""
        ring: list[Spot] = []
        for x, y in polygon:
            across, down = (x - self._west) * UNITS_PER_KM, (y - self._north) * UNITS_PER_KM
            spot = self._snap((round(across), round(down)))
            if spot not in ring[-1:]:
                ring.append(spot)
        return ring[:-1] if len(ring) > 1 and ring[0] == ring[-1] else ring

    def _snap(self, spot: Spot) -> Spot:
        near = [
            (math.hypot(i, j), (spot[0] + i, spot[1] + j))
            for i in range(-SNAP, SNAP + 1)
            for j in range(-SNAP, SNAP + 1)
            if (spot[0] + i, spot[1] + j) in self._spots
        ]
        found = min(near)[1] if near else spot
        self._spots.add(found)
        return found


def _path(line: list[Spot], *, closed: bool) -> str:
    """Path data in relative whole numbers: "M10 20l5-3 4 8z"."""
    steps = [(x - x0, y - y0) for (x0, y0), (x, y) in pairwise(line)]
    numbers = [str(number) for step in steps for number in step]
    # A minus sign parts two numbers as well as a blank does.
    joined = " ".join(numbers).replace(" -", "-")
    return f"M{line[0][0]} {line[0][1]}l{joined}{'z' if closed else ''}"


def _borders(rings: Mapping[str, list[Spot]]) -> list[list[Spot]]:
    """Lines between cells of different kecamatan, joined end to end."""
    owners: dict[tuple[Spot, Spot], list[str]] = {}
    for code, ring in rings.items():
        for one, two in zip(ring, [*ring[1:], ring[0]], strict=True):
            owners.setdefault((min(one, two), max(one, two)), []).append(code.rpartition(".")[0])
    edges = [edge for edge, districts in owners.items() if len(set(districts)) > 1]
    touching: dict[Spot, set[Spot]] = {}
    for one, two in edges:
        touching.setdefault(one, set()).add(two)
        touching.setdefault(two, set()).add(one)
    lines = []
    # Beginning where a line ends or three meet keeps the strokes long.
    for start in sorted(touching, key=lambda spot: (len(touching[spot]) == 2, spot)):
        while touching[start]:
            lines.append(_follow(start, touching))
    return lines


def _follow(start: Spot, touching: dict[Spot, set[Spot]]) -> list[Spot]:
    line = [start]
    while touching[line[-1]]:
        here = line[-1]
        following = min(touching[here])
        touching[here].discard(following)
        touching[following].discard(here)
        line.append(following)
    return line


def draw(villages: Iterable[RegionInfo]) -> Drawing | None:
    """The shapes of a city; None when too few of its kelurahan have a place and an area."""
    places = [
        (village.code, village.latitude, village.longitude, village.area_km2)
        for village in sorted(villages, key=lambda village: village.code)
        if village.latitude is not None and village.longitude is not None and village.area_km2
    ]
    if len(places) < 3:
        return None
    sites = shapes.project(places)
    edge = shapes.outline(sites)
    paper = _Paper(min(x for x, _y in edge), min(y for _x, y in edge))
    rings = {
        site.code: ring
        for site, cell in zip(sites, shapes.grow(sites, edge), strict=True)
        if len(ring := paper.ring(cell)) > 2
    }
    corners = [spot for ring in rings.values() for spot in ring]
    return Drawing(
        {code: _path(ring, closed=True) for code, ring in rings.items()},
        "".join(_path(line, closed=False) for line in _borders(rings)),
        max(x for x, _y in corners),
        max(y for _x, y in corners),
    )


def classes(values: Iterable[int]) -> tuple[int, ...]:
    """The least value of each class, at most four: as many kelurahan in each as equal values allow."""
    counted = sorted(value for value in values if value > 0)
    if not counted:
        return ()
    return tuple(sorted({counted[len(counted) * part // 4] for part in range(4)}))


def shade(value: int, bounds: Sequence[int]) -> int:
    """0 for nothing, else 1 to 4 by the class of `classes`; the highest class is the darkest."""
    if value <= 0 or not bounds:
        return 0
    return LEVELS[len(bounds)][max(0, bisect_right(bounds, value) - 1)]


def legend(values: Mapping[str, int]) -> list[tuple[int, str]]:
    """(shade, "10–19") of each class that is on the map, "30 ke atas" for the last."""
    bounds = classes(values.values())
    told = [(0, "0")] if any(value <= 0 for value in values.values()) else []
    for place, least in enumerate(bounds):
        level = shade(least, bounds)
        if place + 1 == len(bounds):
            told.append((level, _("%(n)s ke atas", n=format_number(least))))
        else:
            ends = dict.fromkeys((least, bounds[place + 1] - 1))
            told.append((level, "–".join(format_number(end) for end in ends)))
    return told


def _area_page(region: RegionInfo) -> str:
    root = request.script_root if has_request_context() else ""
    return f"{root}/wilayah/{region.slug}"


class _Map:
    """The drawing of one city and the last few maps made from it."""

    def __init__(self, city: Directory) -> None:
        self.city = city
        self.drawing = draw(city.villages)
        self.made: dict[object, Markup] = {}


def _map() -> _Map:
    city = directory()
    known: _Map | None = current_app.extensions.get(EXTENSION)
    if known is None or known.city is not city:
        known = current_app.extensions[EXTENSION] = _Map(city)
    return known


def city_map(
    values: Mapping[str, int] | None = None,
    highlight: str | None = None,
    links: Links | None = None,
    unit: str = "",
) -> Markup:
    """The map as SVG: each kelurahan shaded by its value, `highlight` marked, linked to its page.

    `unit` names what is counted ("lowongan"). Empty for a city whose kelurahan have no known places.
    """
    here, link = _map(), links or _area_page
    if here.drawing is None:
        return Markup()
    counted = tuple(sorted(values.items())) if values is not None else None
    key = (counted, highlight, link(here.city.city), unit, language())
    if key not in here.made:
        if len(here.made) >= KEPT:
            here.made.clear()
        here.made[key] = _render(here.city, here.drawing, values, highlight, link, unit)
    return here.made[key]


def _render(
    city: Directory,
    drawing: Drawing,
    values: Mapping[str, int] | None,
    highlight: str | None,
    link: Links,
    unit: str,
) -> Markup:
    bounds = classes(values.values()) if values else ()
    cells, marked = [], Markup()
    for village in city.villages:
        if village.code not in drawing.cells:
            continue
        title = village.label
        level = PLAIN_SHADE
        if values is not None:
            value = values.get(village.code, 0)
            title, level = f"{title}: {format_number(value)} {unit}".rstrip(), shade(value, bounds)
        mine = village.code == highlight
        shape = Markup(drawing.cells[village.code])  # noqa: S704 - digits of our own making
        cell = CELL.format(link(village), level, " me" if mine else "", shape, title)
        # The marked cell comes last, so that no neighbour covers its edge.
        if mine:
            marked = cell
        else:
            cells.append(cell)
    label = _("Peta skematis %(city)s: %(n)s kelurahan", city=city.city.label, n=len(drawing.cells))
    return FRAME.format(
        -MARGIN,
        drawing.width + 2 * MARGIN,
        drawing.height + 2 * MARGIN,
        escape(label),
        Markup().join(cells),
        Markup(drawing.borders),  # noqa: S704 - digits of our own making
        marked,
    )
