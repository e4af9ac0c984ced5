"""Every migration goes up and down again on a filled database and loses nothing of what stays."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path

import flask_migrate
import pytest
from flask import Flask
from sqlalchemy import Date, DateTime, MetaData, bindparam, func, select, text
from sqlalchemy.exc import IntegrityError

from community import create_app
from community.accounts import services
from community.accounts.models import CodePurpose, Consent, OneTimeCode, Purpose, RoleGrant
from community.foundation import clock
from community.foundation.database import db
from community.members.models import Education
from community.recommendations.models import (
    FairnessAnswer,
    HiddenPerson,
    Invitation,
    ListDecision,
    MatchingAudit,
    PeopleList,
    Sex,
    SuggestedPerson,
    WeightSet,
    WeightTrial,
)
from tests.businesses.factories import make_business
from tests.events.factories import make_event, make_sign_up
from tests.factories import make_account, make_officer
from tests.jobs.factories import make_application, make_job
from tests.members.factories import make_member
from tests.programmes.factories import make_programme, make_programme_application
from tests.provision.database import private_database
from tests.support import unit
from tests.wanted.factories import make_empty_search, make_find, make_help_request, make_saved_search

pytestmark = [pytest.mark.slow, pytest.mark.database]

FIRST, LAST = "0001", "head"
FILLED = {
    "accounts", "businesses", "programmes", "programme_applications", "team_members", "jobs", "event_sign_ups",
    "consents", "suggested_people", "people_lists", "hidden_people", "invitations", "fairness_answers",
    "list_decisions", "matching_audits", "weight_sets", "weight_trials", "saved_searches", "saved_finds",
    "help_requests", "empty_searches",
}  # fmt: skip
# What an older site has no place for.
LATER = (
    "suggested_people", "people_lists", "hidden_people", "invitations", "fairness_answers", "list_decisions",
    "matching_audits", "weight_sets", "weight_trials", "saved_searches", "saved_finds", "help_requests",
    "empty_searches",
)  # fmt: skip
# The vacancy, the programme, the event and the three businesses behind them, which nobody is told of as new.
SHOWN = 6
LATER_PURPOSES = (Purpose.INTRODUCTIONS, Purpose.FAIRNESS)


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
    of_offer = {"kind": "job", "offer_id": 1, "account_id": make_account(consents=list(Purpose)).id}
    with unit():
        db.session.add(PeopleList(kind="job", offer_id=1))
        db.session.flush()
        hidden = HiddenPerson(**of_offer, reason="bukan_bidang")
        db.session.add_all([SuggestedPerson(**of_offer, position=1), hidden, Invitation(**of_offer)])
        db.session.add(ListDecision(**of_offer, positive=True, score=0.4, place=2))
        who = of_offer["account_id"]
        db.session.add(FairnessAnswer(account_id=who, sex=Sex.WOMAN))
        db.session.add(MatchingAudit(figures={}, alarms=[], report={}, noted_by_id=who))
        db.session.add(WeightSet(id=1, weights={"words": 1}, note="Coba", set_by_id=who))
        db.session.flush()
        db.session.add(WeightTrial(weights={"words": 2}, base_id=1, again_id=1, asked_by_id=who))
    make_find(make_saved_search())
    make_help_request()
    make_empty_search()


def test_up_and_down_on_a_filled_database(site: Flask) -> None:
    flask_migrate.upgrade(revision=LAST)
    fill(site)
    full = counts()
    later = db.session.query(Consent).filter(Consent.purpose.in_(LATER_PURPOSES)).count()
    assert all(full[name] for name in FILLED), full
    flask_migrate.downgrade(revision=FIRST)
    before = counts()
    assert "team_invitations" not in before
    # An older site must not act on a purpose it does not know, so those consents alone go for good.
    full["consents"] -= later
    assert before == {name: full[name] for name in before}
    flask_migrate.upgrade(revision=LAST)
    assert counts() == {**full, **dict.fromkeys(LATER, 0), "known_things": SHOWN}
    flask_migrate.check()


def _open_roles(*days: int) -> None:
    """Roles without an end, as they were before 0003, beginning so many days from now."""
    account, today = make_account(), clock.today()
    insert = text(
        "INSERT INTO role_grants (public_id, account_id, role, region_code, begins_on, granted_at, reason)"
        " VALUES (:name, :account, 'coordinator', '32.75', :begins, :now, '')"
    ).bindparams(bindparam("begins", type_=Date()), bindparam("now", type_=DateTime(timezone=True)))
    ended = text("UPDATE role_grants SET ended_at = granted_at WHERE public_id = :name")
    with db.engine.begin() as connection:
        for number, day in enumerate(days):
            name = f"role{number:08}"
            begins = today + timedelta(days=day)
            connection.execute(insert, {"name": name, "account": account.id, "begins": begins, "now": clock.now()})
            connection.execute(ended, {"name": name})


def test_open_roles_get_an_end_a_year_from_now_or_from_their_start(site: Flask) -> None:
    flask_migrate.upgrade(revision=LAST)
    fill(site)
    officer, waiting = make_officer(), make_account()
    with unit():
        code = {"account_id": officer.id, "purpose": CodePurpose.APPOINTMENT, "address": "", "code_hash": "x" * 64}
        db.session.add(OneTimeCode(**code, expires_at=clock.now()))
        services.send_code(CodePurpose.SIGN_IN, waiting, str(waiting.phone))
    flask_migrate.downgrade(revision="0002")
    assert (counts()["one_time_codes"], counts()["role_grants"]) == (1, 1)
    _open_roles(-400, 30)
    flask_migrate.upgrade(revision=LAST)
    today = clock.today()
    ends = [row.ends_on for row in db.session.scalars(select(RoleGrant).order_by(RoleGrant.begins_on))]
    year = timedelta(days=365)
    assert ends == [today + year, today + year, today + timedelta(days=30) + year]
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.execute(text("UPDATE role_grants SET ends_on = NULL"))


def schooling() -> tuple[list[str], str, str]:
    """What people told, and what a vacancy and a programme ask for, as it is stored."""
    tables = MetaData()
    with db.engine.connect() as connection:
        tables.reflect(connection, only=["member_profiles", "jobs", "programmes"])
        profiles, jobs, programmes = (tables.tables[name] for name in ("member_profiles", "jobs", "programmes"))
        told = connection.scalars(select(profiles.c.education).order_by(profiles.c.account_id)).all()
        asked = connection.scalar(select(jobs.c.education))
        conditions = connection.scalar(select(programmes.c.eligibility))
        return list(told), asked, conditions["education"]


def test_steps_of_schooling_are_renamed_both_ways(site: Flask) -> None:
    flask_migrate.upgrade(revision=LAST)
    assert site.test_cli_runner().invoke(args=["regions", "load"]).exit_code == 0
    for step in ("belum_sd", "smk", "d2", "d3", "s3"):
        make_member(education=Education(step))
    make_job(education="d3")
    make_programme(eligibility={"education": "d3", "owns_business": True})
    flask_migrate.downgrade(revision="0006")
    assert schooling() == (["none", "smk", "diploma", "diploma", "s2"], "diploma", "diploma")
    flask_migrate.upgrade(revision=LAST)
    assert schooling() == (["none", "smk", "d3", "d3", "s2"], "d2", "d2")
    with pytest.raises(IntegrityError), db.engine.begin() as connection:
        connection.exec_driver_sql("UPDATE member_profiles SET education = 'diploma'")


def test_down_to_nothing(site: Flask) -> None:
    flask_migrate.upgrade(revision=LAST)
    flask_migrate.downgrade(revision="base")
    assert counts() == {"alembic_version": 0}


@pytest.mark.parametrize(("later", "before"), [("introductions", "0009"), ("fairness", "0010")])
def test_a_later_purpose_needs_its_table_and_holds_once(site: Flask, later: str, before: str) -> None:
    flask_migrate.upgrade(revision=LAST)
    assert site.test_cli_runner().invoke(args=["regions", "load"]).exit_code == 0
    sari = make_account(consents=list(Purpose))
    again = text(
        "INSERT INTO consents (account_id, purpose, version, given_at) VALUES (:account, :purpose, 'x', :now)"
    ).bindparams(bindparam("now", type_=DateTime(timezone=True)))

    def give(purpose: str) -> None:
        with db.engine.begin() as connection:
            connection.execute(again, {"account": sari.id, "purpose": purpose, "now": clock.now()})

    for purpose in (later, "anything"):
        with pytest.raises(IntegrityError):
            give(purpose)
    flask_migrate.downgrade(revision=before)
    for purpose in (later, "messages"):
        with pytest.raises(IntegrityError):
            give(purpose)
    flask_migrate.upgrade(revision=LAST)
    give(later)
