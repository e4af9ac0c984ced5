"""The pages of events, opened and filled in as people do."""

from __future__ import annotations

from datetime import timedelta

import pytest
from icalendar import Calendar

from community.events import queries
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.foundation import clock
from community.foundation.database import db
from tests.events.factories import make_event, make_sign_up
from tests.factories import ARENJAYA, DISTRICT_JATIASIH, JATIRASA, make_account
from tests.personas import coordinator, job_seeker, sign_in
from tests.support import count_queries, send_bare


def today_event(**fields) -> Event:
    return make_event(starts_at=clock.now() + timedelta(minutes=1), **fields)


def test_list_starts_at_home_and_widens_by_itself(client):
    far = make_event(title="Jauh", region_code=ARENJAYA)
    sign_in(client, job_seeker())
    with count_queries() as statements:
        page = client.page("/acara")
    assert "Jauh" in page.text and "Acara di Kota Bekasi" in page.text and len(statements) <= 8
    make_event(title="Sekecamatan", region_code=DISTRICT_JATIASIH)
    page = client.page("/acara")
    assert "Sekecamatan" in page.text and far.title not in page.text
    make_event(title="Dekat rumah", region_code=JATIRASA)
    page = client.page("/acara")
    assert "Dekat rumah" in page.text and "Sekecamatan" not in page.text
    wider = next(link.get("href") for link in page.every("a") if link.text == "Kec. Jatiasih")
    assert "Sekecamatan" in client.page(wider).text


def test_an_empty_place_names_the_next_step(client):
    page = client.page("/acara?wilayah=jatirasa")
    assert "Belum ada acara di Kel. Jatirasa" in page.text
    assert [link for link in page.every("a") if "Lihat acara di Kec. Jatiasih" in link.text]
    assert "Buka komunitas" in client.page("/acara").text


def test_filters_by_words_and_days(client):
    now = clock.now()
    make_event(title="Foto produk pakai HP", starts_at=now + timedelta(days=2))
    make_event(title="Tanam hidroponik", starts_at=now + timedelta(days=20), topics=["hidroponik"])
    text = client.page("/acara?kata=foto").text
    assert "Foto produk pakai HP" in text and "Tanam" not in text
    assert "Tanam" in client.page("/acara?kata=hidroponik").text
    text = client.page("/acara?kapan=7-hari").text
    assert "Foto produk" in text and "Tanam" not in text
    assert "Tanam" in client.page("/acara?kapan=30-hari").text
    for span in ("hari-ini", "besok", "akhir-pekan"):
        client.page(f"/acara?kapan={span}")


def test_list_is_paged_without_gaps_and_costs_the_same(client):
    costs = []
    for number in range(45):
        make_event(title=f"Nomor-{number:02d}-", starts_at=clock.now() + timedelta(days=3))
    seen, path = set(), "/acara"
    while path:
        with count_queries() as statements:
            page = client.page(path)
        costs.append(len(statements))
        seen |= {number for number in range(45) if f"Nomor-{number:02d}-" in page.text}
        path = next((link.get("href") for link in page.every("a") if link.get("rel") == "next"), None)
    assert seen == set(range(45)) and max(costs) <= 4


def test_sign_up_shows_code_and_cancelling_gives_it_back(client):
    event, me = make_event(places=2), job_seeker()
    sign_in(client, me)
    here = f"/acara/{event.public_id}"
    assert client.fill(here, "daftar").status_code == 303
    page = client.page(here)
    code = queries.sign_up_of(event.id, me.id).code
    assert f"{code[:3]} {code[3:]}" in page.text
    assert [svg for svg in page.every("svg") if "Kode peserta" in svg.text]
    assert "Sisa 1 tempat" in page.text
    assert event.title in client.page("/acara/saya").text
    assert client.fill(here, "batal").status_code == 303
    assert "Sisa 2 tempat" in client.page(here).text


def test_full_event_leads_to_the_waiting_list_with_its_place(client):
    event = make_event(places=1)
    make_sign_up(event, make_account())
    make_sign_up(event, make_account(), state=SignUpState.WAITING)
    sign_in(client, job_seeker())
    here = f"/acara/{event.public_id}"
    assert "Masuk daftar tunggu" in client.page(here).text
    client.fill(here, "daftar")
    page = client.page(here)
    assert "Anda nomor 2 di daftar tunggu" in page.text
    assert not list(page.every("title"))[1:] or "Kode peserta" not in page.text


