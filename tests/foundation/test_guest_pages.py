"""Pages kept for guests: handed out while nothing changed, never with or to somebody who is signed in."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from flask import Flask

from community.accounts import services as accounts
from community.events import services as events
from community.foundation import cache, clock, guest_pages, outbox
from community.foundation.database import db
from community.foundation.outbox import OutboxMessage, record
from community.jobs.models import Job, JobStatus
from community.jobs.signals import JobPublished
from tests.events.factories import make_event
from tests.factories import ARENJAYA, JATIRASA
from tests.inspector import Inspector
from tests.jobs.factories import make_job
from tests.members.factories import make_member
from tests.mentoring.factories import make_mentor
from tests.personas import acting, city_admin, coordinator, job_seeker, sign_in
from tests.support import count_queries, unit

AREA = "/wilayah/jatirasa"


@pytest.fixture
def later(app: Flask, monkeypatch: pytest.MonkeyPatch) -> Iterator[list[timedelta]]:
    """Pages are kept as on a server; what is appended moves the clock on."""
    moved: list[timedelta] = []
    real = clock.now
    monkeypatch.setattr(clock, "now", lambda: sum(moved, real()))
    monkeypatch.setitem(app.config, "CACHE_SECONDS", 3600.0)
    yield moved
    app.extensions[guest_pages.EXTENSION].pages.clear()
    app.extensions[cache.EXTENSION].clear()


@pytest.mark.parametrize("path", ["/", AREA, "/lowongan", "/acara", "/bantuan"])
def test_the_second_guest_costs_one_question(client: Inspector, later: list[timedelta], path: str) -> None:
    make_job(region_code=JATIRASA)
    first = client.get(path).get_data()
    with count_queries() as statements:
        second = client.get(path)
    assert second.get_data() == first
    assert len(statements) == 1
    assert second.headers["Content-Security-Policy"]


def test_what_is_told_as_a_fact_shows_at_once(client: Inspector, later: list[timedelta]) -> None:
    client.page("/lowongan")
    job = make_job(title="Penjaga toko bangunan")
    assert job.title not in client.page("/lowongan").text
    with unit():
        record(JobPublished(job.id))
    assert job.title in client.page("/lowongan").text


def test_what_is_taken_away_is_gone_at_once(client: Inspector, later: list[timedelta]) -> None:
    event, mentor = make_event(title="Bazar yang batal"), make_mentor(make_member())
    officer, admin = acting(coordinator()), acting(city_admin())
    assert "Bazar yang batal" in client.page("/acara?wilayah=kota-bekasi").text
    assert mentor.headline in client.page("/mentor").text
    with unit():
        events.cancel(event, reason="Hujan deras.", actor=officer)
        accounts.suspend_account(mentor.account_id, reason="Menipu orang.", actor=admin)
    assert "Bazar yang batal" not in client.page("/acara?wilayah=kota-bekasi").text
    assert mentor.headline not in client.page("/mentor").text


def test_what_changes_without_a_fact_waits_some_seconds(client: Inspector, later: list[timedelta]) -> None:
    client.page("/lowongan")
    job = make_job(title="Penjaga toko bangunan")
    later.append(timedelta(seconds=3599))
    assert job.title not in client.page("/lowongan").text
    later.append(timedelta(seconds=2))
    assert job.title in client.page("/lowongan").text


def test_whoever_is_signed_in_neither_gets_nor_leaves_a_kept_page(client: Inspector, later: list[timedelta]) -> None:
    client.page("/lowongan")
    mine, theirs = make_job(title="Penjaga toko bangunan"), client.application.test_client()
    sign_in(client, job_seeker())
    assert mine.title in client.page("/lowongan").text
    assert mine.title not in theirs.get("/lowongan").get_data(as_text=True)
    assert client.get("/lowongan").headers["Cache-Control"] == "private, no-store"


def test_each_language_theme_host_and_encoding_has_its_own(client: Inspector, later: list[timedelta]) -> None:
    indonesian = client.get("/").get_data()
    client.set_cookie("bahasa", "en")
    english = client.get("/").get_data()
    client.set_cookie("tampilan", "gelap")
    dark = client.get("/").get_data()
    assert len({indonesian, english, dark}) == 3
    client.delete_cookie("bahasa")
    client.delete_cookie("tampilan")
    client.inspecting = False
    packed = client.get("/", headers={"Accept-Encoding": "gzip"})
    assert packed.headers["Content-Encoding"] == "gzip"
    assert client.get("/").get_data() == indonesian
    kept = len(client.application.extensions[guest_pages.EXTENSION].pages)
    client.get("/", base_url="http://other.example")
    assert len(client.application.extensions[guest_pages.EXTENSION].pages) == kept + 1


def test_a_browser_that_has_the_page_gets_it_confirmed(client: Inspector, later: list[timedelta]) -> None:
    first = client.get("/")
    assert first.headers["Cache-Control"] == "private, no-cache"
    again = client.get("/", headers={"If-None-Match": first.headers["ETag"]})
    assert (again.status_code, again.get_data()) == (304, b"")


def test_a_page_that_holds_a_guard_is_not_kept(client: Inspector, later: list[timedelta]) -> None:
    pages = client.application.extensions[guest_pages.EXTENSION].pages
    assert "csrf_token" in client.get("/masuk").get_data(as_text=True)
    client.get("/lowongan")
    assert len(pages) == 0, "she has a session now, so nothing of hers is kept"


def test_the_shelf_is_never_longer_than_its_bound(
    client: Inspector, later: list[timedelta], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(guest_pages, "MOST", 3)
    for number in range(5):
        client.get(f"/lowongan?kata=kata{number}")
    pages = client.application.extensions[guest_pages.EXTENSION].pages
    assert [key[0].rpartition("=")[2] for key in pages] == ["kata2", "kata3", "kata4"]


def test_a_guest_looks_from_the_area_she_opened(client: Inspector, later: list[timedelta]) -> None:
    near, far = make_job(region_code=JATIRASA, title="Kerja dekat"), make_job(region_code=ARENJAYA, title="Kerja jauh")
    everywhere = client.page("/lowongan").text
    assert near.title in everywhere and far.title in everywhere and "Pilih kelurahan" in everywhere
    opened = client.get(AREA)
    (cookie,) = opened.headers.getlist("Set-Cookie")
    assert cookie.startswith("wilayah=jatirasa;") and "HttpOnly" in cookie and "SameSite=Lax" in cookie
    here = client.page("/lowongan")
    assert near.title in here.text and far.title not in here.text
    assert "Pilih kelurahan" not in here.text
    assert {"Kel. Jatirasa", "Kec. Jatiasih", "Kota Bekasi"} <= {link.text.strip() for link in here.every("a")}


def test_the_choice_of_one_guest_is_not_handed_to_another(app: Flask, later: list[timedelta]) -> None:
    job = make_job(region_code=ARENJAYA, title="Kerja jauh")
    make_job(region_code=JATIRASA)
    chosen, fresh = app.test_client(), app.test_client()
    first = chosen.get(AREA)
    assert first.headers.getlist("Set-Cookie") != []
    assert "Set-Cookie" in fresh.get(AREA).headers
    assert job.title not in chosen.get("/lowongan").text
    assert job.title in app.test_client().get("/lowongan").text


@pytest.mark.parametrize("slug", ["tidak-ada", "../../etc", "x" * 200, "Jatirasa"])
def test_a_place_that_is_none_is_as_no_choice(client: Inspector, slug: str) -> None:
    client.set_cookie(guest_pages.PLACE_COOKIE, slug)
    assert "Pilih kelurahan" in client.page("/lowongan").text
    assert client.get("/wilayah/tidak-ada").headers.getlist("Set-Cookie") == []


def test_a_member_keeps_her_own_area(client: Inspector) -> None:
    sign_in(client, job_seeker())
    assert all("wilayah=" not in cookie for cookie in client.get(AREA).headers.getlist("Set-Cookie"))


def test_a_fact_stored_after_a_later_numbered_one_shows_at_once(client: Inspector, later: list[timedelta]) -> None:
    job = make_job(title="Penjaga toko bangunan", status=JobStatus.DRAFT, published_at=None)
    numbered = (outbox.latest()[0] + 2, outbox.latest()[0] + 1)
    for number in numbered:
        assert job.title not in client.page("/lowongan").text
        with unit():
            db.session.add(OutboxMessage(id=number, kind="jobs.JobPublished", payload={"job_id": job.id}))
            if number == min(numbered):
                db.session.get_one(Job, job.id).status = JobStatus.OPEN
    assert job.title in client.page("/lowongan").text
