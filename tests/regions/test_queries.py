"""Regions as other domains read them."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from community.foundation.database import db
from community.foundation.paging import Page
from community.regions import queries
from community.regions.info import RegionInfo
from community.regions.models import Level, Region, RegionNeighbour, RegionSpelling
from tests.support import count_queries

JATIASIH, JATIRASA, BEKASI = "32.75.09.1002", "32.75.09.1004", "32.75"


@pytest.fixture(autouse=True)
def _in_app(app: Flask) -> None:
    """Every test here needs the application."""


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("jati asih", "Kel. Jatiasih"),
        ("Jatiasih", "Kel. Jatiasih"),
        ("JATIASIH", "Kel. Jatiasih"),
        ("jatasih", "Kel. Jatiasih"),
        ("jtasih", "Kel. Jatiasih"),
        ("jatiashi", "Kel. Jatiasih"),
        ("kec jatiasih", "Kec. Jatiasih"),
        ("Kecamatan Jati Asih", "Kec. Jatiasih"),
        ("kel jatirasa", "Kel. Jatirasa"),
        ("Kel. Jati Rasa RT 03 RW 05", "Kel. Jatirasa"),
        ("jatirasa kota bekasi", "Kel. Jatirasa"),
        ("bks timur", "Kec. Bekasi Timur"),
        ("17424", "Kel. Jatirasa"),
        ("kota baru", "Kel. Kotabaru"),
        ("pekayon", "Kel. Pekayonjaya"),
        ("pekayonj", "Kel. Pekayonjaya"),
        ("pd gede", "Kec. Pondokgede"),
        ("rawalumbu", "Kec. Rawalumbu"),
        ("bekasi", "Kota Bekasi"),
        ("kota bekasi", "Kota Bekasi"),
        ("mustikasari", "Kel. Mustikasari"),
        ("pejuamg", "Kel. Pejuang"),
    ],
)
def test_everyday_typing_finds_the_region_first(text: str, label: str) -> None:
    assert queries.find(text)[0].label == label


@pytest.mark.parametrize(
    "text", ["", " ", "x", "zzzzzzzz", "99999", "%", "_", "'; DROP TABLE regions", "٣٢", "💥" * 300]
)
def test_nonsense_finds_nothing(text: str) -> None:
    assert queries.find(text) == []


def test_a_postal_code_of_two_kelurahan_finds_both() -> None:
    assert [region.label for region in queries.find("17433")] == ["Kel. Jatiraden", "Kel. Jatisampurna"]


def test_a_hint_narrows_the_limit_holds() -> None:
    assert len(queries.find("jati")) == 8
    assert len(queries.find("jati", limit=3)) == 3
    assert queries.find("jatiasih")[:2] == [
        queries.directory().by_slug("jatiasih"),
        queries.directory().by_slug("kecamatan-jatiasih"),
    ]


def test_every_stored_spelling_means_one_region_of_its_level() -> None:
    directory = queries.directory()
    for spelling, code in db.session.execute(select(RegionSpelling.spelling, RegionSpelling.region_code)):
        region = directory.by_code(code)
        assert region is not None
        found, _meant = directory.resolve(spelling, region.level)
        assert found == region, spelling


def test_every_label_leads_back_to_its_region() -> None:
    directory = queries.directory()
    for region in (directory.city, *directory.districts, *directory.villages):
        assert directory.resolve(directory.full_label(region)) == (region, [])
        assert directory.resolve(region.code) == (region, [])


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("harapan", ["Harapanbaru", "Harapanjaya", "Harapanmulya"]),
        ("pondok gede", ["Jatibening", "Jatibening Baru", "Jaticempaka", "Jatimakmur", "Jatiwaringin"]),
        ("kec jatiasih", ["Jatiasih", "Jatikramat", "Jatiluhur", "Jatimekar", "Jatirasa", "Jatisari"]),
        ("17433", ["Jatiraden", "Jatisampurna"]),
        ("jati", None),
        ("mars", []),
    ],
)
def test_what_is_not_one_kelurahan_is_asked_back(text: str, meant: list[str] | None) -> None:
    region, offered = queries.directory().resolve(text, Level.VILLAGE)
    assert region is None
    assert (len(offered) == 4) if meant is None else (sorted(other.name for other in offered) == meant)


def test_the_directory_is_read_once() -> None:
    queries.forget_directory()
    with count_queries() as statements:
        for _again in range(3):
            assert queries.region_name(JATIRASA) == "Jatirasa"
            assert queries.region_label(JATIRASA) == "Kel. Jatirasa"
    assert len(statements) == 1


def test_the_city_is_complete() -> None:
    directory = queries.directory()
    assert (directory.city.label, len(directory.districts), len(directory.villages)) == (
        "Kota Bekasi",
        12,
        56,
    )
    assert [len(directory.children(district.code)) for district in directory.districts] == [
        len(queries.codes_under(district.code)) - 1 for district in directory.districts
    ]
    assert len(queries.codes_under(BEKASI)) == 69


def test_slugs_are_plain_in_the_own_city() -> None:
    directory = queries.directory()
    assert {directory.by_slug(slug).label for slug in ("jatiasih", "kecamatan-jatiasih", "kota-bekasi")} == {  # type: ignore[union-attr]
        "Kel. Jatiasih", "Kec. Jatiasih", "Kota Bekasi",
    }  # fmt: skip
    assert all("-" not in village.slug or " " in village.name for village in directory.villages)


@pytest.mark.parametrize("slug", [None, "", "nirwana", "x" * 5000, "../../etc/passwd", "jatiasih'--"])
def test_an_unknown_slug_is_nobody(slug: str | None) -> None:
    assert queries.directory().by_slug(slug) is None


@pytest.mark.parametrize("code", [None, "", "32.75.99", "32.76", "1" * 500, "%"])
def test_an_unknown_code_has_no_name(code: str | None) -> None:
    assert queries.region_name(code) == ""
    assert queries.region_label(code) == ""
    assert queries.distance_km(JATIASIH, code) is None


def test_path_and_wider_lead_up_to_the_city() -> None:
    directory = queries.directory()
    assert [region.label for region in directory.path(JATIRASA)] == [
        "Kel. Jatirasa",
        "Kec. Jatiasih",
        "Kota Bekasi",
    ]
    assert directory.wider(JATIRASA) == directory.district_of(JATIRASA)
    assert directory.wider(BEKASI) is None
    assert directory.district_of(BEKASI) is None
    assert directory.path(None) == ()


def test_neighbours_touch_both_ways_nearest_first() -> None:
    directory = queries.directory()
    around = directory.neighbours(JATIASIH)
    assert JATIRASA in {region.code for region in around}
    assert all(JATIASIH in {other.code for other in directory.neighbours(region.code)} for region in around)
    distances = [directory.distance_km(JATIASIH, region.code) for region in around]
    assert distances == sorted(distances, key=float)  # type: ignore[arg-type]
    assert directory.neighbours(BEKASI) == ()
    assert db.session.query(RegionNeighbour).count() == 256


def test_distance_in_kilometres() -> None:
    assert queries.distance_km(JATIASIH, JATIASIH) == 0
    assert queries.distance_km(JATIASIH, JATIRASA) == pytest.approx(1.1, abs=0.05)
    assert queries.distance_km(JATIASIH, JATIRASA) == queries.distance_km(JATIRASA, JATIASIH)


@pytest.mark.parametrize(
    ("slug", "home", "expected"),
    [
        ("kecamatan-jatiasih", JATIRASA, "Kec. Jatiasih"),
        (None, JATIRASA, "Kel. Jatirasa"),
        ("nirwana", JATIRASA, "Kel. Jatirasa"),
        (None, None, "Kota Bekasi"),
        ("", "32.99", "Kota Bekasi"),
    ],
)
def test_where_a_list_looks_first(slug: str | None, home: str | None, expected: str) -> None:
    assert queries.where_to_look(slug, home)[0].label == expected


@pytest.mark.parametrize(("code", "rows"), [(JATIASIH, 1), ("32.75.09", 7), (BEKASI, 69), ("32.75.0", 0), ("32.7", 0)])
def test_the_condition_takes_a_region_and_what_lies_in_it(code: str, rows: int) -> None:
    found = db.session.scalars(select(Region.code).where(queries.region_condition(Region.code, code))).all()
    assert len(found) == rows


def test_village_choices_are_grouped_and_complete() -> None:
    choices = queries.village_choices()
    assert list(choices)[:2] == ["Kec. Bantargebang", "Kec. Bekasi Barat"]
    assert ("32.75.09.1004", "Jatirasa") in choices["Kec. Jatiasih"]
    assert sum(map(len, choices.values())) == 56


def test_suggestions_of_one_level_open_larger_regions() -> None:
    directory = queries.directory()
    names = [region.name for region in directory.suggest("pondok gede", Level.VILLAGE)]
    assert "Jatimakmur" in names
    assert {region.level for region in directory.suggest("jati", Level.VILLAGE)} == {Level.VILLAGE}


def test_before_regions_are_loaded_the_answer_says_what_to_do(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    queries.forget_directory()
    monkeypatch.setitem(app.config, "CITY_CODE", "99.99")
    with pytest.raises(LookupError, match="flask regions load"):
        queries.directory()


def test_a_list_shows_the_first_region_that_has_something() -> None:
    def found(rows: dict[str, list[str]], slug: str | None = None) -> tuple[str, str, list[str]]:
        look = queries.look(slug, JATIRASA, lambda region: Page(rows.get(region.label, []), None, True))
        return look.first.label, look.shown.label, list(look.page.rows)

    assert found({"Kec. Jatiasih": ["a"], "Kota Bekasi": ["a", "b"]}) == ("Kel. Jatirasa", "Kec. Jatiasih", ["a"])
    assert found({}) == ("Kel. Jatirasa", "Kota Bekasi", [])
    assert found({"Kota Bekasi": ["b"]}, "bintara") == ("Kel. Bintara", "Kel. Bintara", [])


def test_where_a_list_looks_and_how_it_widens() -> None:
    def labels(regions: tuple[RegionInfo, ...]) -> list[str]:
        return [region.label for region in regions]

    home = ["Kel. Jatirasa", "Kec. Jatiasih", "Kota Bekasi"]
    assert labels(queries.where_to_look(None, JATIRASA)) == home
    assert labels(queries.where_to_look("nirwana", None)) == ["Kota Bekasi"]
    assert labels(queries.where_to_look("bintara", JATIRASA)) == ["Kel. Bintara"]
    district, village = queries.directory().by_code("32.75.09"), queries.directory().by_slug("bintara")
    assert district is not None and village is not None
    assert queries.ways_wider(district, JATIRASA, "?wilayah={wilayah}".format) == [
        ("Kel. Jatirasa", "?wilayah=jatirasa", False),
        ("Kec. Jatiasih", "?wilayah=kecamatan-jatiasih", True),
        ("Kota Bekasi", "?wilayah=kota-bekasi", False),
    ]
    elsewhere = queries.ways_wider(village, JATIRASA, "{wilayah}".format)
    assert [(label, shown) for label, _href, shown in elsewhere] == [
        ("Kel. Bintara", True),
        ("Kec. Bekasi Barat", False),
        ("Kota Bekasi", False),
    ]
