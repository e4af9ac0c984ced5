"""What finds nothing is counted by the day, and nobody can be found in it."""

from __future__ import annotations

from datetime import timedelta
from functools import partial

import pytest
from flask import Flask
from sqlalchemy import inspect, select

from community.foundation import clock
from community.foundation.database import db
from community.search import services as search
from community.wanted import emptiness, queries, services, tasks
from community.wanted.models import EmptySearch
from community.wanted.services.emptiness import COUNTING
from tests.factories import JATIRASA, make_account
from tests.inspector import Inspector
from tests.jobs.factories import make_job
from tests.members.factories import make_member
from tests.personas import job_seeker, sign_in
from tests.support import side_by_side, unit
from tests.wanted.factories import make_empty_search


@pytest.fixture(autouse=True)
def _index(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    app.extensions.pop(emptiness.EXTENSION, None)
    # So many groups that no two visitors of a test are in the same one.
    monkeypatch.setattr(emptiness, "GROUPS", 1 << 62)
    make_job(title="Kasir")
    search.rebuild()


def look(client: Inspector, words: str, **more: str) -> None:
    """Search and read the answer to its end."""
    client.get("/cari", query_string={"q": words, **more}).close()


def counted() -> dict[tuple[str, str], int]:
    db.session.rollback()
    return {(row.words, row.region_code): row.times for row in db.session.scalars(select(EmptySearch))}


def test_nothing_but_words_day_place_and_times_is_kept(app: Flask) -> None:
    assert {column["name"] for column in inspect(db.engine).get_columns("empty_searches")} == {
        "day", "words", "region_code", "times",
    }  # fmt: skip


def test_a_search_without_result_is_counted_in_one_spelling(client: Inspector) -> None:
    look(client, "  Pandai BESI ")
    look(client, "pandai besi jatirasa")
    assert counted() == {("pandai besi", ""): 1, ("pandai besi", JATIRASA): 1}


def test_what_finds_something_is_not_counted(client: Inspector) -> None:
    for words, kind in (("kasir", ""), ("kasir", "event"), ("jatirasa", ""), ("", "")):
        look(client, words, jenis=kind)
    assert counted() == {}


def test_one_person_counts_once_a_day(app: Flask, client: Inspector) -> None:
    for _time in range(3):
        look(client, "pandai besi")
    assert counted() == {("pandai besi", ""): 1}
    sari = job_seeker()
    for _time in range(3):
        phone = app.test_client()
        sign_in(phone, sari)
        look(phone, "pandai besi")
        look(phone, "pandai besi")
    assert counted() == {("pandai besi", ""): 2}


def test_a_machine_without_cookies_counts_once_a_day(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptiness, "MOST_A_DAY", 4)
    for _time in range(3):
        look(app.test_client(use_cookies=False), "pandai besi")
    assert counted() == {("pandai besi", ""): 1}
    for number in range(emptiness.MOST_A_DAY + 2):
        look(app.test_client(use_cookies=False), f"pandai{'abcdefghijklmnopqrstuvwxyz'[number]} besi")
    assert len(counted()) == emptiness.MOST_A_DAY


def test_a_browser_counts_a_few_a_day_at_most(app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptiness, "MOST_A_DAY", 4)
    look(client, "pandai besi")
    app.extensions.pop(emptiness.EXTENSION)
    for number in range(emptiness.MOST_A_DAY + 2):
        look(client, f"pandai{'abcdefghijklmnopqrstuvwxyz'[number]} besi")
    assert len(counted()) == emptiness.MOST_A_DAY


@pytest.mark.parametrize(
    "words",
    ["0812 3456 7890", "081234567890", "+62 812-3456", "3275091504900001", "sari@contoh.id", "www.contoh.com",
     "https://contoh.id/x", "jl melati 5", "gang haji", "rt 03 rw 05", "blok a", "perumahan indah", "no 12",
     "satu dua tiga empat lima enam tujuh", "x" * 40, "😀"],
)  # fmt: skip
def test_what_may_tell_who_or_where_is_not_kept(client: Inspector, words: str) -> None:
    assert emptiness.words_to_keep(words) == ""
    look(client, words)
    assert counted() == {}


def test_words_of_wishes_are_kept(app: Flask) -> None:
    for words in ("las bawah air", "kursus excel 2019", "nasi uduk", "k3 umum"):
        assert emptiness.words_to_keep(words) == words


def test_the_name_of_a_member_is_no_wish(client: Inspector) -> None:
    make_member(account={"call_name": "Wulandari"})
    search.rebuild()
    look(client, "wulandari")
    assert counted() == {}


def test_many_at_once_are_all_counted(app: Flask) -> None:
    def count(group: int) -> bool:
        with unit():
            return services.count_empty("pandai besi", "", group)

    assert side_by_side(app, [partial(count, group) for group in range(6)]) == [True] * 6
    assert sorted(side_by_side(app, [partial(count, 7)] * 4)) == [False, False, False, True]
    assert counted() == {("pandai besi", ""): 7}


def test_the_site_counts_so_much_an_hour(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    with unit():
        kept = [services.count_empty(f"kata {number}", "", 1) for number in range(COUNTING.most + 2)]
    assert kept.count(True) == COUNTING.most and kept[-2:] == [False, False]


def test_a_count_that_fails_is_not_felt(client: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_given: object) -> bool:
        raise RuntimeError("no room")

    monkeypatch.setattr(services, "count_empty", broken)
    look(client, "pandai besi")
    assert client.get("/cari?q=pandai besi").status_code == 200


def test_shown_from_three_times_on_summed_over_days(app: Flask) -> None:
    today = clock.today()
    make_empty_search("pandai besi", times=2)
    make_empty_search("las bawah air", times=2)
    make_empty_search("las bawah air", times=1, day=today - timedelta(days=3))
    make_empty_search("las bawah air", times=2, region_code=JATIRASA)
    assert [tuple(row) for row in queries.empty_searches()] == [("las bawah air", "", 3, today)]


def test_ninety_days_later_it_is_gone(app: Flask) -> None:
    make_empty_search("lama", day=clock.today() - timedelta(days=91))
    make_empty_search("baru", day=clock.today() - timedelta(days=90))
    tasks.forget_old()
    assert counted() == {("baru", ""): 3}


def test_one_person_on_three_days_is_one(app: Flask, client: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    sari = job_seeker()
    now = clock.now()
    for day in range(3):
        app.extensions.pop(emptiness.EXTENSION, None)
        with monkeypatch.context() as patch:
            patch.setattr(clock, "now", lambda moment=now + timedelta(days=day): moment)
            phone = app.test_client()
            sign_in(phone, sari)
            look(phone, "pandai besi")
            look(client, "tukang las bawah air")
    assert counted() == {("pandai besi", ""): 1, ("tukang las bawah air", ""): 1}
    assert list(queries.empty_searches()) == []


def test_three_people_are_three(app: Flask) -> None:
    for _number in range(3):
        phone = app.test_client()
        sign_in(phone, make_account())
        look(phone, "pandai besi")
    assert [tuple(row)[:3] for row in queries.empty_searches()] == [("pandai besi", "", 3)]


@pytest.mark.parametrize("words", ["wulandari", "Bu Wulandari", "wulandari kusuma", "kusuma"])
def test_the_name_of_anybody_here_is_no_wish_of_a_member_either(app: Flask, client: Inspector, words: str) -> None:
    """Somebody in no list: no search finds her, so that every search for her is one without result."""
    make_account(call_name="Bu Wulandari Kusuma")
    sign_in(client, job_seeker())
    look(client, words, jenis="job")
    look(app.test_client(), words)
    assert counted() == {}


def test_a_name_that_was_counted_before_is_not_listed(app: Flask) -> None:
    make_account(call_name="Bu Wulandari")
    for words in ("wulandari", "las bawah air", "bu", "wulandari las"):
        make_empty_search(words)
    assert {row.words for row in queries.empty_searches()} == {"las bawah air", "bu", "wulandari las"}


def test_a_group_is_one_of_few_and_needs_the_secret(app: Flask, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(emptiness, "GROUPS", 256)
    groups = [emptiness._group_of(f"account:{number}") for number in range(400)]
    assert set(groups) <= set(range(256)) and len(set(groups)) > 100
    monkeypatch.setitem(app.config, "SECRET_KEY", "another")
    assert [emptiness._group_of(f"account:{number}") for number in range(400)] != groups
