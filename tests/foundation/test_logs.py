"""The server's own log: who was refused what and when, in lines that nobody can forge."""

from __future__ import annotations

import logging
import re
import runpy

import pytest
from flask.testing import FlaskClient

import community
from community.accounts.attempts import BY_ACCOUNT_AND_DEVICE
from community.accounts.models import Account
from community.foundation import logs
from scripts.environment import ROOT
from tests.inspector import Inspector
from tests.personas import job_seeker, sign_in


def test_a_refused_page_is_noted_without_what_was_asked(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    account: Account = job_seeker()
    sign_in(client, account)
    caplog.clear()
    assert client.get("/admin/jejak?cari=rahasia").status_code == 403
    assert [record.getMessage() for record in caplog.records] == [
        f"refused with 403: GET /admin/jejak, account {account.id}"
    ]
    assert caplog.records[0].levelno == logging.WARNING


def test_a_form_without_its_token_is_noted(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    assert client.post("/lowongan/baru", data={"title": "Kasir", "csrf_token": "forged"}).status_code == 400
    assert [record.getMessage() for record in caplog.records] == ["refused with 400: POST /lowongan/baru, account None"]


def test_a_limit_that_is_told_on_the_form_is_noted(client: Inspector, caplog: pytest.LogCaptureFixture) -> None:
    account: Account = job_seeker()
    for _number in range(BY_ACCOUNT_AND_DEVICE.most):
        assert client.fill("/masuk", address=account.phone, secret="000000").status_code == 422
    caplog.clear()
    assert client.fill("/masuk", address=account.phone, secret="000000").status_code == 429
    assert "refused with 429: POST /masuk, account None" in [record.getMessage() for record in caplog.records]


def test_what_is_not_there_is_no_refusal(client: FlaskClient, caplog: pytest.LogCaptureFixture) -> None:
    assert client.get("/acara/tidak-ada").status_code == 404
    assert caplog.records == []


def test_the_line_of_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(logging.root, "handlers", [])
    monkeypatch.setattr(community, "create_app", lambda: "the site")
    assert runpy.run_path(str(ROOT / "wsgi.py"))["application"] == "the site"
    [handler] = logging.root.handlers
    record = logging.LogRecord("community.events", logging.WARNING, __file__, 1, "refused with %d", (403,), None)
    assert re.fullmatch(
        r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d[+-]\d{4} WARNING \d+ community\.events: refused with 403",
        handler.format(record),
    )


def test_a_log_that_was_arranged_stays(monkeypatch: pytest.MonkeyPatch) -> None:
    arranged = logging.NullHandler()
    monkeypatch.setattr(logging.root, "handlers", [arranged])
    logs.configure()
    assert logging.root.handlers == [arranged]
