"""What every answer of the site wears in production, on every address, for guests and for people signed in."""

from __future__ import annotations

import re
from datetime import timedelta
from typing import Any

import pytest
import time_machine
from flask import Flask
from werkzeug.test import TestResponse

import config
from community.foundation import clock
from tests.factories import make_account
from tests.inspector import Inspector
from tests.personas import sign_in
from tests.regressions.forms import pages
from tests.regressions.support import browser
from tests.regressions.world import World
from tests.support import send_bare

YEAR = 31_536_000
# What is the same for everybody, or kept by this browser alone; r28 proves that it holds nothing private.
KEPT = {
    "assets.show", "site.picture", "regions.suggest", "skills.suggest", "search.suggest", "businesses.trades",
}  # fmt: skip


@pytest.fixture
def site(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Flask:
    """The application with those settings of production that answers depend on."""
    assert config.ProductionConfig.HSTS and config.ProductionConfig.SESSION_COOKIE_NAME.startswith("__Host-")
    monkeypatch.setitem(app.config, "HSTS", config.ProductionConfig.HSTS)
    return app


def _lacks(answer: TestResponse) -> list[str]:
    headers = answer.headers
    policy = headers.get("Content-Security-Policy", "")
    transport = headers.get("Strict-Transport-Security", "")
    wanted = {
        "HSTS": f"max-age={YEAR}" in transport and "includeSubDomains" in transport,
        "CSP": "frame-ancestors 'none'" in policy and "base-uri 'none'" in policy and "unsafe" not in policy,
        "nosniff": headers.get("X-Content-Type-Options") == "nosniff",
        "Referrer-Policy": headers.get("Referrer-Policy") in {"same-origin", "no-referrer"},
        "COOP": headers.get("Cross-Origin-Opener-Policy") == "same-origin",
        "CORP": headers.get("Cross-Origin-Resource-Policy") == "same-origin",
        "no CORS": "Access-Control-Allow-Origin" not in headers,
        "charset": answer.mimetype != "text/html" or "charset=utf-8" in headers["Content-Type"],
        "no server told": "python" not in headers.get("Server", "").lower(),
    }
    return [name for name, there in wanted.items() if not there]


@pytest.mark.whole_site
@pytest.mark.parametrize("role", ["guest", "near"])
def test_every_address_wears_them(site: Flask, role: str) -> None:
    world = World()
    client = world.browser_of(site, role)
    faults: dict[str, Any] = {}
    for rule in pages(site):
        answer = client.get(world.path(site, rule))
        found = _lacks(answer)
        if role != "guest" and rule.endpoint not in KEPT:
            control = answer.headers["Cache-Control"]
            if not ("private" in control and "no-store" in control and "Cookie" in answer.headers.get("Vary", "")):
                found.append(f"{rule.endpoint}: {control}")
        if found:
            faults[rule.rule] = found
    assert faults == {}


def test_refusals_and_mishaps_wear_them_too(site: Flask) -> None:
    client = browser(site)
    client.inspecting = False
    answers = [client.get("/tidak-ada"), client.post("/masuk"), send_bare(client, "/"), client.get("/acara?a=%00")]
    assert [answer.status_code for answer in answers] == [404, 400, 405, 400]
    assert [_lacks(answer) for answer in answers] == [[]] * len(answers)


@pytest.mark.parametrize("method", ["TRACE", "PUT", "DELETE", "PATCH", "CONNECT"])
def test_methods_that_nothing_uses_are_refused(client: Inspector, method: str) -> None:
    client.inspecting = False
    for path in ("/", "/masuk", "/sehat"):
        answer = client.open(path, method=method)
        assert answer.status_code == 405 and "GET" in answer.headers["Allow"]


@pytest.mark.parametrize(("away", "status"), [(29, 200), (31, 303)])
def test_a_session_that_rests_a_month_ends(client: Inspector, away: int, status: int) -> None:
    sign_in(client, make_account())
    with time_machine.travel(clock.now() + timedelta(days=away), tick=False):
        assert client.get("/akun").status_code == status


def test_a_session_in_daily_use_ends_after_three_months_all_the_same(client: Inspector) -> None:
    sign_in(client, make_account())
    began = clock.now()
    answers = []
    for day in range(20, 100, 10):
        with time_machine.travel(began + timedelta(days=day), tick=False):
            answers.append(client.get("/akun").status_code)
    assert answers == [200] * 7 + [303]


@pytest.mark.whole_site
def test_the_name_of_a_download_is_made_here(site: Flask) -> None:
    world, downloads = World(), {}
    client = world.browser_of(site, "near")
    for rule in pages(site):
        answer = client.get(world.path(site, rule))
        if told := answer.headers.get("Content-Disposition"):
            downloads[rule.endpoint] = told
    assert set(downloads) == {"events.calendar", "accounts.download_data"}
    for told in downloads.values():
        assert re.fullmatch(r'attachment; filename="[a-z]+(-[\w]+)+\.(ics|json)"', told, re.ASCII), told
