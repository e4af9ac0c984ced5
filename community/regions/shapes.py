"""The shapes of a schematic city map, worked out from middles and areas alone.

Each kelurahan is a cell of a power diagram (a Voronoi diagram whose cells grow with their area), cut off
at a soft outline around all of them. True boundaries are not needed, and none are claimed.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

Point = tuple[float, float]
Polygon = list[Point]
GridPoint = tuple[int, int]

KM_PER_DEGREE = 111.2
GRID_KM = 0.3
REACH = 2.7
LEVEL = 0.6
THIN_KM = 0.04
ROUNDS = 4
PULL = 0.35


@dataclass(frozen=True, slots=True)
class Site:
    """A kelurahan before it has a shape: its middle in kilometres (y to the south) and its size in km²."""

    code: str
    x: float
    y: float
    area: float

    @property
    def radius(self) -> float:
        """Of a disc with this area."""
        return math.sqrt(self.area / math.pi)


def project(places: Iterable[tuple[str, float, float, float]]) -> list[Site]:
    """Sites from (code, latitude, longitude, km²), measured from the north-west corner."""
    rows = list(places)
    middle = sum(row[1] for row in rows) / len(rows)
    west, north = min(row[2] for row in rows), max(row[1] for row in rows)
    per_longitude = KM_PER_DEGREE * math.cos(math.radians(middle))
    return [
        Site(code, (longitude - west) * per_longitude, (north - latitude) * KM_PER_DEGREE, area)
        for code, latitude, longitude, area in rows
    ]


def clip(polygon: Sequence[Point], a: float, b: float, c: float) -> Polygon:
    """The part of a polygon where a·x + b·y ≤ c."""
    kept: Polygon = []
    for (x0, y0), (x1, y1) in zip([polygon[-1], *polygon[:-1]], polygon, strict=True) if polygon else ():
        before, after = a * x0 + b * y0 - c, a * x1 + b * y1 - c
        if (before > 0) != (after > 0):
            share = before / (before - after)
            kept.append((x0 + share * (x1 - x0), y0 + share * (y1 - y0)))
        if after <= 0:
            kept.append((x1, y1))
    return kept


def size(polygon: Sequence[Point]) -> float:
    """Area, whichever way round."""
    pairs = zip(polygon, [*polygon[1:], *polygon[:1]], strict=True)
    return abs(sum(x0 * y1 - x1 * y0 for (x0, y0), (x1, y1) in pairs)) / 2


def centre(polygon: Sequence[Point]) -> Point:
    """Centre of gravity."""
    x = y = twice = 0.0
    for (x0, y0), (x1, y1) in zip(polygon, [*polygon[1:], *polygon[:1]], strict=True):
        cross = x0 * y1 - x1 * y0
        twice, x, y = twice + cross, x + (x0 + x1) * cross, y + (y0 + y1) * cross
    return x / (3 * twice), y / (3 * twice)


def outline(sites: Sequence[Site]) -> Polygon:
    """A soft line around all sites: where the sum of their bells falls to LEVEL."""
    field: dict[GridPoint, float] = {}
    for site in sites:
        reach = REACH * site.radius
        for i in range(math.floor((site.x - reach) / GRID_KM), math.ceil((site.x + reach) / GRID_KM) + 1):
            for j in range(math.floor((site.y - reach) / GRID_KM), math.ceil((site.y + reach) / GRID_KM) + 1):
                near = 1 - ((i * GRID_KM - site.x) ** 2 + (j * GRID_KM - site.y) ** 2) / reach**2
                if near > 0:
                    field[i, j] = field.get((i, j), 0.0) + near**3
    return thin(max(_rings(field), key=size), THIN_KM)


def _rings(field: dict[GridPoint, float]) -> list[Polygon]:
    """Marching triangles: two per grid square, so that no square is ambiguous."""
    following: dict[tuple[GridPoint, GridPoint], tuple[GridPoint, GridPoint]] = {}
    columns = {(i + di, j + dj) for i, j in field for di in (-1, 0) for dj in (-1, 0)}
    for i, j in columns:
        a, b, c, d = (i, j), (i + 1, j), (i + 1, j + 1), (i, j + 1)
        for corners in ((a, b, c), (a, c, d)):
            inside = [field.get(corner, 0.0) > LEVEL for corner in corners]
            if all(inside) or not any(inside):
                continue
            odd = inside.index(sum(inside) == 1)
            one, two, three = corners[odd], corners[(odd + 1) % 3], corners[(odd + 2) % 3]
            start, end = _edge(one, two), _edge(three, one)
            following[start if inside[odd] else end] = end if inside[odd] else start
    rings = []
    while following:
        first, edge = following.popitem()
        ring = [_crossing(field, first)]
        while edge != first:
            ring.append(_crossing(field, edge))
            edge = following.pop(edge)
        rings.append(ring)
    return rings


def _edge(one: GridPoint, two: GridPoint) -> tuple[GridPoint, GridPoint]:
    return (one, two) if one < two else (two, one)


def _crossing(field: dict[GridPoint, float], edge: tuple[GridPoint, GridPoint]) -> Point:
    (i0, j0), (i1, j1) = edge
    low, high = field.get(edge[0], 0.0), field.get(edge[1], 0.0)
    share = (LEVEL - low) / (high - low)
    return (i0 + share * (i1 - i0)) * GRID_KM, (j0 + share * (j1 - j0)) * GRID_KM


def thin(polygon: Sequence[Point], most: float) -> Polygon:
    """Fewer points, none of them further than `most` from the line they left (Douglas-Peucker, closed)."""
    half = len(polygon) // 2
    there, back = [*polygon[: half + 1]], [*polygon[half:], polygon[0]]
    return _thin_line(there, most)[:-1] + _thin_line(back, most)[:-1]


def _thin_line(line: Polygon, most: float) -> Polygon:
    (x0, y0), (x1, y1) = line[0], line[-1]
    length = math.hypot(x1 - x0, y1 - y0) or 1e-9
    far = [abs((x1 - x0) * (y0 - y) - (x0 - x) * (y1 - y0)) / length for x, y in line[1:-1]]
    if not far or max(far) <= most:
        return [line[0], line[-1]]
    at = far.index(max(far)) + 1
    return _thin_line(line[: at + 1], most)[:-1] + _thin_line(line[at:], most)


def power_cells(points: Sequence[Point], weights: Sequence[float], edge: Polygon) -> list[Polygon]:
    """The part of `edge` that belongs to each point: where distance² − weight is smallest."""
    xs, ys = [x for x, _ in edge], [y for _, y in edge]
    frame = [(min(xs), min(ys)), (max(xs), min(ys)), (max(xs), max(ys)), (min(xs), max(ys))]
    cells = []
    for i, (x, y) in enumerate(points):
        lines = []
        cell: Polygon = frame
        for j in sorted(range(len(points)), key=lambda j: math.hypot(points[j][0] - x, points[j][1] - y)):
            if j == i or not cell:
                continue
            line = _bisector((x, y), weights[i], points[j], weights[j])
            smaller = clip(cell, *line)
            if len(smaller) != len(cell) or size(smaller) < size(cell) - 1e-9:
                lines.append(line)
            cell = smaller
        shape = list(edge) if cell else []
        for line in lines:
            shape = clip(shape, *line)
        cells.append(shape)
    return cells


def _bisector(here: Point, weight: float, there: Point, other: float) -> tuple[float, float, float]:
    a, b = 2 * (there[0] - here[0]), 2 * (there[1] - here[1])
    return a, b, (there[0] ** 2 + there[1] ** 2 - other) - (here[0] ** 2 + here[1] ** 2 - weight)


def grow(sites: Sequence[Site], edge: Polygon) -> list[Polygon]:
    """Cells whose areas come near the true ones: weights and middles give way for a few rounds."""
    points = [(site.x, site.y) for site in sites]
    weights = [site.radius**2 * 0.6 for site in sites]
    scale = size(edge) / sum(site.area for site in sites)
    cells = power_cells(points, weights, edge)
    for _round in range(ROUNDS):
        for i, (site, cell) in enumerate(zip(sites, cells, strict=True)):
            wanted = site.area * scale
            weights[i] += 0.5 * (wanted - size(cell)) / math.pi
            if size(cell) > 0.1:
                (x, y), (cx, cy) = points[i], centre(cell)
                points[i] = x + PULL * (cx - x), y + PULL * (cy - y)
        cells = power_cells(points, weights, edge)
    return cells
