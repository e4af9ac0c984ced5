"""Every look at somebody's number stands on her own page, whichever address showed it."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select, update

from community.accounts.models import AuditEntry
from community.foundation.database import db
from community.members.access_log import looks_at
from community.members.models import MemberProfile
from scripts.environment import ROOT
from tests.members.factories import all_fields
from tests.regressions.world import World
from tests.support import send_bare, unit

LINES = (ROOT / "tests" / "architecture" / "routes.txt").read_text(encoding="utf-8").splitlines()
SHOWING = [line.split()[2] for line in LINES if line.split()[0].endswith("/nomor") and line.split()[1] == "POST"]


def test_there_are_such_addresses() -> None:
    assert len(SHOWING) >= 7, SHOWING


@pytest.mark.parametrize("endpoint", SHOWING)
def test_whose_number_was_looked_at_sees_by_whom(app: Flask, endpoint: str) -> None:
    world = World()
    rule = next(rule for rule in app.url_map.iter_rules() if rule.endpoint == endpoint)
    # Whom she applies to may open her number only where she says so.
    phone = "application" if endpoint.partition(".")[0] in {"jobs", "learning", "programmes"} else "coordinator"
    with unit():
        shared = update(MemberProfile).values(audiences=all_fields("members", phone=phone))
        db.session.execute(shared.where(MemberProfile.account_id == world.people["taker"].id))
    for role in ("owner", "near", "taker"):
        send_bare(world.browser_of(app, role), world.path(app, rule))
    entries = [entry for entry in db.session.scalars(select(AuditEntry)) if entry.action.endswith(".phone_opened")]
    assert entries, f"{endpoint} wrote no look"
    kind, _colon, number = entries[0].subject.partition(":")
    assert kind == "account"
    seen = {(entry.action, entry.actor_id) for entry, _name in looks_at(int(number))}
    assert {(entry.action, entry.actor_id) for entry in entries} <= seen
