"""The form of community/regions/data: the regions of Kota Bekasi and which kelurahan touch."""

import csv
import re
from collections import Counter
from pathlib import Path

import pytest

DATA = Path(__file__).parents[2] / "community" / "regions" / "data"
COLUMNS = [
    "code", "name", "level", "parent_code", "postal_code", "latitude", "longitude", "area_km2", "aliases",
]  # fmt: skip
KELURAHAN_PER_KECAMATAN = [4, 5, 6, 5, 4, 4, 4, 5, 6, 5, 4, 4]
CODE_FORM = {
    "kota": r"32\.75",
    "kecamatan": r"32\.75\.[0-9]{2}",
    "kelurahan": r"32\.75\.[0-9]{2}\.[0-9]{4}",
}

Row = dict[str, str]


@pytest.fixture(scope="module")
def regions() -> list[Row]:
    with (DATA / "regions.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == COLUMNS
        return list(reader)


@pytest.fixture(scope="module")
def neighbours() -> list[tuple[str, str]]:
    with (DATA / "neighbours.csv").open(encoding="utf-8", newline="") as file:
        reader = csv.DictReader(file)
        assert reader.fieldnames == ["code", "neighbour_code"]
        return [(row["code"], row["neighbour_code"]) for row in reader]


def codes_of(regions: list[Row], level: str) -> list[str]:
    return [row["code"] for row in regions if row["level"] == level]


def test_one_city_twelve_kecamatan_fifty_six_kelurahan(regions: list[Row]) -> None:
    assert Counter(row["level"] for row in regions) == {"kota": 1, "kecamatan": 12, "kelurahan": 56}


def test_kelurahan_per_kecamatan(regions: list[Row]) -> None:
    per_kecamatan = Counter(row["parent_code"] for row in regions if row["level"] == "kelurahan")
    assert [per_kecamatan[code] for code in codes_of(regions, "kecamatan")] == KELURAHAN_PER_KECAMATAN


def test_codes_are_unique_and_begin_with_their_parent(regions: list[Row]) -> None:
    codes = {row["code"] for row in regions}
    assert len(codes) == len(regions)
    for row in regions:
        assert re.fullmatch(CODE_FORM[row["level"]], row["code"]), row["code"]
        assert row["parent_code"] == row["code"].rpartition(".")[0]
        assert row["level"] == "kota" or row["parent_code"] in codes


def test_postal_codes_belong_to_kelurahan_alone(regions: list[Row]) -> None:
    for row in regions:
        form = r"17[0-9]{3}" if row["level"] == "kelurahan" else ""
        assert re.fullmatch(form, row["postal_code"]), row["code"]


def test_centroids_lie_in_bekasi(regions: list[Row]) -> None:
    for row in regions:
        assert -6.42 < float(row["latitude"]) < -6.15, row["code"]
        assert 106.88 < float(row["longitude"]) < 107.06, row["code"]


def test_areas_add_up_from_kelurahan_to_city(regions: list[Row]) -> None:
    area = {row["code"]: float(row["area_km2"]) for row in regions}
    for parent in ["32.75", *codes_of(regions, "kecamatan")]:
        # The outlines were measured one by one: the city's own differs by 0.043 km² from its kecamatan.
        children = [area[row["code"]] for row in regions if row["parent_code"] == parent]
        assert sum(children) == pytest.approx(area[parent], abs=0.05), parent


def test_names_and_aliases_are_unique_within_a_level(regions: list[Row]) -> None:
    owners: dict[tuple[str, str], list[str]] = {}
    for row in regions:
        for spelling in (row["name"].lower(), *row["aliases"].split(";")):
            owners.setdefault((row["level"], spelling), []).append(row["code"])
    assert {spelling: codes for spelling, codes in owners.items() if len(codes) > 1} == {}


def test_an_alias_shared_between_levels_means_the_same_place_name(regions: list[Row]) -> None:
    kecamatan = {row["code"]: row for row in regions if row["level"] == "kecamatan"}
    owner = {alias: row["code"] for row in kecamatan.values() for alias in row["aliases"].split(";")}
    for row in (row for row in regions if row["level"] == "kelurahan"):
        for alias in set(row["aliases"].split(";")) & set(owner):
            assert owner[alias] == row["parent_code"], alias
            assert kecamatan[owner[alias]]["name"] == row["name"], alias


def test_each_region_has_plain_aliases(regions: list[Row]) -> None:
    for row in regions:
        aliases = row["aliases"].split(";")
        assert len(aliases) >= 3, row["code"]
        assert [alias for alias in aliases if not re.fullmatch(r"[a-z]+( [a-z]+)*", alias)] == [], row["code"]


def test_compound_names_are_found_with_and_without_space(regions: list[Row]) -> None:
    for row in (row for row in regions if row["level"] != "kota"):
        name = row["name"].lower()
        spellings = {name, *row["aliases"].split(";")}
        assert name.replace(" ", "") in spellings, row["code"]
        if re.match(r"jati|jaka|marga|mustika|pondok|harapan", name):
            assert any(" " in alias and alias.replace(" ", "") == name.replace(" ", "") for alias in spellings)


@pytest.mark.parametrize(
    ("typed", "level", "code"),
    [
        ("jati asih", "kelurahan", "32.75.09.1002"),
        ("jatasih", "kecamatan", "32.75.09"),
        ("pd gede", "kecamatan", "32.75.08"),
        ("bks timur", "kecamatan", "32.75.01"),
        ("pekayon", "kelurahan", "32.75.04.1001"),
        ("pedurenan", "kelurahan", "32.75.11.1001"),
    ],
)
def test_everyday_spelling_finds_its_region(regions: list[Row], typed: str, level: str, code: str) -> None:
    found = [row["code"] for row in regions if row["level"] == level and typed in row["aliases"].split(";")]
    assert found == [code]


def test_neighbours_are_listed_once_in_both_directions(neighbours: list[tuple[str, str]]) -> None:
    pairs = set(neighbours)
    assert len(pairs) == len(neighbours)
    assert [pair for pair in pairs if pair[0] == pair[1]] == []
    assert [pair for pair in pairs if pair[::-1] not in pairs] == []


def test_every_kelurahan_has_neighbours(regions: list[Row], neighbours: list[tuple[str, str]]) -> None:
    assert {code for code, _ in neighbours} == set(codes_of(regions, "kelurahan"))


def test_the_city_is_one_piece(neighbours: list[tuple[str, str]]) -> None:
    touching: dict[str, set[str]] = {}
    for code, neighbour in neighbours:
        touching.setdefault(code, set()).add(neighbour)
    reached, waiting = set[str](), [neighbours[0][0]]
    while waiting:
        code = waiting.pop()
        reached.add(code)
        waiting.extend(touching[code] - reached)
    assert reached == set(touching)
