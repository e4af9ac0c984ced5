from __future__ import annotations

import hashlib

import pytest
from flask import Flask
from sqlalchemy import select

from community.accounts.actor import GUEST
from community.accounts.models import AuditEntry
from community.admin import services
from community.foundation.database import db
from community.foundation.errors import Refused
from tests.factories import DISTRICT_JATIASIH, make_account, make_officer
from tests.personas import acting
from tests.support import unit


def test_a_search_leaves_a_trace_without_its_words(app: Flask) -> None:
    actor = acting(make_officer())
    with unit():
        services.note_search("0812-0000-1234", actor=actor)
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == services.LOOKED_UP)).one()
    assert entry.actor_id == actor.account_id
    assert entry.region_code == DISTRICT_JATIASIH
    assert "0812" not in f"{entry.subject}{entry.details}"
    # Whoever reads the trail could try out every name and number.
    tried = hashlib.sha256(b"0812-0000-1234").hexdigest()
    assert entry.subject.removeprefix("search:") not in tried


def test_only_officers_search_and_only_the_city_admin_retries(app: Flask) -> None:
    for actor in (GUEST, acting(make_account())):
        with pytest.raises(Refused), unit():
            services.note_search("Sari", actor=actor)
    with pytest.raises(Refused), unit():
        services.deliver_again(1, actor=acting(make_officer()))
    with pytest.raises(Refused), unit():
        services.send_again(1, actor=acting(make_officer()))
