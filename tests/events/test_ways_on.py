"""The organiser's table, and what a page offers where an event is full, over or missing."""

from __future__ import annotations

from datetime import timedelta

from community.accounts.models import Purpose
from community.accounts.services import give_consent
from community.events.models import EventStatus, SignUpState
from community.foundation import clock
from tests.events.factories import make_event, make_sign_up
from tests.factories import make_account
from tests.personas import acting, coordinator, sign_in
from tests.support import unit


def test_the_organisers_table_tells_state_places_and_ways(client):
    draft = make_event(title="Masih draf", status=EventStatus.DRAFT)
    full = make_event(title="Sudah penuh", places=2, taken=2)
    off = make_event(title="Tidak jadi", status=EventStatus.CANCELLED)
    sign_in(client, coordinator())
    page = client.page("/acara/kelola")
    rows = [" ".join(row.text.split()) for row in page.every("tr")][1:]
    told = {title: next(row for row in rows if title in row) for title in ("Masih draf", "Sudah penuh", "Tidak jadi")}
    assert "Draf" in told["Masih draf"] and "Ubah" in told["Masih draf"] and "Poster" not in told["Masih draf"]
    assert "Penuh" in told["Sudah penuh"] and "2 dari 2" in told["Sudah penuh"] and "Poster" in told["Sudah penuh"]
    assert "Dibatalkan" in told["Tidak jadi"] and "Ubah" not in told["Tidak jadi"]
    links = [link.get("href") for link in page.every("a")]
    assert all(f"/acara/{event.public_id}/peserta" in links for event in (draft, full, off))


def test_an_event_that_is_over_names_the_next_ones_around(client):
    over = make_event(starts_at=clock.now() - timedelta(days=2), title="Sudah selesai")
    make_event(title="Minggu depan juga ada")
    page = client.page(f"/acara/{over.public_id}")
    assert "Acara berikutnya di sekitar" in page.text and "Minggu depan juga ada" in page.text
    assert "Acara berikutnya di sekitar" not in client.page(f"/acara/{make_event().public_id}").text


def test_a_full_event_tells_guests_how_many_wait_and_the_waiting_where_news_appears(client):
    event = make_event(places=1, taken=1)
    sari, other = make_account(consents=[]), make_account()
    here = f"/acara/{event.public_id}"
    assert "orang menunggu" not in client.page(here).text
    for account in (sari, other):
        make_sign_up(event, account, state=SignUpState.WAITING)
    assert "Masuk daftar tunggu (2 orang menunggu)" in client.page(here).text
    sign_in(client, sari)
    assert "Kabarnya muncul di Kabar" in client.page(here).text
    with unit():
        give_consent(Purpose.MESSAGES, actor=acting(sari))
    assert "kami kirimi pesan" in client.page(here).text


def test_a_day_without_events_names_the_nearest(client, monkeypatch):
    noon = clock.now().replace(hour=5)
    monkeypatch.setattr(clock, "now", lambda: noon)
    make_event(title="Ngopi produk", starts_at=noon + timedelta(hours=25))
    text = " ".join(client.page("/acara?kapan=hari-ini&wilayah=jatirasa").text.split())
    assert "Hari ini tidak ada acara di Kel. Jatirasa Yang terdekat: Ngopi produk · Besok 13." in text