def test_guest_is_led_to_sign_in_and_writes_nothing(client):
    event = make_event()
    page = client.page(f"/acara/{event.public_id}")
    assert "Masuk untuk mendaftar" in page.text
    assert send_bare(client, f"/acara/{event.public_id}/daftar").status_code == 303
    assert db.session.query(SignUp).count() == 0
    assert client.get(f"/acara/{event.public_id}/daftar").status_code == 405


def test_event_page_costs_few_queries(client):
    event, officer = make_event(), coordinator()
    for _ in range(25):
        make_sign_up(event, make_account())
    make_sign_up(event, officer)
    sign_in(client, officer)
    path = f"/acara/{event.public_id}"
    with count_queries() as statements:
        client.page(path)
    assert len(statements) <= 4
    with count_queries() as statements:
        client.page(f"{path}/peserta")
    assert len(statements) <= 6


def form_values(**changes) -> dict[str, str]:
    day = (clock.today() + timedelta(days=10)).isoformat()
    return {
        "title": "Klinik NIB",
        "description": "Kami **dampingi**.",
        "day": day,
        "starts": "09:00",
        "ends": "11:00",
        "region": JATIRASA,
        "place": "Aula Kelurahan",
        "landmark": "seberang masjid",
        "places": "25",
        "organiser_name": "Kelurahan Jatirasa",
        "topics": "NIB",
        **changes,
    }


def test_coordinator_drafts_opens_copies_and_cancels(client):
    sign_in(client, coordinator())
    drafted = client.fill("/acara/baru", **form_values())
    assert drafted.status_code == 303
    here = drafted.location
    assert "Ini masih draf" in client.page(here).text
    other = client.application.test_client()
    assert other.get(here).status_code == 404
    assert client.fill(here, "buka").status_code == 303
    page = client.page(here)
    assert "09.00–11.00 WIB" in page.text and "Patokan: seberang masjid" in page.text
    assert other.get(here).status_code == 200
    public_id = here.rsplit("/", 1)[1]
    _address, copied = client.find_form(f"/acara/baru?dari={public_id}")
    assert copied["title"] == ["Klinik NIB"] and copied["day"] == [""]
    assert "Klinik NIB" in client.page("/acara/kelola").text
    assert client.fill(f"{here}/batalkan", reason="").status_code == 422
    assert client.fill(f"{here}/batalkan", reason="Aula banjir").status_code == 303
    assert "Aula banjir" in client.page(here).text
    assert "Klinik NIB" not in client.page("/acara").text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"last_day": clock.today().isoformat()}, "Hari terakhir tidak boleh"),
        ({"last_day": (clock.today() + timedelta(days=60)).isoformat()}, "dua minggu"),
        ({"last_day": "besok"}, "Tulis tanggalnya lengkap"),
        ({"day": "bukan tanggal"}, "Tulis tanggalnya lengkap"),
        ({"day": "0001-01-01"}, "dua tahun"),
        ({"day": "9999-12-31"}, "dua tahun"),
        ({"starts": "25:99"}, "Tulis jamnya"),
        ({"ends": "08:00"}, "sesudah jam mulai"),
        ({"places": "0"}, "Isi antara 1"),
        ({"places": "99999999999999999999"}, "Tulis angka saja"),
        ({"places": "lima"}, "Tulis angka saja"),
        ({"title": ""}, "Tulis nama acaranya."),
        ({"title": "x" * 5000}, "Terlalu panjang"),
        ({"region": ARENJAYA}, "Di wilayah mana?"),
        ({"region": "99.99"}, "Di wilayah mana?"),
    ],
)
def test_wrong_input_is_explained_and_kept(client, changes, sentence):
    sign_in(client, coordinator())
    answer = client.fill("/acara/baru", **form_values(**changes))
    assert answer.status_code == 422
    html = answer.get_data(as_text=True)
    assert sentence in html and "Kami **dampingi**." in html
    assert db.session.query(Event).count() == 0


def test_members_reach_no_desk(client):
    event = make_event()
    sign_in(client, job_seeker())
    for path in ("/acara/baru", "/acara/kelola", f"/acara/{event.public_id}/peserta"):
        assert client.get(path).status_code == 403


