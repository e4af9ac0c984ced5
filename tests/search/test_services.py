"""The index follows the facts, whatever breaks in between."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask import Flask
from sqlalchemy import func, select

from community.accounts import services as accounts
from community.accounts.models import Role
from community.accounts.signals import AccountMoved
from community.businesses.models import Business, BusinessStatus
from community.businesses.signals import BusinessChanged
from community.foundation import clock
from community.foundation.database import db
from community.foundation.outbox import record
from community.jobs.models import Job
from community.jobs.signals import JobChanged, JobPublished
from community.mentoring.signals import MentoringEnded
from community.search import queries, services, tasks
from community.search.models import SearchChange
from tests.factories import CITY, make_officer
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor, make_request
from tests.personas import acting
from tests.search.factories import HIDDEN, MAKERS, delete_community, hide
from tests.support import deliver_facts, settle, unit


def tell(*facts: object) -> None:
    with unit():
        for fact in facts:
            record(fact)
    settle()


def found(text: str) -> list[str]:
    return [hit.key for hit in queries.engine().search(text, limit=50)]


def waiting() -> set[str]:
    return {f"{change.kind}:{change.object_id}" for change in queries.waiting()}


def mark(kind: str, *ids: int) -> None:
    with unit():
        services.mark(kind, ids)


def test_a_fact_brings_its_thing_into_the_index(app: Flask) -> None:
    services.rebuild()
    number = make_job(title="Kasir swalayan").id
    assert found("kasir") == []
    tell(JobPublished(number))
    assert found("kasir") == [f"job:{number}"]
    assert waiting() == set()


def test_a_change_of_title_is_followed(app: Flask) -> None:
    number = make_job(title="Kasir swalayan").id
    services.rebuild()
    with unit():
        db.session.get_one(Job, number).title = "Penjaga gudang"
    tell(JobChanged(number))
    assert found("kasir") == []
    assert found("gudang") == [f"job:{number}"]


@pytest.mark.parametrize("kind", MAKERS)
def test_every_kind_comes_and_goes(app: Flask, kind: str) -> None:
    services.rebuild()
    thing = MAKERS[kind]("Zamrud Khatulistiwa")
    mark(kind, thing.id)
    tasks.update_index()
    assert f"{kind}:{thing.id}" in found("zamrud")
    if kind in HIDDEN:
        hide(kind, thing.id)
    else:
        delete_community(thing.id)
    mark(kind, thing.id)
    tasks.update_index()
    assert f"{kind}:{thing.id}" not in found("zamrud")


def test_a_crash_after_the_index_commit_repeats_the_same_entry(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    services.rebuild()
    job = make_job(title="Kasir swalayan")
    mark("job", job.id)

    def crash(_changes: object) -> None:
        raise RuntimeError("the power went away")

    with monkeypatch.context() as patched:
        patched.setattr(services, "forget", crash)
        with pytest.raises(RuntimeError):
            tasks.update_index()
    assert found("kasir") == [f"job:{job.id}"]
    assert waiting() == {f"job:{job.id}"}
    assert tasks.update_index() == 1
    assert found("kasir") == [f"job:{job.id}"]
    assert queries.engine().check() == 1
    assert waiting() == set()


def test_what_changes_again_meanwhile_stays_on_the_list(app: Flask) -> None:
    job = make_job()
    mark("job", job.id)
    seen = queries.waiting()
    mark("job", job.id)
    with unit():
        services.forget(seen)
    assert waiting() == {f"job:{job.id}"}


def test_a_thing_stands_on_the_list_once(app: Flask) -> None:
    mark("job", 1, 2, 2)
    mark("job", 2, 3)
    assert db.session.scalar(select(func.count()).select_from(SearchChange)) == 3


def test_offers_follow_their_business(app: Flask) -> None:
    employer = make_employer(name="Kopi Zamrud")
    business, job = employer.id, make_job(employer, title="Barista").id
    services.rebuild()
    hide("business", business)
    tell(BusinessChanged(business))
    assert found("barista") == []
    with unit():
        db.session.get_one(Business, business).status = BusinessStatus.ACTIVE
    tell(BusinessChanged(business))
    assert f"job:{job}" in found("barista")


def test_mentors_follow_their_account_and_their_mentees(app: Flask) -> None:
    mentor = make_mentor()
    request = make_request(mentor)
    for fact in (AccountMoved(mentor.account_id), MentoringEnded(request.id)):
        with unit():
            services.forget(queries.waiting())
            record(fact)
        deliver_facts()
        assert f"mentor:{mentor.id}" in waiting()


def test_suspended_people_vanish_and_come_back_without_a_rebuild(app: Flask) -> None:
    admin = acting(make_officer(Role.ADMIN, CITY))
    wulan = make_member(account={"call_name": "Zamrudiana"})
    number, guide = wulan.id, f"mentor:{make_mentor(wulan).id}"
    person = f"member:{number}"
    services.rebuild()
    assert {person, guide} <= set(found("zamrudiana"))
    with unit():
        accounts.suspend_account(number, reason="Menipu", actor=admin)
    settle()
    assert found("zamrudiana") == []
    with unit():
        accounts.restore_account(number, actor=admin)
    settle()
    assert {person, guide} <= set(found("zamrudiana"))


def test_a_missing_index_is_built_whole(app: Flask) -> None:
    old, new = make_job(title="Kasir lama"), make_job(title="Kasir baru")
    mark("job", new.id)
    tasks.update_index()
    assert set(found("kasir")) == {f"job:{old.id}", f"job:{new.id}"}


def test_a_damaged_index_is_found_and_built_anew(app: Flask, tmp_path: object) -> None:
    job = make_job(title="Kasir")
    services.rebuild()
    (tmp_path / "search" / "current").write_bytes(b"\xff\xfe")  # type: ignore[operator]
    tasks.check_index()
    assert found("kasir") == [f"job:{job.id}"]


def test_the_command_rebuilds(app: Flask) -> None:
    make_job(title="Kasir")
    result = app.test_cli_runner().invoke(args=["search", "rebuild"])
    assert result.exit_code == 0, result.output
    assert "search index ready" in result.output
    assert queries.engine().counts("kasir")["job"] == 1


def test_the_nightly_look_finds_and_mends_what_differs(app: Flask, caplog: pytest.LogCaptureFixture) -> None:
    old, new, gone = make_job(title="Kasir"), make_job(title="Sopir"), make_job(title="Juru masak")
    services.rebuild()
    queries.engine().remove([f"job:{new.id}"])
    with unit():
        db.session.get_one(Job, old.id).title = "Penjaga gudang"
    hide("job", gone.id)
    differences = tasks.compare_index()
    assert differences.missing == {f"job:{new.id}"}
    assert differences.stale == {f"job:{old.id}"}
    assert differences.foreign == {f"job:{gone.id}"}
    assert "1 missing, 1 older, 1 no longer there" in caplog.text
    assert not tasks.compare_index(), "what is on its way is not told again"
    tasks.update_index()
    held = {key for key in queries.engine().digests() if key.startswith("job:")}
    assert held == {f"job:{old.id}", f"job:{new.id}"}
    assert (found("gudang"), found("sopir")) == ([f"job:{old.id}"], [f"job:{new.id}"])
    assert not tasks.compare_index()


def test_the_index_is_compared_once_a_night(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    looks: list[int] = []
    monkeypatch.setattr(tasks, "compare_index", lambda: looks.append(1))
    app.extensions.pop("search_compared_on", None)
    for hour, looked in ((23, 0), (2, 1), (3, 1), (26, 2), (27, 2), (36, 2)):
        moment = datetime(2026, 11, 20, tzinfo=clock.WIB) + timedelta(hours=hour)
        monkeypatch.setattr(tasks.clock, "now", lambda moment=moment: moment)
        tasks.compare_index_nightly()
        assert len(looks) == looked, hour


def test_what_differs_is_told_on_the_command_line(app: Flask) -> None:
    make_job(title="Kasir")
    assert "rebuild" in app.test_cli_runner().invoke(args=["search", "check"]).output
    services.rebuild()
    assert "holds what it should" in app.test_cli_runner().invoke(args=["search", "check"]).output
    make_job(title="Sopir")  # and its business
    assert "2 missing" in app.test_cli_runner().invoke(args=["search", "check"]).output
