"""What "Hari ini" tells each person: what waits for her, then her own task."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest
from flask.testing import FlaskClient

from community.businesses.models import Business, BusinessStatus, TeamInvitation
from community.communities.models import MembershipState
from community.foundation import clock
from community.foundation.database import db
from community.foundation.languages import format_date, format_moment
from community.jobs.models import ApplicationState, ApplicationStep
from community.mentoring.models import RequestState
from community.programmes.models import ProgrammeApplicationState, ProgrammeStatus
from tests.communities.factories import make_community, make_stay
from tests.events.factories import make_event, make_sign_up
from tests.factories import ARENJAYA, JATIRASA, make_account
from tests.jobs.factories import make_application, make_employer, make_job
from tests.mentoring.factories import make_mentor, make_request
from tests.personas import city_admin, coordinator, job_seeker, sign_in, umkm_owner
from tests.programmes.factories import make_programme, make_programme_application, make_startup
from tests.support import count_queries, unit

NOON = datetime(2026, 11, 23, 5, 0, tzinfo=clock.now().tzinfo)


def today(client: FlaskClient, account: object) -> str:
    """The words of the page, as this person reads it."""
    sign_in(client, account)  # type: ignore[arg-type]
    return " ".join(client.page("/hari-ini").text.split())


def test_who_waits_for_an_answer_is_named_with_since_when(client: FlaskClient) -> None:
    yanti, day = umkm_owner(), clock.now() - timedelta(days=3)
    job = make_job(make_employer(yanti), title="Juru masak")
    rian = make_application(job, make_account(call_name="Rian"), sent_at=day)
    make_application(job, make_account(call_name="Tono"), state=ApplicationState.DECLINED)
    make_application(job, make_account(call_name="Wati"), state=ApplicationState.WITHDRAWN)
    text = today(client, yanti)
    assert "1 hal menunggu Anda" in text
    assert f"Jawab Rian Juru masak · menunggu sejak {format_date(day)}" in text
    assert "Lowongan Anda" in text and "2 pelamar · 1 menunggu Anda" in text
    assert "Tono" not in text and "Wati" not in text
    links = [link.get("href") for link in client.page("/hari-ini").every("a")]
    assert f"/lamaran/{rian.public_id}" in links


def test_a_startup_a_mentor_and_an_invited_person_see_who_waits(client: FlaskClient) -> None:
    dimas = make_account(call_name="Dimas", intents=["usaha"])
    programme = make_programme(make_startup(dimas), title="Warung Naik Kelas")
    make_programme_application(programme, make_account(call_name="Sari"))
    make_programme_application(programme, make_account(call_name="Joko"), state=ProgrammeApplicationState.ACCEPTED)
    wulan = make_mentor(dimas)
    asked = make_request(wulan, make_account(call_name="Yanti"))
    make_request(wulan, make_account(call_name="Rini"), state=RequestState.ACCEPTED)
    shop = make_employer(make_account(call_name="Bu Ani"), name="Dapur Ani")
    with unit():
        db.session.add(TeamInvitation(business_id=shop.id, account_id=dimas.id))
    text = today(client, dimas)
    assert "3 hal menunggu Anda" in text
    assert "Jawab Sari Warung Naik Kelas · menunggu sejak" in text
    assert "Bimbingan pembukuan usaha kecil · jawab" in text
    assert f"jawab sebelum {format_moment(asked.expires_at)}" in text and "Jawab permintaan Yanti" in text
    assert "Jawab ajakan Bu Ani masuk tim Dapur Ani" in text
    assert "2 pendaftar · 1 menunggu Anda" in text
    assert "Yang Anda bimbing" in text and "Rini" in text


def test_an_officer_sees_her_regions_and_who_waits_there_alone(client: FlaskClient) -> None:
    rahmat = coordinator()
    make_event(title="Ngopi produk", starts_at=clock.now() + timedelta(hours=30), places=40, taken=17)
    make_event(title="Jauh di sana", starts_at=clock.now() + timedelta(hours=30), region_code=ARENJAYA)
    make_event(title="Minggu depan", starts_at=clock.now() + timedelta(days=6))
    for community, name in ((make_community(region_code=JATIRASA), "Sini"), (make_community(region_code=ARENJAYA), "")):
        make_stay(community, make_account(call_name=name or "Sana"), state=MembershipState.WAITING)
    text = today(client, rahmat)
    around = text.index("Acara di") if "Acara di" in text else len(text)
    mine = text[text.index("Wilayah Anda") : around]
    assert "Daftar hadir: Ngopi produk" in mine and "17 dari 40 tempat terisi" in mine
    assert "Jauh di sana" not in mine and "Minggu depan" not in mine
    assert "Meja petugas" in mine
    assert text.count("orang ingin bergabung") == 1 and "1 hal menunggu Anda" in text


def test_an_admin_reviews_programmes_of_her_regions(client: FlaskClient) -> None:
    make_programme(make_startup(), title="Magang digital", status=ProgrammeStatus.REVIEW)
    assert "Tinjau program “Magang digital”" in today(client, city_admin())
    assert "Tinjau program" not in today(client, coordinator())


def test_many_programmes_to_review_are_one_calm_line(client: FlaskClient) -> None:
    hendra, startup, day = city_admin(), make_startup(), clock.now() - timedelta(days=40)
    for number in range(22):
        make_programme(startup, status=ProgrammeStatus.REVIEW, created_at=day + timedelta(days=number))
    text = today(client, hendra)
    assert f"22 program menunggu ditinjau yang paling lama sejak {format_date(day)}" in text
    assert "1 hal menunggu Anda" in text and "Tinjau program" not in text
    assert "/program/tinjau" in [link.get("href") for link in client.page("/hari-ini").every("a")]


def test_a_place_of_tomorrow_tells_hour_and_code(client: FlaskClient, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(clock, "now", lambda: NOON)
    sari = job_seeker()
    event = make_event(title="Ngopi produk", starts_at=NOON + timedelta(hours=25), place="Aula Jatiasih")
    make_sign_up(event, sari, code="WKZM2S")
    make_sign_up(make_event(title="Minggu depan", starts_at=NOON + timedelta(days=6)), sari)
    text = today(client, sari)
    assert "Besok 13.00 WIB: Ngopi produk Tunjukkan kode WKZ M2S di Aula Jatiasih" in text
    assert "1 hal menunggu Anda" in text


def test_what_is_soon_comes_first_and_the_sixth_is_folded_away(client: FlaskClient) -> None:
    yanti = umkm_owner()
    job = make_job(make_employer(yanti))
    for number in range(7):
        sent = clock.now() - timedelta(days=number + 1)
        make_application(job, make_account(call_name=f"Pelamar{number}"), sent_at=sent)
    make_sign_up(make_event(title="Ngopi produk", starts_at=clock.now() + timedelta(hours=2)), yanti)
    text = today(client, yanti)
    assert "8 hal menunggu Anda" in text and "dan 3 lagi" in text
    order = [text.index(name) for name in ("Ngopi produk", "Pelamar6", "Pelamar3", "dan 3 lagi", "Pelamar2")]
    assert order == sorted(order)


def test_a_phone_to_confirm_waits_and_a_profile_to_fill_does_not(client: FlaskClient) -> None:
    sari = make_account(call_name="Sari", phone_confirmed_at=None)
    text = today(client, sari)
    assert "1 hal menunggu Anda" in text and "Pastikan nomor HP" in text
    assert text.index("Pastikan nomor HP") < text.index("Lengkapi profil supaya")
    settled = today(client, make_account(call_name="Rini", phone_confirmed_at=clock.now()))
    assert "tidak ada yang menunggu Anda" in settled and "Lengkapi profil supaya" in settled


def test_a_job_seeker_follows_her_applications(client: FlaskClient) -> None:
    sari = job_seeker()
    make_application(make_job(title="Kasir"), sari, state=ApplicationState.READ)
    make_application(make_job(title="Tukang"), sari, state=ApplicationState.WITHDRAWN)
    text = today(client, sari)
    mine = text[text.index("Lamaran saya") :]
    assert "Kasir" in mine and "Dibaca" in mine and "Tukang" not in mine[: mine.index("Kel.")]


def test_an_interview_and_an_offer_wait_for_the_applicant_with_their_day(client: FlaskClient) -> None:
    sari, day = job_seeker(), clock.now() - timedelta(days=2)
    shop = make_employer(name="Dapur Ani")
    invited = make_application(make_job(shop, title="Kasir"), sari, state=ApplicationState.INTERVIEW)
    make_application(make_job(shop, title="Tukang roti"), sari, state=ApplicationState.OFFERED, sent_at=day)
    make_application(make_job(title="Lama"), sari, state=ApplicationState.OFFERED, sent_at=day - timedelta(days=60))
    make_application(make_job(shop, title="Juru masak"), sari, state=ApplicationState.ACCEPTED)
    with unit():
        for state, at in ((ApplicationState.READ, day - timedelta(days=1)), (ApplicationState.INTERVIEW, day)):
            db.session.add(ApplicationStep(application_id=invited.id, state=state, actor_id=shop.owner_id, at=at))
    text = today(client, sari)
    told = f"Dapur Ani · diundang {format_date(day)}"
    assert f"Wawancara: Kasir {told}" in text and f"Tawaran kerja: Tukang roti {told}" in text
    assert "2 hal menunggu Anda" in text and text.count("Kasir") == 1
    with unit():
        db.session.get_one(Business, shop.id).status = BusinessStatus.HIDDEN
    assert "tidak ada yang menunggu Anda" in today(client, sari)


def test_saya_is_grouped_counts_what_there_is_and_leaves_out_what_nobody_asked_for(client: FlaskClient) -> None:
    sari = make_account(call_name="Sari", intents=["kerja"])
    for _number in range(2):
        make_application(make_job(), sari)
    make_sign_up(make_event(), sari)
    make_sign_up(make_event(starts_at=clock.now() - timedelta(days=3)), sari)
    sign_in(client, sari)
    page = client.page("/saya")
    assert [node.text for node in page.every("h2")] == ["Kerja", "Warga dan acara", "Akun"]
    rows = [" ".join(node.text.split()) for node in page.every("li")]
    assert next(row for row in rows if row.startswith("Lamaran saya")).endswith("2")
    assert next(row for row in rows if row.startswith("Acara saya")).endswith("1")
    assert "Usaha saya" not in page.text and "Pelatihan saya" not in page.text
    sign_in(client, umkm_owner())
    with count_queries() as statements:
        owner = client.page("/saya")
    assert "Usaha saya" in owner.text and "Lowongan saya" in owner.text and "Lamaran saya" not in owner.text
    assert len(statements) <= 6


def test_an_officer_finds_her_duties_first(client: FlaskClient) -> None:
    sign_in(client, coordinator())
    page = client.page("/saya")
    assert next(page.every("h2")).text == "Tugas petugas"
    headings = [node.text for node in page.every("h2", "li")]
    assert headings[headings.index("Tugas petugas") + 1].startswith("Meja petugas")


def test_an_area_of_which_nothing_is_counted_yet_shows_no_empty_card(client: FlaskClient) -> None:
    sign_in(client, make_account())
    assert '<section class="card' not in client.get("/hari-ini").get_data(as_text=True)
