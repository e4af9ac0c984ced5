"""R28, R31: a private page was kept by a cache, a link was built from the Host header."""

from __future__ import annotations

import pytest
from flask import Flask

from community import create_app
from tests.accounts.factories import messages_to
from tests.factories import make_account
from tests.inspector import Inspector
from tests.regressions.forms import pages
from tests.regressions.world import ROLES, World

SHARED = {"assets.show", "site.picture"}


@pytest.mark.whole_site
@pytest.mark.parametrize("role", ROLES)
def test_nothing_between_keeps_a_page(app: Flask, role: str) -> None:
    world = World()
    client = world.browser_of(app, role)
    for rule in pages(app):
        if rule.endpoint in SHARED:
            continue
        answer = client.get(world.path(app, rule))
        kept = answer.headers["Cache-Control"]
        if "no-store" in kept or "private" in kept:
            assert "no-store" not in kept or "Cookie" in answer.headers["Vary"], rule.rule
        else:
            assert "Set-Cookie" not in answer.headers, rule.rule
            assert answer.get_data() == world.browser_of(app, "guest").get(world.path(app, rule)).get_data(), rule.rule


@pytest.mark.parametrize(
    "host", ["evil.example", "localhost.evil.example", "localhost@evil.example", "evil.example:80"]
)
def test_another_host_is_not_answered(host: str) -> None:
    house = create_app("testing", TRUSTED_HOSTS=["localhost"])
    assert house.test_client().get("/tentang", headers={"Host": host}).status_code == 400


def test_a_message_names_the_configured_site(client: Inspector) -> None:
    account = make_account()
    address, sent = client.find_form("/lupa-pin")
    headers = {"X-Forwarded-Host": "evil.example", "X-Host": "evil.example", "Forwarded": "host=evil.example"}
    answer = client.post(address, data={**sent, "address": account.phone}, headers=headers)
    assert "evil" not in answer.location
    assert all("evil" not in message.body for message in messages_to(str(account.phone)))
