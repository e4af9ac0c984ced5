"""The schematic city map."""

from __future__ import annotations

import re
from dataclasses import replace
from xml.etree import ElementTree

import pytest
from flask import Flask

from community.regions import queries, shapes
from community.regions.map import city_map, classes, draw, legend, shade

JATIRASA = "32.75.09.1004"


@pytest.fixture(autouse=True)
def _in_request(app: Flask) -> None:
    """Every test here needs the application."""


def _paths(svg: str) -> dict[str, str]:
    found = re.findall(r'<a href="/wilayah/([^"]+)"><path class="([^"]+)"', svg)
    return dict(found)


def test_one_link_for_each_kelurahan() -> None:
    svg = city_map({JATIRASA: 12}, JATIRASA, unit="lowongan")
    root = ElementTree.fromstring(svg)
    assert (root.get("role"), root.get("class")) == ("group", "map")
    assert "Peta skematis Kota Bekasi" in root.attrib["aria-label"]
    assert set(_paths(svg)) == {village.slug for village in queries.directory().villages}
    assert "<title>Kel. Jatirasa: 12 lowongan</title>" in svg
    assert "<title>Kel. Jatiasih: 0 lowongan</title>" in svg


def test_shades_follow_the_values_and_one_is_marked() -> None:
    paths = _paths(city_map({JATIRASA: 100, "32.75.09.1002": 1}, "32.75.09.1002"))
    assert paths["jatirasa"] == "k l4"
    assert paths["jatiasih"] == "k l1 me"
    assert paths["bintara"] == "k l0"
    assert [style for style in paths.values() if style.endswith("me")] == ["k l1 me"]


def test_without_values_all_look_alike() -> None:
    assert set(_paths(city_map()).values()) == {"k l2"}


@pytest.mark.parametrize(
    ("value", "bounds", "level"),
    [(0, (), 0), (5, (), 0), (-3, (1,), 0), (1, (1,), 4), (1, (1, 9), 1), (9, (1, 9), 4), (20, (10, 20, 25, 30), 2)],
)
def test_shade(value: int, bounds: tuple[int, ...], level: int) -> None:
    assert shade(value, bounds) == level


def test_every_shade_is_worn_where_values_lie_close_together() -> None:
    villages = [village.code for village in queries.directory().villages]
    values = {code: 18 + place % 13 for place, code in enumerate(villages)}
    worn = list(_paths(city_map(values)).values())
    assert set(worn) == {"k l1", "k l2", "k l3", "k l4"}
    assert max(worn.count(style) for style in set(worn)) <= len(villages) // 3


def test_the_legend_tells_real_numbers() -> None:
    assert classes([10, 12, 20, 24, 25, 29, 30, 41]) == (10, 20, 25, 30)
    values = dict(zip("abcdefgh", [10, 12, 20, 24, 25, 29, 30, 41], strict=True))
    assert legend(values) == [(1, "10–19"), (2, "20–24"), (3, "25–29"), (4, "30 ke atas")]
    assert legend({"a": 0, "b": 1, "c": 2}) == [(0, "0"), (1, "1"), (4, "2 ke atas")]
    assert legend({"a": 0}) == [(0, "0")]


def test_the_map_is_small_and_in_whole_units() -> None:
    svg = city_map({village.code: 999 for village in queries.directory().villages}, JATIRASA, unit="lowongan")
    assert len(svg.encode()) <= 10_000
    assert re.search(r'(?:d|viewBox)="[^"]*\.', svg) is None


def test_names_are_escaped_in_a_drawing_of_any_city() -> None:
    def hostile(region: object) -> str:
        return '/"><script>'

    assert "<script>" not in city_map(links=hostile)


def test_equal_maps_are_made_once() -> None:
    assert city_map({JATIRASA: 1}) is city_map({JATIRASA: 1})
    assert city_map({JATIRASA: 1}) is not city_map({JATIRASA: 2})


def test_a_city_without_places_has_no_map() -> None:
    villages = [replace(village, latitude=None) for village in queries.directory().villages]
    assert draw(villages) is None


def test_cells_fill_the_outline_and_come_near_their_areas() -> None:
    places = [
        (village.code, village.latitude or 0, village.longitude or 0, village.area_km2 or 0)
        for village in queries.directory().villages
    ]
    sites = shapes.project(places)
    edge = shapes.outline(sites)
    cells = shapes.grow(sites, edge)
    sizes = [shapes.size(cell) for cell in cells]
    assert sum(sizes) == pytest.approx(shapes.size(edge), rel=1e-3)
    scale = shapes.size(edge) / sum(site.area for site in sites)
    assert all(0.7 < size / (site.area * scale) < 1.3 for size, site in zip(sizes, sites, strict=True))


def test_no_cell_is_a_sliver() -> None:
    drawing = draw(queries.directory().villages)
    assert drawing is not None
    for code, path in drawing.cells.items():
        numbers = [int(number) for number in re.findall(r"-?\d+", path)]
        x, y = numbers[0], numbers[1]
        corners = [(x, y)]
        for dx, dy in zip(numbers[2::2], numbers[3::2], strict=True):
            x, y = x + dx, y + dy
            corners.append((x, y))
        around = sum(
            abs(complex(*one) - complex(*two)) for one, two in zip(corners, corners[1:] + corners[:1], strict=True)
        )
        # 1 for a disc, 0.79 for a square, 0.35 for a strip eight times as long as wide.
        roundness = 12.566 * shapes.size(corners) / around**2
        assert roundness > 0.45, code


def test_clipping_keeps_the_half_plane() -> None:
    square = [(0.0, 0.0), (2.0, 0.0), (2.0, 2.0), (0.0, 2.0)]
    assert shapes.size(shapes.clip(square, 1, 0, 1)) == pytest.approx(2)
    assert shapes.clip(square, 1, 0, -1) == []
    assert shapes.size(shapes.clip(square, 1, 0, 5)) == pytest.approx(4)
