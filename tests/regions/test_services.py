"""Importing regions."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from flask import Flask
from sqlalchemy import select

from community.foundation.database import db, writing
from community.foundation.errors import DomainError
from community.foundation.transactions import WriteOutsideUnitOfWork
from community.regions import queries, services, sources
from community.regions.models import Region, RegionNeighbour, RegionSpelling
from community.regions.sources import Row, Source

DEPOK = "32.76"


@pytest.fixture(autouse=True)
def _undone(app: Flask) -> Iterator[None]:
    """Regions stay from test to test, so each of these takes its changes back."""
    token = writing.set(True)
    yield
    writing.reset(token)
    db.session.rollback()
    queries.forget_directory()


def _region(code: str) -> Region:
    found = db.session.get(Region, code)
    assert found is not None
    return found


def _spellings(code: str) -> set[str]:
    return set(db.session.scalars(select(RegionSpelling.spelling).where(RegionSpelling.region_code == code)).all())


def test_loading_again_changes_nothing() -> None:
    report = services.import_regions(sources.read_folder())
    assert (report.new, report.changed, report.unchanged) == (0, 0, 69)
    assert (report.spellings, report.neighbours, report.problems) == (0, 0, [])


def test_what_changed_in_the_file_is_brought_up_to_date() -> None:
    source = sources.read_folder()
    old = next(row for row in source.rows if row.code == "32.75.09.1004")
    source.rows[source.rows.index(old)] = replace(old, postal_code="17499", aliases=("jati raso",))
    report = services.import_regions(source)
    assert (report.new, report.changed, report.spellings) == (0, 1, 1)
    assert _region(old.code).postal_code == "17499"
    assert _region(old.code).slug == "jatirasa"
    assert _spellings(old.code) == {"jatirasa", "jatiraso"}
    assert [region.code for region in queries.find("17499")] == [old.code]


def test_another_city_is_imported_with_its_province() -> None:
    report = services.import_regions(sources.read_register(DEPOK))
    assert (report.new, report.problems) == (1 + 1 + 11 + 63, [])
    assert _region("32").name == "Jawa Barat"
    assert _region(DEPOK).parent_code == "32"
    assert _region("32.76.01").slug.startswith("kecamatan-")
    assert _spellings(DEPOK) == {"kotadepok", "depok"}
    again = services.import_regions(sources.read_register(DEPOK))
    assert (again.new, again.changed, again.unchanged) == (0, 0, 76)


def test_the_own_city_joins_its_province_when_that_comes() -> None:
    assert _region("32.75").parent_code is None
    services.import_regions(sources.read_register("32.75"))
    assert _region("32.75").parent_code == "32"


def test_the_register_renames_nothing_in_the_measured_city() -> None:
    before = {region.code: (region.name, region.slug, region.latitude) for region in queries.directory().villages}
    spellings = _spellings("32.75.09.1004")
    source = sources.read_register("32.75")
    source.rows = [replace(row, name=row.name.upper()) for row in source.rows]
    services.import_regions(source)
    queries.forget_directory()
    after = {region.code: (region.name, region.slug, region.latitude) for region in queries.directory().villages}
    assert after == before
    assert _spellings("32.75.09.1004") == spellings


def test_regions_elsewhere_are_found_by_query() -> None:
    services.import_regions(sources.read_register(DEPOK))
    directory = queries.directory()
    assert [queries.region_label(code) for code in (DEPOK, "32.76.01")] == ["Kota Depok", "Kec. Pancoran Mas"]
    assert directory.by_slug("kota-depok") == directory.by_code(DEPOK)
    assert len(directory.children(DEPOK)) == 11
    assert not directory.covers(DEPOK)
    assert [region.code for region in directory.path("32.76.01.1006")] == ["32.76.01.1006", "32.76.01", DEPOK]
    condition = queries.region_condition(Region.code, DEPOK)
    assert len(db.session.scalars(select(Region.code).where(condition)).all()) == 75


def test_a_name_used_twice_gets_an_address_of_its_own() -> None:
    rows = [
        Row(1, "33", "Contoh"),
        Row(2, "33.01", "Kota Contoh"),
        Row(3, "33.01.01", "Jatiasih"),
        Row(4, "33.01.01.1001", "Jatiasih"),
        Row(5, "33.01.01.1002", "Jatiasih"),
        Row(6, "33.01.02", "Jatiasih"),
        Row(7, "33.01.02.2001", "Baru Sekali"),
    ]
    services.import_regions(Source(rows=rows))
    assert {row.code: _region(row.code).slug for row in rows} == {
        "33": "provinsi-contoh",
        "33.01": "kota-contoh",
        "33.01.01": "kecamatan-jatiasih-kota-contoh",
        "33.01.01.1001": "jatiasih-kota-contoh",
        "33.01.01.1002": "jatiasih-3301011002",
        "33.01.02": "kecamatan-jatiasih-330102",
        "33.01.02.2001": "baru-sekali",
    }
    village = queries.directory().by_code("33.01.02.2001")
    assert village is not None and village.label == "Desa Baru Sekali"


def test_the_own_city_has_the_first_choice_of_addresses(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "CITY_CODE", "33.02")
    rows = [
        Row(1, "33.01", "Kota Lain"),
        Row(2, "33.01.01", "Utara"),
        Row(3, "33.01.01.1001", "Sukasuka"),
        Row(4, "33.02", "Kota Sendiri"),
        Row(5, "33.02.01", "Utara"),
        Row(6, "33.02.01.1001", "Sukasuka"),
    ]
    services.import_regions(Source(rows=rows))
    assert _region("33.02.01.1001").slug == "sukasuka"
    assert _region("33.01.01.1001").slug == "sukasuka-kota-lain"


def test_another_city_cannot_come_before_the_own(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "CITY_CODE", "33.02")
    with pytest.raises(DomainError, match=r"33\.02"):
        services.import_regions(Source(rows=[Row(1, "33.01", "Kota Lain")]))


def test_rows_in_the_air_and_rows_that_stand_twice_are_told() -> None:
    rows = [
        Row(2, "33.01", "Kota Contoh"),
        Row(3, "33.01", "Kota Contoh Lagi"),
        Row(4, "33.09.01", "Tanpa Kota"),
        Row(5, "33.09.01.1001", "Tanpa Kecamatan"),
    ]
    report = services.import_regions(Source(rows=rows))
    assert report.new == 1
    assert [(problem.line, problem.row) for problem in report.problems] == [
        (3, "33.01"),
        (4, "33.09.01"),
        (5, "33.09.01.1001"),
    ]
    assert str(report.problems[1]) == "baris 4 (33.09.01): induknya, 33.09, tidak ada"


def test_neighbours_are_kept_in_both_directions() -> None:
    rows = [Row(1, "33.01", "Kota Contoh"), Row(2, "33.01.01", "Satu"), Row(3, "33.01.02", "Dua")]
    report = services.import_regions(Source(rows=rows, neighbours=[("33.01.01", "33.01.02")]))
    assert report.neighbours == 2
    stored = select(RegionNeighbour.region_code).where(RegionNeighbour.neighbour_code == "33.01.01")
    assert db.session.scalars(stored).all() == ["33.01.02"]


@pytest.mark.whole_site
def test_the_whole_country_fits_with_unique_addresses() -> None:
    report = services.import_regions(sources.read_register())
    assert report.problems == []
    assert report.new + report.unchanged + report.changed == 38 + 514 + 7285 + 83762
    slugs = db.session.scalars(select(Region.slug)).all()
    assert len(set(slugs)) == len(slugs)
    assert all(0 < len(slug) <= 120 for slug in slugs)
    assert _region("32.75.09.1002").slug == "jatiasih"


def test_nothing_is_stored_outside_a_unit_of_work() -> None:
    token = writing.set(False)
    try:
        db.session.add(Region(code="33", name="Contoh", slug="provinsi-contoh", level="provinsi"))
        with pytest.raises(WriteOutsideUnitOfWork):
            db.session.flush()
    finally:
        writing.reset(token)
        db.session.rollback()
