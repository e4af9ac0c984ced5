"""What a page says of its own address comes from the settings, whatever Host the request carried."""

from __future__ import annotations

from flask import Flask

from tests.events.factories import make_event
from tests.inspector import Inspector

SITE = "https://guyub.bekasi.example"


def told(client: Inspector, path: str) -> dict[str, str]:
    """The addresses in the head of a page."""
    page = client.page(path)
    found = {node.get("property"): node.get("content") for node in page.every("meta") if node.get("property")}
    [canonical] = [node.get("href") for node in page.every("link") if node.get("rel") == "canonical"]
    return {"canonical": canonical, "url": found["og:url"], "image": found["og:image"]}


def test_addresses_follow_the_setting(app: Flask, client: Inspector) -> None:
    before = app.jinja_env.globals["public_url"]
    app.jinja_env.globals["public_url"] = SITE
    try:
        client.environ_base["HTTP_HOST"] = "evil.example"
        for path in ("/", "/lowongan?kata=kasir", f"/acara/{make_event().public_id}"):
            addresses = told(client, path)
            assert addresses["canonical"] == addresses["url"] == SITE + path.partition("?")[0]
            assert addresses["image"].startswith(f"{SITE}/")
            assert "evil.example" not in client.get(path).get_data(as_text=True)
    finally:
        app.jinja_env.globals["public_url"] = before
