"""Reading lists of regions, row by row."""

from __future__ import annotations

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from lokal import wilayah

from community.regions import sources
from community.regions.models import Level

HEADING = "code,name,level,parent_code,postal_code,latitude,longitude,area_km2,aliases\n"


def _folder(tmp_path: Path, rows: str, neighbours: str | None = None) -> Path:
    (tmp_path / "regions.csv").write_text("\ufeff" + HEADING + rows, encoding="utf-8")
    if neighbours is not None:
        (tmp_path / "neighbours.csv").write_text("code,neighbour_code\n" + neighbours, encoding="utf-8")
    return tmp_path


def test_a_good_row(tmp_path: Path) -> None:
    source = sources.read_folder(
        _folder(tmp_path, "33.01.01.1001, Desa  Kita ,kelurahan,33.01.01,17400,-6.2,107,1.5,desa kt;;dkita\n")
    )
    (row,) = source.rows
    assert (row.name, row.level, row.parent_code, row.line) == ("Desa Kita", Level.VILLAGE, "33.01.01", 2)
    assert (row.postal_code, row.latitude, row.longitude, row.area_km2) == ("17400", -6.2, 107.0, 1.5)
    assert row.spellings == {"desakita", "desakt", "dkita"}
    assert source.problems == []


@pytest.mark.parametrize(
    ("row", "reason"),
    [
        ("3301,Kota,kota,,,,,,", "kode"),
        ("33.01'; DROP TABLE regions,Kota,kota,,,,,,", "kode"),
        ("٣٣.٠١,Kota,kota,,,,,,", "kode"),
        ("33.01,,kota,,,,,,", "nama"),
        ("33.01," + "x" * 81 + ",kota,,,,,,", "nama"),
        ("33.01,Kota,kelurahan,,,,,,", "tingkat"),
        ("33.01,Kota,,,,,,,", "tingkat"),
        ("33.01,Kota,kota,,1740,,,,", "kode pos"),
        ("33.01,Kota,kota,,,utara,107,1,", "letak"),
        ("33.01,Kota,kota,,,nan,107,1,", "letak"),
        ("33.01,Kota,kota,,,52.5,13.4,1,", "letak"),
        ("33.01,Kota,kota,,,-6,107,-1,", "letak"),
        ("33.01", "nama"),
    ],
)
def test_an_unusable_row_is_told_with_its_line(tmp_path: Path, row: str, reason: str) -> None:
    source = sources.read_folder(_folder(tmp_path, f"33,Baik,provinsi,,,,,,\n{row}\n"))
    assert [good.name for good in source.rows] == ["Baik"]
    (problem,) = source.problems
    assert problem.line == 3
    assert reason in problem.reason


def test_unknown_neighbours_are_told(tmp_path: Path) -> None:
    rows = "33.01,A,kota,,,,,,\n33.02,B,kota,,,,,,\n"
    source = sources.read_folder(_folder(tmp_path, rows, "33.01,33.02\n33.01,33.09\n33.01,33.01\n"))
    assert source.neighbours == [("33.01", "33.02")]
    assert [problem.line for problem in source.problems] == [3, 4]


def test_a_missing_column_stops_everything(tmp_path: Path) -> None:
    (tmp_path / "regions.csv").write_text("code,name\n33,Contoh\n", encoding="utf-8")
    with pytest.raises(ValueError, match="aliases"):
        sources.read_folder(tmp_path)


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("32.76", [("32.76", "Kota Depok")]),
        ("3276", [("32.76", "Kota Depok")]),
        ("kota depok", [("32.76", "Kota Depok")]),
        ("Jawa Barat", [("32", "Jawa Barat")]),
        ("99.99", []),
        ("nirwana", []),
        ("", []),
    ],
)
def test_a_city_by_code_or_name(text: str, found: list[tuple[str, str]]) -> None:
    assert sources.cities_named(text) == found


def test_a_name_of_two_cities_gives_both() -> None:
    assert {code for code, _name in sources.cities_named("bekasi")} == {"32.16", "32.75"}


def test_the_register_gives_the_whole_country() -> None:
    source = sources.read_register()
    assert Counter(row.level for row in source.rows) == {
        Level.PROVINCE: 38,
        Level.CITY: 514,
        Level.DISTRICT: 7_285,
        Level.VILLAGE: 83_762,
    }
    assert source.problems == []
    codes = {row.code for row in source.rows}
    assert len(codes) == len(source.rows)
    assert {row.parent_code for row in source.rows} - codes == {None}


def test_an_unusable_row_of_the_register_is_told_with_its_line(monkeypatch: pytest.MonkeyPatch) -> None:
    known = [wilayah.get_wilayah("32"), wilayah.get_wilayah("32.75")]
    good = [region for region in known if region]
    bad = [replace(good[1], code="32.7"), replace(good[1], name=" "), replace(good[1], name="x" * 81)]
    monkeypatch.setattr(sources, "_register", lambda _code: iter([good[0], *bad, good[1]]))
    source = sources.read_register()
    assert [row.code for row in source.rows] == ["32", "32.75"]
    assert [str(problem) for problem in source.problems] == [
        "baris 2 (32.7): kode atau nama tidak bisa dipakai",
        "baris 3 (32.75): kode atau nama tidak bisa dipakai",
        "baris 4 (32.75): kode atau nama tidak bisa dipakai",
    ]


def test_the_register_gives_a_city_with_what_stands_above_it() -> None:
    rows = sources.read_register("32.75").rows
    assert [row.code for row in rows[:3]] == ["32", "32.75", "32.75.01"]
    assert len(rows) == 70
