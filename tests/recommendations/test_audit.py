"""The page of the city's admin about fairness and quality, and what waits on her desk."""

from __future__ import annotations

import pytest
from flask.testing import FlaskClient
from sqlalchemy import select

from community.accounts.models import AuditEntry, Role
from community.foundation.database import db
from community.foundation.errors import Refused
from community.jobs.services import apply
from community.recommendations import audits, services
from community.recommendations.models import Disability, ListDecision, Sex
from tests.factories import ARENJAYA, CITY, DISTRICT_JATIASIH, JATIRASA, make_account, make_officer
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import make_member
from tests.personas import acting, city_admin, coordinator, sign_in
from tests.recommendations.factories import work
from tests.recommendations.fairness import make_audit, make_told, measure
from tests.support import count_queries, deliver, unit

pytestmark = pytest.mark.slow

PAGE = "/cocok/pemeriksaan"
ALARM = [{"region": JATIRASA, "what": ["accepted", "offers"]}]


@pytest.mark.parametrize("path", [PAGE, "/cocok/bobot", "/cocok/bobot/tidak-ada"])
def test_only_the_admin_of_the_city_comes_in(client: FlaskClient, path: str) -> None:
    assert client.get(path).status_code == 303
    for who in (make_account(), coordinator(), make_officer(Role.ADMIN, DISTRICT_JATIASIH)):
        sign_in(client, who)
        assert client.get(path).status_code == 403
    sign_in(client, city_admin(), second_factor=False)
    assert client.get(path).status_code == 303
    sign_in(client, city_admin())
    assert client.get(path).status_code == (404 if "tidak-ada" in path else 200)


def test_before_the_first_night_the_page_says_so(client: FlaskClient) -> None:
    sign_in(client, city_admin())
    assert "Sedang dihitung untuk pertama kali" in client.page(PAGE).text


def test_the_page_tells_groups_offers_and_quality_in_few_queries(client: FlaskClient) -> None:
    # She who offers it has the mornings as well.
    owner = make_member(availability=["pagi"])
    make_job(make_employer(owner), title="Kasir toko")
    for number in range(12):
        make_told(Sex.WOMAN if number % 2 else Sex.MAN, Disability.NO, availability=["pagi"])
    # Nobody can come to it: it is at night, and all of them have the mornings.
    unseen = make_job(make_employer(owner), title="Jaga malam", schedule=["malam"])
    measure()
    sign_in(client, city_admin())
    client.get(PAGE)
    with count_queries() as statements:
        page = client.page(PAGE)
    assert len(statements) <= 8, statements
    assert "Perempuan" in page.text and "sekitar 5" in page.text
    assert f"/lowongan/{unseen.public_id}" in {link.get("href") for link in page.every("a")}
    assert "Baru ada sekitar 0 jawaban" in page.text
    client.set_cookie("bahasa", "en")
    assert "Women" in client.page(PAGE).text


def test_what_was_closed_since_is_not_linked(client: FlaskClient) -> None:
    job = make_job(make_employer())
    audit = make_audit()
    rows = [{"kind": "job", "open": 2, "never": 2, "gini": 0.4, "top": 0.5}]
    offers = {"kinds": rows, "areas": [], "never": {"job": [job.id, 10**9]}, "asked": []}
    with unit():
        db.session.get_one(audits.MatchingAudit, audit.id).report = {**audit.report, "offers": offers}
    sign_in(client, city_admin())
    links = [link.get("href") for link in client.page(PAGE).every("a") if link.get("href").startswith("/lowongan/")]
    assert links == [f"/lowongan/{job.public_id}"]


def test_an_alarm_waits_on_the_desk_of_the_citys_admin_until_she_has_seen_it(client: FlaskClient) -> None:
    make_audit(alarms=ALARM)
    sign_in(client, coordinator())
    assert "separuh bagiannya" not in client.page("/admin").text
    assert PAGE not in {link.get("href") for link in client.page("/admin").every("a")}
    hendra = city_admin()
    sign_in(client, hendra)
    assert f"{PAGE}#tanda" in {link.get("href") for link in client.page("/admin").every("a")}
    text = client.page(PAGE).text
    assert "Jatirasa" in text and "warganya jarang diterima atau diundang, tawaran dari sana jarang" in text
    assert client.fill(PAGE, "dilihat").status_code == 303
    assert "Sudah dilihat Pak Hendra" in client.page(PAGE).text
    assert "separuh bagiannya" not in client.page("/admin").text
    entry = db.session.scalars(select(AuditEntry).where(AuditEntry.action == audits.NOTED)).one()
    assert (entry.actor_id, entry.region_code) == (hendra.id, CITY)
    assert "sudah dilihat" in client.page("/admin/jejak").text


def test_it_comes_back_for_another_kelurahan_only(client: FlaskClient) -> None:
    admin = acting(city_admin())
    first = make_audit(alarms=ALARM)
    with unit():
        audits.note_alarms(first.id, actor=admin)
    make_audit(alarms=[{"region": JATIRASA, "what": ["joined"]}])
    assert audits.number_of_alarms(admin) == 0
    make_audit(alarms=[*ALARM, {"region": ARENJAYA, "what": ["offers"]}])
    assert audits.number_of_alarms(admin) == 2
    make_audit(alarms=[])
    assert audits.number_of_alarms(admin) == 0


@pytest.mark.parametrize("number", ["", "0", "9" * 30, "abc"])
def test_marking_what_is_not_there_changes_nothing(client: FlaskClient, number: str) -> None:
    made = make_audit(alarms=ALARM)
    sign_in(client, city_admin())
    _address, sent = client.find_form(PAGE, "dilihat")
    answer = client.post(f"{PAGE}/dilihat", data={**sent, "number": number})
    assert answer.status_code in (303, 404)
    db.session.expire_all()
    assert db.session.get_one(audits.MatchingAudit, made.id).noted_at is None


def test_the_service_asks_who_it_is(client: FlaskClient) -> None:
    made = make_audit(alarms=ALARM)
    for who in (coordinator(), make_officer(Role.ADMIN, DISTRICT_JATIASIH), make_account()):
        with pytest.raises(Refused), unit():
            audits.note_alarms(made.id, actor=acting(who))


def test_who_applies_for_what_stood_in_her_list_said_yes_with_its_score(client: FlaskClient) -> None:
    shop = make_employer()
    job = make_job(shop, title="Kasir toko", skills=["kasir"], region_code=JATIRASA)
    sari = make_member()
    actor, number = acting(sari), job.id
    with unit():
        services.ask_refresh([sari.id])
    work()
    with unit():
        apply(job, shop, actor=actor, message="Saya bisa", answer="")
    deliver()
    [said] = db.session.scalars(select(ListDecision)).all()
    assert (said.kind, said.offer_id, said.positive, said.place) == ("job", number, True, 0)
    assert 0 < said.score < 1
