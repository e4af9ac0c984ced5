"""flask regions …"""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from community.foundation.database import db
from community.regions.models import Region


def _run(app: Flask, *words: str) -> tuple[int, str]:
    result = app.test_cli_runner().invoke(args=["regions", *words])
    return result.exit_code, result.output


def test_load_is_idempotent_and_counts(app: Flask) -> None:
    status, output = _run(app, "load")
    assert status == 0
    assert "0 new, 0 changed, 69 unchanged" in output


def test_load_of_a_folder_tells_what_it_left_out(app: Flask, tmp_path: Path) -> None:
    heading = "code,name,level,parent_code,postal_code,latitude,longitude,area_km2,aliases"
    (tmp_path / "regions.csv").write_text(f"{heading}\n32.75.99.1001,Melayang,kelurahan,,,,,,\n", encoding="utf-8")
    status, output = _run(app, "load", "--folder", str(tmp_path))
    assert status == 0
    assert "baris 2 (32.75.99.1001): induknya, 32.75.99, tidak ada" in output
    assert "1 left out" in output
    assert db.session.get(Region, "32.75.99.1001") is None


def test_load_of_an_empty_folder_explains_itself(app: Flask, tmp_path: Path) -> None:
    status, output = _run(app, "load", "--folder", str(tmp_path))
    assert status == 1
    assert "regions.csv" in output


@pytest.mark.parametrize(("city", "answer"), [("bekasi", "32.16  Kabupaten Bekasi"), ("nirwana", "Nothing is called")])
def test_import_asks_back_when_the_name_is_not_one_city(app: Flask, city: str, answer: str) -> None:
    status, output = _run(app, "import", city)
    assert status == 1
    assert answer in output


def test_import_of_a_foreign_city_before_the_own_stores_nothing(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(app.config, "CITY_CODE", "33.02")
    status, output = _run(app, "import", "32.76")
    assert status == 1
    assert "33.02" in output
    assert db.session.get(Region, "32.76") is None
