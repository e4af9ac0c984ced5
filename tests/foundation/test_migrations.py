"""Every migration goes up and down again on a filled database and loses nothing of what stays."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import MetaData, func, select

from community import create_app
from community.foundation.database import db
from tests.businesses.factories import make_business
from tests.events.factories import make_event, make_sign_up
from tests.factories import make_account
from tests.jobs.factories import make_application, make_job
from tests.programmes.factories import make_programme, make_programme_application
from tests.provision.database import private_database

FIRST, LAST = "0001", "head"
FILLED = {"accounts", "businesses", "programmes", "programme_applications", "team_members", "jobs", "event_sign_ups"}


@pytest.fixture
def site(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Flask]:
    """An application on an empty database of its own, as commands see it."""
    monkeypatch.setenv("FLASK_RUN_FROM_CLI", "true")
    with private_database("migrating", tmp_path, lambda _url: None) as url:
        app = create_app("testing", SQLALCHEMY_DATABASE_URI=url)
        with app.app_context():
            yield app
            db.session.remove()
            db.engine.dispose()


def counts() -> dict[str, int]:
    """Rows of every table there is now."""
    db.session.remove()
    tables = MetaData()
    with db.engine.connect() as connection:
        tables.reflect(connection)
        return {
            name: connection.scalar(select(func.count()).select_from(table)) or 0
            for name, table in tables.tables.items()
        }


def fill(app: Flask) -> None:
    """A little of everything that refers to something else."""
    assert app.test_cli_runner().invoke(args=["regions", "load"]).exit_code == 0
    make_business(staff=(make_account(),))
    make_application(make_job())
    make_programme_application(make_programme())
    make_sign_up(make_event(), make_account())


def test_up_and_down_on_a_filled_database(site: Flask) -> None:
    flask_migrate.upgrade(revision=LAST)
    fill(site)
    full = counts()
    assert all(full[name] for name in FILLED), full
    flask_migrate.downgrade(revision=FIRST)
    before = counts()
    assert "team_invitations" not in before
    assert before == {name: full[name] for name in before}
    flask_migrate.upgrade(revision=LAST)
    assert counts() == full
    flask_migrate.check()


def test_down_to_nothing(site: Flask) -> None:
    flask_migrate.upgrade(revision=LAST)
    flask_migrate.downgrade(revision="base")
    assert counts() == {"alembic_version": 0}
