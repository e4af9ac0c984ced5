"""What happens to vacancies and applications."""

from __future__ import annotations

import re
from contextlib import nullcontext
from dataclasses import replace
from datetime import date, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, Refused
from community.foundation.outbox import OutboxMessage
from community.jobs import queries, services, wages
from community.jobs.models import Application, ApplicationState, JobStatus, JobType, PayUnit
from community.jobs.wages import MINIMUM_WAGES, MinimumWage
from tests.factories import ARENJAYA, make_account
from tests.jobs.factories import make_application, make_employer, make_job
from tests.personas import acting, job_seeker, umkm_owner
from tests.support import side_by_side, unit

DRAFT = services.JobDraft(
    title="Juru masak",
    description="Memasak tiap pagi.",
    region_code=ARENJAYA,
    landmark="",
    job_type=JobType.FULL_TIME,
    pay_from=3_500_000,
    pay_to=None,
    pay_unit=PayUnit.MONTH,
    places=1,
    closes_on=date(2026, 12, 1),
)
TODAY = date(2026, 11, 23)


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"pay_to": 3_000_000}, "pay_to"),
        ({"pay_to": 14_000_001}, "pay_to"),
        ({"closes_on": date(2026, 11, 22)}, "closes_on"),
        ({"closes_on": date(2027, 3, 1)}, "closes_on"),
        ({"description": "Bayar seragam sebelum masuk."}, "description"),
        ({"title": "Kasir WA 081234567890"}, "title"),
    ],
)
def test_a_broken_rule_names_its_field(app: Flask, changes: dict[str, object], field: str) -> None:
    owner = umkm_owner()
    business = make_employer(owner)
    with pytest.raises(DomainError) as refused, unit():
        services.write_job(business, replace(DRAFT, **changes), actor=acting(owner), today=TODAY)
    assert refused.value.field == field


def test_the_minimum_wage_binds_medium_firms_and_not_micro_ones(app: Flask) -> None:
    owner = umkm_owner()
    micro, medium = make_employer(owner, sales_band=1), make_employer(owner, sales_band=3)
    with unit():
        assert services.write_job(micro, DRAFT, actor=acting(owner), today=TODAY).id
    with pytest.raises(DomainError) as refused, unit():
        services.write_job(medium, DRAFT, actor=acting(owner), today=TODAY)
    assert refused.value.field == "pay_from"
    with unit():
        services.write_job(medium, replace(DRAFT, job_type=JobType.PART_TIME), actor=acting(owner), today=TODAY)


THIS_YEAR, NEXT_YEAR = date(2026, 12, 20), date(2027, 1, 15)
RAISED = MinimumWage(date(2027, 1, 1), 6_300_000, "Kepgub 2027")


@pytest.mark.parametrize(
    ("known", "closes_on", "pay", "told"),
    [
        (MINIMUM_WAGES, THIS_YEAR, 5_999_442, "Rp5.999.443 per bulan (UMK Kota Bekasi tahun 2026)"),
        (MINIMUM_WAGES, THIS_YEAR, 5_999_443, None),
        ((*MINIMUM_WAGES, RAISED), THIS_YEAR, 5_999_443, None),
        ((*MINIMUM_WAGES, RAISED), NEXT_YEAR, 5_999_443, "Rp6.300.000 per bulan (UMK Kota Bekasi tahun 2027)"),
        (MINIMUM_WAGES, NEXT_YEAR, 5_000_000, "Rp5.999.443 per bulan (UMK Kota Bekasi tahun 2026)"),
        (MINIMUM_WAGES, NEXT_YEAR, 5_999_443, None),
    ],
)
def test_the_minimum_wage_is_that_of_the_day_work_can_begin(
    app: Flask, monkeypatch: pytest.MonkeyPatch,
    known: tuple[MinimumWage, ...], closes_on: date, pay: int, told: str | None,
) -> None:  # fmt: skip
    monkeypatch.setattr(wages, "MINIMUM_WAGES", known)
    owner = umkm_owner()
    draft = replace(DRAFT, pay_from=pay, pay_to=None, closes_on=closes_on)
    with nullcontext() if told is None else pytest.raises(DomainError, match=re.escape(told)), unit():
        services.write_job(make_employer(owner, sales_band=3), draft, actor=acting(owner), today=TODAY)


