"""What `flask demo load` leaves, before any worker has run."""

from __future__ import annotations

import pytest
from flask import Flask
from sqlalchemy import select

from community.foundation.database import db
from community.home.models import AreaCount
from tests.demo.sample import JATIRASA


@pytest.mark.whole_site
def test_the_first_visitor_sees_how_many_are_there(app: Flask) -> None:
    done = app.test_cli_runner().invoke(args=["demo", "load", "--size", "small"])
    assert done.exit_code == 0, done.output
    counted = set(db.session.scalars(select(AreaCount.kind).where(AreaCount.region_code == JATIRASA.code)))
    assert {"member", "business"} <= counted
