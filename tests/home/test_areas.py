"""What an area says of itself."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient

from community.foundation.database import db
from community.home.models import AreaCount
from tests.factories import JATIRASA
from tests.support import unit


@pytest.mark.parametrize(
    ("members", "businesses", "told"),
    [
        (5, 2, "5 warga dan 2 usaha sudah bergabung di sini."),
        (1500, 0, "1.500 warga sudah bergabung di sini. Usaha Anda bisa yang pertama."),
        (20_003, 3043, "20.003 warga dan 3.043 usaha sudah bergabung di sini."),
        (0, 1200, "1.200 usaha sudah bergabung di sini."),
        (0, 3, "3 usaha sudah bergabung di sini."),
        (0, 0, "Belum ada yang bergabung di sini. Jadilah yang pertama"),
    ],
)
def test_an_area_counts_nobody_as_none(client: FlaskClient, members: int, businesses: int, told: str) -> None:
    with unit():
        for kind, count in (("member", members), ("business", businesses)):
            db.session.add(AreaCount(region_code=JATIRASA, kind=kind, count=count))
    assert told in client.page("/wilayah/jatirasa").text


def test_no_door_counts_none(client: FlaskClient) -> None:
    with unit():
        db.session.add(AreaCount(region_code=JATIRASA, kind="job", count=3))
    doors = client.page("/wilayah/jatirasa").text
    assert "3 lowongan terbuka" in doors and "Lihat yang terdekat" in doors
    assert "0 acara" not in doors and "0 usaha" not in doors
