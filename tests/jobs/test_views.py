"""Vacancies in a browser without JavaScript."""

from __future__ import annotations

from datetime import timedelta

import pytest
from flask import Flask

from community.businesses.models import BusinessStatus
from community.foundation import clock
from community.foundation.database import db
from community.jobs import queries
from community.jobs.models import Application, ApplicationState, JobStatus
from community.jobs.words import education_name
from community.members.forms import EDUCATION_WORDS
from community.members.models import Education
from community.programmes.words import education_words
from tests.factories import ARENJAYA, JATIRASA, make_account
from tests.inspector import Inspector
from tests.jobs.factories import make_application, make_employer, make_job
from tests.members.factories import make_member
from tests.personas import coordinator, job_seeker, sign_in, umkm_owner
from tests.support import count_queries, send_bare, unit


def test_an_employer_writes_and_opens_a_vacancy(client: Inspector) -> None:
    owner = umkm_owner()
    make_employer(owner, name="Nasi Uduk Bu Yanti")
    sign_in(client, owner)
    sent = client.fill(
        "/lowongan/baru",
        title="Juru masak pagi",
        description="Memasak nasi uduk.",
        pay_from="3,5jt",
        pay_unit="bulan",
        skills="memasak",
        closes_on=(clock.today() + timedelta(days=10)).isoformat(),
    )
    assert sent.status_code == 303
    address = sent.location
    assert "Draf" in client.page(address).text
    assert client.fill(address, "/tayang").status_code == 303
    guest = client.application.test_client()
    page = guest.get(address).get_data(as_text=True)
    assert "Rp3.500.000 per bulan" in page
    assert "Juru masak pagi" in guest.get("/lowongan").get_data(as_text=True)


def test_what_was_typed_stays_when_something_is_wrong(client: Inspector) -> None:
    owner = umkm_owner()
    make_employer(owner)
    sign_in(client, owner)
    response = client.fill("/lowongan/baru", title="Kasir", description="Jaga toko", pay_from="banyak")
    page = response.get_data(as_text=True)
    assert response.status_code == 422
    assert "Jaga toko" in page and 'value="banyak"' in page
    assert queries.managed_by(owner.id) == []


def test_applying_and_being_answered(client: Inspector, app: Flask) -> None:
    owner, seeker = umkm_owner(), job_seeker()
    job = make_job(make_employer(owner), question="Bisa mulai kapan?")
    sign_in(client, seeker)
    refused = client.fill(f"/lowongan/{job.public_id}/lamar", message="Saya siap.")
    assert refused.status_code == 422 and "Saya siap." in refused.get_data(as_text=True)
    sent = client.fill(f"/lowongan/{job.public_id}/lamar", message="Saya siap.", answer="Senin depan")
    assert "Terkirim" in client.page(sent.location).text
    employer = app.test_client()
    sign_in(employer, owner)
    assert "Senin depan" in employer.page(sent.location).text
    employer.fill(sent.location, "/jawab", to="interview", note="Datang Selasa jam 9.")
    seen = client.page(sent.location).text
    assert seen.index("Datang Selasa jam 9.") < seen.index("Saya siap.")
    assert "0812" not in employer.page(sent.location).text
    tap = employer.find_form(sent.location, "/nomor")
    for _tap in range(2):
        shown = employer.post(tap[0], data=tap[1])
        assert shown.status_code == 303 and "0812" in employer.page(shown.location).text


def test_an_employer_reads_how_far_and_where_to_an_applicant_goes(client: Inspector) -> None:
    owner, applicant = umkm_owner(), make_member()
    application = make_application(make_job(make_employer(owner)), applicant)
    sign_in(client, owner)
    page = client.page(f"/lamaran/{application.public_id}").text
    assert "sampai 5 km" in page and "Jatiasih, Rawalumbu" in page


@pytest.mark.parametrize("step", list(Education))
def test_every_step_of_schooling_has_a_name(app: Flask, step: Education) -> None:
    with app.test_request_context():
        assert education_name(step) != step.value
        assert education_words(step) != step.value
        assert str(EDUCATION_WORDS[step])


