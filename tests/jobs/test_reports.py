"""Somebody asks for money: residents report a vacancy, officers decide, the employer never learns who."""

from __future__ import annotations

import pytest
from flask import Flask
from flask.testing import FlaskClient
from sqlalchemy import func, select

from community.accounts.actor import GUEST
from community.accounts.models import Role
from community.accounts.signals import AccountClosed
from community.businesses.models import TeamMember, TeamRole
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound, Refused, TooMany
from community.jobs import reports, services, subscriptions
from community.jobs.models import Job, JobReport, JobStatus, ReportReason, ReportState
from community.notifications.models import Notice
from tests.factories import make_account, make_officer
from tests.jobs.factories import make_employer, make_job
from tests.personas import acting, city_admin, sign_in
from tests.support import send_bare, settle, unit

pytestmark = pytest.mark.slow

MONEY = ReportReason.MONEY
AWAY = "32.75.01.1001"


def told_by(person: object, job: Job, reason: ReportReason = MONEY, words: str = "Minta 300 ribu.") -> JobReport:
    with unit():
        return reports.report(job, actor=acting(person), reason=reason, words=words)  # type: ignore[arg-type]


def kinds(account_id: int) -> list[str]:
    settle()
    db.session.rollback()
    return list(db.session.scalars(select(Notice.kind).where(Notice.account_id == account_id)))


def test_a_resident_reports_and_is_thanked(client: FlaskClient) -> None:
    job = make_job()
    sign_in(client, make_account())
    page = f"/lowongan/{job.public_id}"
    assert f"{page}/laporkan" in {link.get("href") for link in client.page(page).every("a")}
    sent = client.fill(f"{page}/laporkan", "/laporkan", reason="money", words="Minta uang seragam.")
    assert sent.location == page
    assert "Jangan bayar dulu" in client.page(page).text
    assert "sedang diperiksa" in client.page(f"{page}/laporkan").text


def test_a_guest_is_led_to_sign_in(client: FlaskClient) -> None:
    job = make_job()
    assert "Masuk dulu" in client.page(f"/lowongan/{job.public_id}").text
    sent = client.get(f"/lowongan/{job.public_id}/laporkan")
    assert sent.location and sent.location.startswith("/masuk?kembali=")
    with pytest.raises(Refused), unit():
        reports.report(job, actor=GUEST, reason=MONEY, words="")


def test_an_officer_who_opens_the_vacancy_sees_that_it_was_reported(client: FlaskClient) -> None:
    job = make_job()
    told_by(make_account(), job)
    path = f"/lowongan/{job.public_id}"
    sign_in(client, city_admin())
    page = client.page(path)
    assert "1 laporan warga" in page.text and "Lamar dengan profil saya" not in page.text
    assert "/lowongan/laporan" in {link.get("href") for link in page.every("a")}
    assert "Kesampingkan: lowongan tetap tayang" in client.page("/lowongan/laporan").text
    assert "Jangan sebut siapa yang melapor" in client.page(f"{path}/tutup").text
    sign_in(client, make_account())
    assert "laporan warga" not in client.page(path).text


def test_one_open_report_of_a_person_on_a_vacancy(app: Flask) -> None:
    job, person = make_job(), make_account()
    assert told_by(person, job).id == told_by(person, job, ReportReason.FAKE).id
    assert db.session.scalar(select(func.count(JobReport.id))) == 1


def test_what_else_it_may_be_needs_words(app: Flask) -> None:
    with pytest.raises(DomainError) as error:
        told_by(make_account(), make_job(), ReportReason.OTHER, "")
    assert error.value.field == "words"


def test_reports_a_day_are_counted(app: Flask) -> None:
    person = make_account()
    for _number in range(reports.REPORTS.most):
        told_by(person, make_job())
    with pytest.raises(TooMany):
        told_by(person, make_job())


def test_the_team_does_not_report_itself_and_a_closed_vacancy_is_not_reported(app: Flask) -> None:
    owner = make_account()
    with pytest.raises(Refused):
        told_by(owner, make_job(make_employer(owner)))
    with pytest.raises(Refused):
        told_by(make_account(), make_job(status=JobStatus.CLOSED))


def test_only_officers_of_the_region_read_it(app: Flask) -> None:
    job = make_job()
    told_by(make_account(), job)
    here, away = make_officer(region_code=job.region_code), make_officer(region_code=AWAY)
    assert [row[1].id for row in reports.waiting(acting(here))] == [job.id]
    assert reports.number_waiting(acting(city_admin())) == 1
    for other in (acting(away), acting(make_account()), GUEST):
        assert reports.number_waiting(other) == 0
        assert list(reports.waiting(other)) == []


def test_an_officer_of_the_team_leaves_it_to_another(app: Flask) -> None:
    shop = make_employer()
    job = make_job(shop)
    officer = make_officer(region_code=job.region_code)
    with unit():
        db.session.add(TeamMember(business_id=shop.id, account_id=officer.id, role=TeamRole.STAFF))
    told = told_by(make_account(), job)
    assert reports.number_waiting(acting(officer)) == 0
    with pytest.raises(Refused), unit():
        reports.set_aside(told.public_id, actor=acting(officer))


def test_closing_tells_the_reporter_and_names_her_to_nobody(app: Flask) -> None:
    shop, reporter = make_employer(), make_account(call_name="Mbak Rahasia")
    job = make_job(shop)
    told = told_by(reporter, job)
    owner_id, reporter_id, told_id = shop.owner_id, reporter.id, told.id
    with unit():
        services.close(job, actor=acting(city_admin()), reason="Meminta uang dari pelamar.")
    assert kinds(reporter_id) == ["report_upheld"]
    assert kinds(owner_id) == ["closed_by_officer"]
    assert db.session.get_one(JobReport, told_id).state == ReportState.UPHELD
    details = db.session.scalars(select(Notice.details).where(Notice.account_id == owner_id)).all()
    assert "Mbak Rahasia" not in str(details) and reporter_id not in [one.get("about") for one in details]


def test_setting_aside_tells_the_reporter_once(client: FlaskClient) -> None:
    job, reporter = make_job(), make_account()
    told = told_by(reporter, job)
    job_id, reporter_id = job.id, reporter.id
    officer = make_officer(Role.ADMIN, region_code="32.75")
    sign_in(client, officer)
    desk = client.page("/admin")
    assert "/lowongan/laporan" in {link.get("href") for link in desk.every("a")}
    assert "Minta 300 ribu." in client.page("/lowongan/laporan").text
    assert client.fill("/lowongan/laporan", "/kesampingkan").location == "/lowongan/laporan"
    send_bare(client, f"/lowongan/laporan/{told.public_id}/kesampingkan")
    assert kinds(reporter_id) == ["report_set_aside"]
    assert db.session.get_one(Job, job_id).status == JobStatus.OPEN


def test_a_report_elsewhere_does_not_exist_for_an_officer(app: Flask) -> None:
    told = told_by(make_account(), make_job())
    with pytest.raises(NotFound), unit():
        reports.set_aside(told.public_id, actor=acting(make_officer(region_code=AWAY)))


def test_a_closed_account_takes_its_words_along(app: Flask) -> None:
    reporter = make_account()
    told = told_by(reporter, make_job())
    assert reports.data_of(reporter.id)[0]["cerita"] == "Minta 300 ribu."
    with unit():
        subscriptions.forget_applicant(AccountClosed(reporter.id))
    db.session.refresh(told)
    assert told.words == ""
