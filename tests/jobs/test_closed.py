"""A vacancy that was closed while somebody still had it open."""

from __future__ import annotations

from flask import Flask
from flask.testing import FlaskClient

from community.foundation.database import db
from community.foundation.languages import format_date
from community.jobs.models import JobStatus
from tests.jobs.factories import make_job
from tests.personas import job_seeker, sign_in
from tests.support import unit


def test_who_applies_too_late_is_led_back_to_the_vacancy(app: Flask, client: FlaskClient) -> None:
    job = make_job()
    sign_in(client, job_seeker())
    page, apply = f"/lowongan/{job.public_id}", f"/lowongan/{job.public_id}/lamar"
    address, sent = client.find_form(apply, "/lamar")
    assert format_date(job.closes_on) in client.page(page).text
    with unit():
        db.session.merge(job).status = JobStatus.CLOSED
    for answer in (client.get(apply), client.post(address, data={**sent, "message": "Saya mau."})):
        assert answer.status_code == 303 and answer.location == page
    shown = client.page(page).text
    assert "Lowongan ini sudah ditutup." in shown
    # Its last day would have been later: nobody is told of a day that no longer counts.
    assert format_date(job.closes_on) not in shown