def test_an_applicant_does_not_answer_herself(client: Inspector) -> None:
    seeker = job_seeker()
    application = make_application(make_job(), seeker)
    sign_in(client, seeker)
    path = f"/lamaran/{application.public_id}/jawab"
    assert send_bare(client, path, to="offered", note="x" * 5000).status_code == 403


def test_an_officer_says_why_a_vacancy_closes(client: Inspector) -> None:
    job = make_job(region_code=JATIRASA)
    sign_in(client, coordinator())
    path = f"/lowongan/{job.public_id}/tutup"
    assert client.fill(path).status_code == 422
    assert queries.get_job(job.public_id)[0].status == JobStatus.OPEN
    assert client.fill(path, reason="Penipuan\x00").status_code == 303
    assert queries.get_job(job.public_id)[0].status == JobStatus.CLOSED


def test_a_draft_and_a_strangers_application_do_not_exist_for_others(client: Inspector) -> None:
    draft = make_job(status=JobStatus.DRAFT, published_at=None)
    application = make_application(make_job())
    sign_in(client, make_account())
    assert client.get(f"/lowongan/{draft.public_id}").status_code == 404
    assert client.get(f"/lowongan/{draft.public_id}/ubah").status_code == 404
    assert client.get(f"/lamaran/{application.public_id}").status_code == 404


@pytest.mark.parametrize("verb", ["jawab", "tarik", "nomor"])
def test_a_stranger_moves_no_application(client: Inspector, verb: str) -> None:
    application = make_application(make_job(), state=ApplicationState.INTERVIEW)
    sign_in(client, make_account())
    client.application.config["WTF_CSRF_ENABLED"] = False
    try:
        answer = client.post(f"/lamaran/{application.public_id}/{verb}", data={"to": "offered", "note": "x"})
    finally:
        client.application.config["WTF_CSRF_ENABLED"] = True
    assert answer.status_code == 404
    db.session.expire_all()
    assert db.session.get_one(Application, application.id).state == ApplicationState.INTERVIEW


def test_the_list_begins_in_my_kelurahan_and_widens_when_empty(client: Inspector) -> None:
    here, there = make_job(region_code=JATIRASA), make_job(region_code=ARENJAYA)
    sign_in(client, job_seeker())
    page = client.page("/lowongan").text
    assert here.title in page and there.title not in page
    city = client.page("/lowongan?wilayah=kota-bekasi").text
    assert there.title in city
    seeker_elsewhere = client.application.test_client()
    sign_in(seeker_elsewhere, make_account(home_code="32.75.05.1001"))
    assert here.title in seeker_elsewhere.get("/lowongan").get_data(as_text=True)


@pytest.mark.parametrize(
    "query",
    [
        "wilayah=%00", "kata=%25%27%22", "upah=abc", "upah=99999999999999999999", "jenis=x&jenis=y", "waktu=[]",
        "setelah=zzz", "setelah=WzFd", "setelah=Wy0xXQ", "setelah=" + "A" * 5000, "kata=" + "a" * 10000,
    ],
)  # fmt: skip
def test_hostile_parameters_get_an_answer(client: Inspector, query: str) -> None:
    make_job()
    assert client.get(f"/lowongan?{query}").status_code in {200, 400, 404}


def test_the_list_costs_the_same_for_three_and_forty_rows(client: Inspector) -> None:
    business = make_employer()
    client.get("/lowongan")
    for _index in range(3):
        make_job(business)
    with count_queries() as few:
        client.get("/lowongan")
    for _index in range(40):
        make_job(business)
    with count_queries() as many:
        client.get("/lowongan")
    assert len(few) == len(many) <= 8


def test_paging_shows_every_vacancy_once(client: Inspector) -> None:
    business = make_employer()
    titles = {make_job(business, title=f"Kerja nomor {number:03d}").title for number in range(45)}
    seen, address = set(), "/lowongan"
    while address:
        page = client.page(address)
        found = {title for title in titles if title in page.text}
        assert not found & seen
        seen |= found
        older = [link.get("href") for link in page.every("a") if link.get("rel") == "next"]
        address = older[0] if older else ""
    assert seen == titles