def test_minimum_wages_stand_in_order_with_their_sources() -> None:
    assert sorted(MINIMUM_WAGES, key=lambda wage: wage.since) == list(MINIMUM_WAGES)
    assert all("Kep" in wage.source for wage in MINIMUM_WAGES)
    assert wages.minimum_wage(date(2024, 12, 31)) is None


def test_a_stranger_cannot_write_for_a_business(app: Flask) -> None:
    with pytest.raises(Refused), unit():
        services.write_job(make_employer(), DRAFT, actor=acting(job_seeker()), today=TODAY)


def test_the_same_vacancy_is_not_open_twice(app: Flask) -> None:
    owner = umkm_owner()
    business = make_employer(owner)
    make_job(business, title="Juru masak")
    twin = make_job(business, title="JURU MASAK", status=JobStatus.DRAFT, published_at=None)
    with pytest.raises(DomainError), unit():
        services.publish(twin, business, actor=acting(owner), today=clock.today())


def test_twenty_taps_send_one_application(app: Flask) -> None:
    job, applicant = make_job(), job_seeker()
    business = queries.get_job(job.public_id)[1]
    actor = acting(applicant)

    def tap() -> str:
        with unit():
            return services.apply(job, business, actor=actor, message="", answer="").public_id

    answers = side_by_side(app, [tap] * 20)
    assert len({str(answer) for answer in answers}) == 1
    db.session.rollback()
    assert db.session.scalar(select(func.count()).select_from(Application)) == 1


def test_a_withdrawn_application_can_be_sent_again(app: Flask) -> None:
    job, applicant = make_job(), job_seeker()
    first = make_application(job, applicant)
    with unit():
        services.withdraw(first, actor=acting(applicant))
    with unit():
        again = services.apply(job, queries.get_job(job.public_id)[1], actor=acting(applicant), message="", answer="")
    assert again.id != first.id


def test_declining_needs_a_reason(app: Flask) -> None:
    owner = umkm_owner()
    job = make_job(make_employer(owner))
    application = make_application(job)
    with pytest.raises(DomainError) as refused, unit():
        services.move(application, job, ApplicationState.DECLINED, actor=acting(owner))
    assert refused.value.field == "note"
    with unit():
        services.move(application, job, ApplicationState.DECLINED, actor=acting(owner), note="Sudah terisi.")
    assert queries.steps_of(application.id)[-1].note == "Sudah terisi."


def test_a_vacancy_past_its_day_is_closed_for_everybody(app: Flask) -> None:
    job = make_job(closes_on=clock.today() - timedelta(days=1))
    business = queries.get_job(job.public_id)[1]
    assert not queries.accepts(job, business)
    assert not db.session.execute(queries.open_jobs()).all()
    with pytest.raises(DomainError), unit():
        services.apply(job, business, actor=acting(job_seeker()), message="", answer="")
    with unit():
        services.close_past()
    db.session.refresh(job)
    assert job.status == JobStatus.CLOSED


def test_a_closed_account_leaves_no_words_behind(app: Flask) -> None:
    applicant = make_account()
    application = make_application(make_job(), applicant, message="Nama saya Sari", answer="Besok")
    with unit():
        services.forget_applicant(applicant.id)
    db.session.refresh(application)
    assert (application.message, application.answer) == ("", "")
    assert application.state == ApplicationState.WITHDRAWN


def test_every_answer_is_told(app: Flask) -> None:
    owner = umkm_owner()
    job = make_job(make_employer(owner))
    application = make_application(job)
    with unit():
        services.move(application, job, ApplicationState.READ, actor=acting(owner))
        services.move(application, job, ApplicationState.READ, actor=acting(owner))
    kinds = db.session.scalars(select(OutboxMessage.kind)).all()
    assert kinds.count("jobs.ApplicationMoved") == 1
