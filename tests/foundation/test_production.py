"""The cookies of a site with the settings of production, as browsers are sent them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from flask import Flask
from flask.testing import FlaskClient
from werkzeug.test import TestResponse

import config
from community import create_app
from community.foundation.database import db
from tests.factories import PIN, make_account
from tests.foundation.test_settings import COMPLETE
from tests.pages import form_values, read_page

SITE, SESSION, DEVICE = COMPLETE["PUBLIC_URL"], "__Host-guyub", "__Host-perangkat"


@pytest.fixture
def site(app: Flask, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[FlaskClient]:
    """A browser at a site as production runs it, on the database of this test."""
    for name, value in COMPLETE.items():
        monkeypatch.setenv(name, value)
    monkeypatch.setattr(config.ProductionConfig, "SECRET_KEY", "", raising=False)
    production = create_app(
        "production",
        SQLALCHEMY_DATABASE_URI=app.config["SQLALCHEMY_DATABASE_URI"],
        SEARCH_INDEX_PATH=str(tmp_path / "search"),
        UPLOAD_PATH=str(tmp_path / "uploads"),
        # Read from the environment as the module was imported.
        TRUSTED_HOSTS=[COMPLETE["TRUSTED_HOSTS"]],
        PUBLIC_URL=SITE,
    )
    yield production.test_client()
    with production.app_context():
        db.session.remove()
        db.engine.dispose()


def _cookies(answer: TestResponse) -> dict[str, set[str]]:
    """What each cookie of an answer is bound to, by its name."""
    cookies = {}
    for line in answer.headers.getlist("Set-Cookie"):
        first, *rest = (part.strip() for part in line.split(";"))
        cookies[first.partition("=")[0]] = {part for part in rest if not part.startswith(("Expires=", "Max-Age="))}
    return cookies


def _sign_in(site: FlaskClient, phone: str | None) -> TestResponse:
    page = read_page(site.get("/masuk", base_url=SITE).get_data(as_text=True))
    form = next(form for form in page.every("form") if form.get("method") == "post" and "secret" in form_values(form))
    sent = {**form_values(form), "address": phone, "secret": PIN}
    return site.post("/masuk", base_url=SITE, data=sent, headers={"Referer": f"{SITE}/masuk"})


BOUND = {"Secure", "HttpOnly", "SameSite=Lax", "Path=/"}


def test_the_session_belongs_to_this_host_alone_and_no_script_reads_it(site: FlaskClient) -> None:
    assert _cookies(site.get("/masuk", base_url=SITE)) == {SESSION: BOUND}
    signed_in = _sign_in(site, make_account().phone)
    assert signed_in.status_code == 303 and signed_in.location == "/hari-ini"
    assert _cookies(signed_in) == {SESSION: BOUND, DEVICE: BOUND}
    assert site.get("/akun", base_url=SITE).status_code == 200


def test_no_cookie_travels_where_others_read(site: FlaskClient) -> None:
    for path in ("/bahasa/en", "/tampilan/gelap", "/wilayah/jatirasa"):
        for name, bound in _cookies(site.get(path, base_url=SITE)).items():
            assert bound == BOUND, f"{path} {name}"