def test_a_title_cannot_close_the_data_block(client: Inspector) -> None:
    job = make_job(title="</script><script>alert(1)</script>")
    page = client.get(f"/lowongan/{job.public_id}").get_data(as_text=True)
    assert "<script>alert(1)" not in page


def test_the_team_of_a_hidden_business_cannot_act_in_its_name(app: Flask, client: Inspector) -> None:
    owner, sari = umkm_owner(), job_seeker()
    business = make_employer(owner)
    job, draft = make_job(business), make_job(business, status=JobStatus.DRAFT)
    application = make_application(job, sari, state=ApplicationState.INTERVIEW)
    with unit():
        db.session.merge(business).status = BusinessStatus.HIDDEN
    sign_in(client, owner)
    assert "Lihat nomor HP" not in client.page(f"/lamaran/{application.public_id}").text
    for path, fields in (
        (f"/lamaran/{application.public_id}/nomor", {}),
        (f"/lamaran/{application.public_id}/jawab", {"to": "offered"}),
        (f"/lowongan/{draft.public_id}/tayang", {}),
        (f"/lowongan/{job.public_id}/salin", {}),
    ):
        assert send_bare(client, path, **fields).status_code == 403, path
    with unit():
        db.session.merge(business).status = BusinessStatus.ACTIVE
    assert "Lihat nomor HP" in client.page(f"/lamaran/{application.public_id}").text


def test_a_withdrawn_application_shows_nothing_of_her_any_more(app: Flask, client: Inspector) -> None:
    owner, sari = umkm_owner(), job_seeker()
    application = make_application(make_job(make_employer(owner)), sari, message="Saya rajin sekali")
    sign_in(client, owner)
    assert "Saya rajin sekali" in client.page(f"/lamaran/{application.public_id}").text
    with unit():
        db.session.merge(application).state = ApplicationState.WITHDRAWN
    text = client.page(f"/lamaran/{application.public_id}").text
    assert "Saya rajin sekali" not in text and "Pendidikan" not in text


def test_every_applicant_is_reached_however_many_there_are(app: Flask, client: Inspector) -> None:
    owner = umkm_owner()
    job = make_job(make_employer(owner))
    for number in range(25):
        make_application(job, make_account(call_name=f"Orang{number:02}"))
    sign_in(client, owner)
    page, seen = client.page(f"/lowongan/{job.public_id}/pelamar"), ""
    seen += page.text
    [older] = [link.get("href") for link in page.every("a") if link.get("rel") == "next"]
    seen += client.page(older).text
    assert all(f"Orang{number:02}" in seen for number in range(25))


def test_what_is_ahead_and_what_else_there_is_while_she_waits(client: Inspector) -> None:
    sari = job_seeker()
    job = make_job(title="Juru masak", skills=["tata_boga"])
    same = make_job(title="Koki katering", skills=["tata_boga"])
    make_job(title="Tukang las", skills=["las_listrik"], region_code="32.75.09.1001")
    application = make_application(job, sari)
    make_application(make_job(title="Koki lama", skills=["tata_boga"]), sari)
    sign_in(client, sari)
    page = client.page(f"/lamaran/{application.public_id}")
    steps = [node.text for node in page.every("li") if "at-next" in node.get("class")]
    assert [step.split()[0] for step in steps] == ["Dibaca", "Wawancara", "Ditawari", "Diterima"]
    assert "Kalau belum dibaca dalam 7 hari, kami mengingatkan" in page.text
    links = [link.get("href") for link in page.every("a")]
    assert f"/lowongan/{same.public_id}" in links
    assert "Tukang las" not in page.text and "Koki lama" not in page.text


def test_after_a_week_unread_the_applicant_reads_it_too(client: Inspector) -> None:
    sari = job_seeker()
    late = make_application(make_job(), sari, sent_at=clock.now() - timedelta(days=7))
    read = make_application(make_job(), sari, sent_at=clock.now() - timedelta(days=7), state=ApplicationState.READ)
    sign_in(client, sari)
    assert "Belum dibaca 7 hari" in client.page(f"/lamaran/{late.public_id}").text
    assert "Belum dibaca 7 hari" not in client.page(f"/lamaran/{read.public_id}").text
