"""Cards lead where the router leads."""

from __future__ import annotations

import pytest
from flask import Flask, url_for

from community.foundation.cards import FOLDERS

ENDPOINTS = {
    "job": "jobs.show",
    "training": "learning.show",
    "programme": "programmes.show",
    "mentor": "mentoring.show",
    "event": "events.show",
    "community": "communities.show",
    "business": "businesses.show",
    "member": "members.show",
}


@pytest.mark.parametrize("kind", FOLDERS)
def test_a_card_leads_to_the_page_of_its_kind(app: Flask, kind: str) -> None:
    with app.test_request_context():
        assert f"{FOLDERS[kind]}/abc" == url_for(ENDPOINTS[kind], public_id="abc")
