"""What pay means: how it stands to the minimum wage of its day, and what piece work is paid for."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from flask import Flask
from flask.testing import FlaskClient

from community.foundation.database import db
from community.foundation.money import format_pay
from community.jobs import words
from community.jobs.models import Job, JobType, PayUnit
from community.jobs.wages import minimum_wage
from community.search.services import rebuild
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.personas import sign_in, umkm_owner

IN_2025, IN_2026 = datetime(2025, 6, 2, tzinfo=UTC), datetime(2026, 6, 2, tzinfo=UTC)
BELOW_2025, BELOW_2026 = "Di bawah UMK Kota Bekasi (Rp5.690.752).", "Di bawah UMK Kota Bekasi (Rp5.999.443)."
PARTLY = "Upah terendahnya di bawah UMK Kota Bekasi (Rp5.999.443)."


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"pay_from": 3_500_000, "published_at": IN_2026}, BELOW_2026),
        ({"pay_from": 3_500_000, "published_at": IN_2025}, BELOW_2025),
        ({"pay_from": 5_999_442, "published_at": IN_2026}, BELOW_2026),
        ({"pay_from": 5_999_443, "published_at": IN_2026}, ""),
        ({"pay_from": 5_000_000, "pay_to": 6_500_000, "published_at": IN_2026}, PARTLY),
        ({"pay_from": 150_000, "pay_unit": PayUnit.DAY, "published_at": IN_2026}, ""),
        ({"pay_from": 1_500_000, "job_type": JobType.PART_TIME, "published_at": IN_2026}, ""),
        ({"pay_from": None, "published_at": IN_2026}, ""),
    ],
)
def test_how_pay_stands_to_the_minimum_wage(app: Flask, fields: dict[str, object], sentence: str) -> None:
    assert words.below_minimum(make_job(**fields)) == sentence


def test_the_page_says_it(client: FlaskClient) -> None:
    job = make_job(published_at=IN_2026)
    assert minimum_wage(IN_2026.date())
    page = client.page(f"/lowongan/{job.public_id}").text
    assert f"{BELOW_2026} Usaha mikro dan kecil boleh membayar sesuai kesepakatan." in page


def _written(client: FlaskClient, **values: object) -> Job:
    client.fill(
        "/lowongan/baru", "/lowongan/baru", title="Tukang jahit", description="Menjahit baju.", pay_from="15000",
        pay_unit="borongan", **values,
    )  # fmt: skip
    return db.session.query(Job).one()


def test_piece_work_says_what_a_piece_is(client: FlaskClient) -> None:
    owner = umkm_owner()
    make_employer(owner)
    sign_in(client, owner)
    job = _written(client, pay_per="Per potong")
    assert format_pay(job) == "Rp15.000 per potong"
    sent = client.fill(f"/lowongan/{job.public_id}/ubah", "/ubah", pay_per="")
    assert sent.status_code == 422 and "misalnya: potong atau pesanan" in sent.text
    client.fill(f"/lowongan/{job.public_id}/ubah", "/ubah", pay_unit="hari")
    db.session.expire_all()
    assert format_pay(job) == "Rp15.000 per hari"


def test_every_list_says_what_piece_work_is_paid_for(client: FlaskClient) -> None:
    title, paid = "Menjahit kaus", "Rp500–1.500 per potong"
    job = make_job(title=title, pay_from=500, pay_to=1500, pay_unit=PayUnit.PIECE, pay_per="potong", skills=["jahit"])
    rebuild()
    found = client.page("/cari?q=menjahit+kaus")
    assert title in found.text and paid in found.text
    seeker = make_member(account={"home_code": job.region_code})
    sign_in(client, seeker)
    suggested = client.page("/cocok?jenis=job").text
    assert title in suggested and paid in suggested


@pytest.mark.parametrize(
    ("pay", "unit", "told"),
    [
        ("80rb", "bulan", "Rp80.000 per bulan terlalu kecil."),
        ("3500", "bulan", "Rp3.500 per bulan terlalu kecil."),
        ("900", "hari", "Rp900 per hari terlalu kecil."),
        ("15", "jam", "Rp15 per jam terlalu kecil."),
        ("80rb", "hari", ""),
        ("15rb", "jam", ""),
        ("150rb", "bulan", ""),
    ],
)
def test_a_zero_left_out_or_another_time_is_asked_about(client: FlaskClient, pay: str, unit: str, told: str) -> None:
    owner = umkm_owner()
    make_employer(owner)
    sign_in(client, owner)
    answer = client.fill(
        "/lowongan/baru",
        "/lowongan/baru",
        title="Penjaga gerobak",
        description="Menggoreng.",
        pay_from=pay,
        pay_unit=unit,
    )
    assert answer.status_code == (422 if told else 303)
    assert told in answer.get_data(as_text=True)