def test_door_by_code_and_by_list(client):
    event = today_event()
    make_sign_up(event, make_account(call_name="Bu Ningsih"), code="K7M2QP")
    make_sign_up(event, make_account(call_name="Pak Tono"), code="ABCDEF")
    sign_in(client, coordinator())
    door = f"/acara/{event.public_id}/peserta"
    assert "K7M2QP" in str(client.find_form(f"{door}?kode=K7M2QP", "/peserta")[1])
    assert client.post(door, data={**client.find_form(door, "/peserta")[1], "code": "SALAHX"}).status_code == 422
    sent = client.fill(door, "/peserta", code="k7m 2qp")
    assert sent.status_code == 303
    page = client.page(door)
    assert "Bu Ningsih hadir. Selamat datang!" in page.text
    assert client.fill(door, "/hadir").status_code == 303
    assert queries.attendance(event.id)["present"] == 2
    assert client.fill(door, "/belum-hadir").status_code == 303
    assert queries.attendance(event.id)["present"] == 1
    assert "Pak Tono" in client.page(f"{door}?kata=tono").text
    assert "Bu Ningsih" not in client.page(f"{door}?kata=tono").text
    assert "Pak Tono" in client.page(f"/acara/{event.public_id}/daftar-hadir").text


def test_phone_of_an_attendee_after_a_written_look_only(client):
    event = make_event()
    own = make_sign_up(event, make_account(phone="+6281311112222"))
    sign_in(client, coordinator())
    door = f"/acara/{event.public_id}/peserta"
    assert "0813-1111-2222" not in client.page(f"{door}?nomor={own.public_id}").text
    shown = client.fill(door, "/nomor")
    assert "0813-1111-2222" in client.page(shown.location).text
    assert "0813-1111-2222" not in client.page(door).text


def test_calendar_file_holds_public_fields_only(client):
    event = make_event(title="Klinik; NIB, gratis\r\nATTENDEE:jahat", description="rahasia")
    make_sign_up(event, make_account(call_name="Bu Ningsih"))
    answer = client.get(f"/acara/{event.public_id}/acara.ics")
    assert answer.mimetype == "text/calendar"
    assert "attachment" in answer.headers["Content-Disposition"]
    (entry,) = Calendar.from_ical(answer.data).walk("VEVENT")
    assert entry["dtstart"].dt == event.starts_at.replace(microsecond=0)
    assert "ATTENDEE" not in entry and b"Ningsih" not in answer.data and b"rahasia" not in answer.data
    draft = make_event(status=EventStatus.DRAFT)
    assert client.get(f"/acara/{draft.public_id}/acara.ics").status_code == 404


def test_poster_is_for_open_events(client):
    event = make_event(title="Kerja bakti <b>besar</b>")
    page = client.page(f"/acara/{event.public_id}/poster")
    assert "Kerja bakti <b>besar</b>" in page.text
    draft = make_event(status=EventStatus.DRAFT)
    assert client.get(f"/acara/{draft.public_id}/poster").status_code == 404


def test_form_sets_only_what_it_shows(client):
    """Mass assignment: columns that are no field of the form keep their values."""
    event = make_event()
    sign_in(client, coordinator())
    address, sent = client.find_form(f"/acara/{event.public_id}/ubah")
    extra = {"taken": "9", "status": "cancelled", "organiser_id": "1", "public_id": "x", "cancel_reason": "x"}
    assert client.post(address, data={**sent, **extra}).status_code == 303
    db.session.expire_all()
    same = db.session.get_one(Event, event.id)
    assert (same.taken, same.status, same.cancel_reason) == (0, EventStatus.OPEN, "")
    assert same.organiser_id == event.organiser_id and same.public_id == event.public_id


@pytest.mark.parametrize(
    "query",
    [
        "setelah=%FF",
        "setelah=WyIyMDI2LTExLTIzVDA5OjAwIiwgMV0",
        "setelah=WyI5OTk5LTEyLTMxVDIzOjU5OjU5LTIzOjU5IiwgMV0",
        "kapan=x",
        "kata=%25",
        "wilayah=../x",
        "kata=" + "a" * 9000,
    ],
)
def test_odd_parameters_do_no_harm(client, query):
    make_event()
    assert client.get(f"/acara?{query}").status_code == 200
