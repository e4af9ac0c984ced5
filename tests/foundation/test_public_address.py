"""What a page says of its own address comes from the settings, whatever Host the request carried."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from flask import Flask

from tests.events.factories import make_event
from tests.inspector import Inspector
from tests.jobs.factories import make_job
from tests.learning.factories import make_training
from tests.mentoring.factories import make_mentor
from tests.programmes.factories import make_programme

SITE = "https://guyub.bekasi.example"


@pytest.fixture
def site(app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch) -> Iterator[Inspector]:
    """A site with its own address, asked for under another."""
    monkeypatch.setitem(app.config, "PUBLIC_URL", SITE)
    monkeypatch.setitem(app.jinja_env.globals, "public_url", SITE)
    client.environ_base["HTTP_HOST"] = "evil.example"
    yield client


def told(client: Inspector, path: str) -> dict[str, str]:
    """The addresses in the head of a page."""
    page = client.page(path)
    found = {node.get("property"): node.get("content") for node in page.every("meta") if node.get("property")}
    [canonical] = [node.get("href") for node in page.every("link") if node.get("rel") == "canonical"]
    return {"canonical": canonical, "url": found["og:url"], "image": found["og:image"]}


def test_addresses_follow_the_setting(site: Inspector) -> None:
    for path in ("/", "/lowongan?kata=kasir", f"/acara/{make_event().public_id}"):
        addresses = told(site, path)
        assert addresses["canonical"] == addresses["url"] == SITE + path.partition("?")[0]
        assert addresses["image"].startswith(f"{SITE}/")


def test_what_is_passed_on_names_the_site(site: Inspector) -> None:
    for path in (
        f"/acara/{make_event().public_id}",
        f"/lowongan/{make_job().public_id}",
        f"/mentor/{make_mentor().public_id}",
        f"/program/{make_programme().public_id}",
        f"/pelatihan/{make_training().public_id}",
    ):
        text = site.get(path).get_data(as_text=True)
        assert "evil.example" not in text, path
        assert f"{SITE}{path}" in text.replace("%3A", ":").replace("%2F", "/").split("<main", 1)[1], path
