from __future__ import annotations

from flask.testing import FlaskClient

from community.communities.models import PostKind
from tests.communities.factories import make_community, make_post, make_stay
from tests.factories import make_account
from tests.notifications.factories import make_notice
from tests.personas import sign_in
from tests.support import count_queries


def unread_queries(statements: list[str]) -> int:
    return sum("count(*)" in one and "FROM notices" in one for one in statements)


def test_guests_are_led_to_sign_in(client: FlaskClient) -> None:
    assert client.get("/pemberitahuan").status_code == 303


def test_open_marks_read_and_leads_on(client: FlaskClient) -> None:
    person = make_account()
    make_notice(person, url="/lamaran")
    sign_in(client, person)
    assert "Sari melamar" in client.page("/pemberitahuan").text
    answer = client.fill("/pemberitahuan", "buka")
    assert (answer.status_code, answer.location) == (303, "/lamaran")
    assert "belum dibaca" not in client.page("/pemberitahuan").text


def test_mark_all_read(client: FlaskClient) -> None:
    person = make_account()
    make_notice(person)
    make_notice(person)
    sign_in(client, person)
    assert "2 belum dibaca" in client.page("/pemberitahuan").text
    assert client.fill("/pemberitahuan", "sudah-dibaca").status_code == 303
    assert "belum dibaca" not in client.page("/pemberitahuan").text


def test_the_notices_of_another_do_not_open(client: FlaskClient) -> None:
    mine = make_account()
    make_notice(mine)
    other = make_notice(make_account())
    sign_in(client, mine)
    _address, sent = client.find_form("/pemberitahuan", "buka")
    assert client.post(f"/pemberitahuan/{other.public_id}/buka", data=sent).status_code == 404


def test_one_cheap_query_counts_for_members_and_none_for_guests(client: FlaskClient) -> None:
    with count_queries() as statements:
        client.get("/bantuan")
    assert unread_queries(statements) == 0
    person = make_account()
    sign_in(client, person)
    with count_queries() as statements:
        client.get("/bantuan")
    assert unread_queries(statements) == 1
    with count_queries() as statements:
        client.get("/bahasa/en")
    assert unread_queries(statements) == 0


def test_many_notices_come_page_by_page(client: FlaskClient) -> None:
    person = make_account()
    for _number in range(25):
        make_notice(person)
    sign_in(client, person)
    page = client.page("/pemberitahuan")
    older = next(link.get("href") for link in page.every("a") if "setelah=" in link.get("href"))
    assert client.page(older).text.count("Sari melamar") >= 5
    with count_queries() as statements:
        client.get("/pemberitahuan")
    assert len(statements) <= 8


def test_today_tells_what_waits_and_what_is_announced(client: FlaskClient) -> None:
    sari = make_account()
    make_notice(sari, kind="programme_returned", details={"programme": "Satu", "reason": "Tulis tempatnya"})
    community = make_community()
    make_stay(community, sari)
    make_post(community, make_account(), kind=PostKind.ANNOUNCEMENT, title="Kerja bakti Minggu")
    sign_in(client, sari)
    text = client.page("/hari-ini").text
    assert "Perbaiki program “Satu”" in text
    assert "Kerja bakti Minggu" in text
