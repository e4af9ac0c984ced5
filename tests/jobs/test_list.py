"""What the list of vacancies tells: how many, in which order, how far, since when, and what was typed wrongly."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from flask.testing import FlaskClient

from community.foundation import clock
from tests.factories import ARENJAYA, JATIRASA, make_account
from tests.jobs.factories import make_job
from tests.pages import Node
from tests.personas import sign_in

MONDAY = datetime(2026, 11, 23, 5, tzinfo=UTC)


def _titles(page: Node) -> list[str]:
    return [heading.text for heading in page.every("h2") if "offer-title" in heading.get("class")]


def test_how_many_and_since_when(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: MONDAY)
    for _number in range(3):
        make_job(published_at=MONDAY - timedelta(days=3))
    page = client.page("/lowongan").text
    assert "3 lowongan, terbaru dulu" in page
    assert "Dipasang Jum, 20 Nov 2026 · lamar sampai Sen, 7 Des 2026" in page


def test_what_was_opened_last_stands_first_on_every_page(client: FlaskClient) -> None:
    # What was written first was a draft for long; two were opened in each moment.
    for age in (30, *range(30), *range(31, 45)):
        make_job(title=f"Umur {age}", published_at=MONDAY - timedelta(days=age // 2))
    first = client.page("/lowongan")
    shown, older = _titles(first), first
    while links := [link for link in older.every("a") if "setelah=" in link.get("href")]:
        older = client.page(links[-1].get("href"))
        shown += _titles(older)
    days = [int(title.split()[1]) // 2 for title in shown]
    assert days == sorted(days)
    assert sorted(shown) == sorted(f"Umur {age}" for age in range(45))


def test_a_filter_counts_what_it_leaves(client: FlaskClient) -> None:
    make_job(title="Kasir")
    make_job(title="Kurir")
    assert "1 lowongan, terbaru dulu" in client.page("/lowongan?kata=kasir").text


def test_a_member_sees_how_far_it_is(client: FlaskClient) -> None:
    make_job(region_code=ARENJAYA)
    sign_in(client, make_account(home_code=JATIRASA))
    assert " km" in client.page("/lowongan").text


def test_wrong_money_is_told_beside_the_field(client: FlaskClient) -> None:
    make_job()
    page = client.page("/lowongan?upah=banyak")
    (field,) = [one for one in page.every("input") if one.get("name") == "upah"]
    assert (field.get("value"), field.get("aria-invalid")) == ("banyak", "true")
    assert "Tulis jumlah uang seperti" in page.text
    assert "Tulis jumlah uang seperti" not in client.page("/lowongan?upah=3jt").text
