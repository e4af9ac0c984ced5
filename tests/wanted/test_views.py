"""The pages in a browser without JavaScript."""

from __future__ import annotations

import pytest
from flask import Flask

from community.accounts.models import Account
from community.search import services as search
from community.wanted.models import HelpRequest, SavedSearch
from tests.factories import make_account
from tests.inspector import Inspector
from tests.jobs.factories import make_job
from tests.personas import city_admin, coordinator, job_seeker, sign_in
from tests.support import count_queries, deliver, settle
from tests.wanted.factories import make_empty_search, make_find, make_help_request, make_saved_search
from tests.wanted.telling import number_of


@pytest.fixture
def sari(app: Flask, client: Inspector) -> Account:
    """Somebody signed in, over an index with one vacancy."""
    make_job(title="Kasir")
    search.rebuild()
    account = job_seeker()
    sign_in(client, account)
    return account


def test_one_button_keeps_a_search_and_a_second_tap_changes_nothing(client: Inspector, sari: Account) -> None:
    path, values = client.find_form("/cari?q=kasir&jenis=job", "/cari/simpan")
    sent = client.post(path, data=values)
    assert sent.location == "/cari?q=kasir&jenis=job"
    assert client.post(path, data=values).location == sent.location
    assert number_of(SavedSearch) == 1
    page = client.page("/cari?q=kasir&jenis=job")
    assert "Tersimpan." in page.text and "Anda dikabari kalau ada yang baru" in page.text
    assert "Kabari saya kalau ada yang baru" in client.page("/cari?q=kasir").text


def test_what_was_found_stands_before_the_offer_to_be_told(client: Inspector, sari: Account) -> None:
    page = client.get("/cari?q=kasir").get_data(as_text=True)
    assert page.index('class="offers"') < page.index("Kabari saya kalau ada yang baru")


def test_a_page_without_results_keeps_too(client: Inspector, sari: Account) -> None:
    client.fill("/cari?q=pandai besi", "/cari/simpan")
    assert number_of(SavedSearch) == 1


def test_a_guest_signs_in_and_comes_back(app: Flask) -> None:
    make_job(title="Kasir")
    search.rebuild()
    guest = app.test_client()
    links = [link.get("href") for link in guest.page("/cari?q=kasir&jenis=job").every("a")]
    assert "/cari/simpan?q=kasir&jenis=job" in links
    led = guest.get("/cari/simpan?q=kasir&jenis=job")
    assert led.status_code == 303 and "kembali=/cari/simpan" in led.location.replace("%2F", "/")
    sign_in(guest, job_seeker())
    assert guest.fill("/cari/simpan?q=kasir&jenis=job").location == "/cari?q=kasir&jenis=job"


def test_where_nothing_is_found_both_ways_to_hear_of_it_come_before_all_others(
    client: Inspector, sari: Account
) -> None:
    page = client.get("/cari?q=%22kasir+zamrud%22").text
    said = ("Minta dicarikan", "Kabari saya kalau ada yang baru", "Dengan kata yang lebih sedikit")
    places = [page.index(words) for words in said]
    assert places == sorted(places)
    assert page.count("Kabari saya kalau ada yang baru") == 1
    assert "jenis" in client.find_form("/cari?q=zamrud&jenis=event", "/cari/simpan")[1]


def test_full_is_said_beside_the_form(client: Inspector, sari: Account) -> None:
    for number in range(20):
        make_saved_search(sari, f"kata {number}")
    path, values = client.find_form("/cari?q=kasir", "/cari/simpan")
    shown = client.post(path, data=values)
    assert shown.status_code == 422 and "Hentikan satu dulu" in shown.get_data(as_text=True)


def test_the_list_says_what_is_new_and_looking_makes_it_old(client: Inspector, sari: Account) -> None:
    kept = make_saved_search(sari, "kasir", kind="job", region_code="32.75.09")
    make_find(kept, number=make_job(title="Kasir baru").id)
    page = client.page("/cari/simpanan")
    assert "1 yang baru menunggu" in page.text
    assert "“kasir”" in [heading.text for heading in page.every("h2")]
    assert "Lowongan · Kec. Jatiasih · Disimpan" in page.text
    sent = client.fill("/cari/simpanan", f"/cari/simpanan/{kept.public_id}/lihat")
    page = client.page(sent.location)
    assert "Kasir baru" in page.text
    assert "menunggu" not in client.page("/cari/simpanan").text
    client.fill("/cari/simpanan", f"/cari/simpanan/{kept.public_id}/hentikan")
    assert number_of(SavedSearch) == 0
    assert "Belum ada pencarian yang disimpan" in client.page("/cari/simpanan").text


def test_a_strangers_search_is_not_there(client: Inspector, sari: Account) -> None:
    other = make_saved_search()
    assert client.get(f"/cari/simpanan/{other.public_id}").status_code == 404


def test_nothing_found_leads_to_the_officer_and_the_answer_back(app: Flask, client: Inspector, sari: Account) -> None:
    rahmat = app.test_client()
    sign_in(rahmat, coordinator())
    links = [link.get("href") for link in client.page("/cari?q=pandai besi").every("a")]
    assert "/dicarikan/baru?q=pandai+besi" in links
    assert "koordinator Kec. Jatiasih" in client.page("/dicarikan/baru?q=pandai besi").text
    page = client.fill("/dicarikan/baru?q=pandai besi", story="Untuk bengkel ayah.").location
    assert "Sedang dicarikan" in client.page(page).text
    deliver()
    desk = rahmat.page("/admin")
    assert "Warga minta dicarikan" in desk.text
    assert "Untuk bengkel ayah." in rahmat.page("/dicarikan/petugas").text
    job = make_job(title="Magang di bengkel besi")
    shown = rahmat.find_form(page, f"{page}/jawab")
    assert rahmat.post(shown[0], data={**shown[1], "links": "kasir"}).status_code == 422
    rahmat.fill(page, f"{page}/jawab", answer="Datang ke Pak Slamet.", links=f"/lowongan/{job.public_id}")
    deliver()
    seen = client.page(page).text
    assert "Datang ke Pak Slamet." in seen and "Magang di bengkel besi" in seen
    assert "Petugas menjawab permintaan Anda" in client.page("/pemberitahuan").text
    assert "Tidak ada yang menunggu" in rahmat.page("/dicarikan/petugas").text


def test_it_is_closed_with_a_reason_or_withdrawn(app: Flask, client: Inspector, sari: Account) -> None:
    rahmat = app.test_client()
    sign_in(rahmat, coordinator())
    first, second = make_help_request(sari), make_help_request(sari, wish="tukang las")
    page = f"/dicarikan/{first.public_id}"
    rahmat.fill(page, f"{page}/tutup", reason="Belum ada di kecamatan ini.")
    assert "Belum ada di kecamatan ini." in client.page(page).text
    page = f"/dicarikan/{second.public_id}"
    client.fill(page, f"{page}/tarik")
    assert "Ditarik" in client.page("/dicarikan").text
    assert number_of(HelpRequest) == 2


def test_who_is_suspended_is_not_shown_to_officers(app: Flask, sari: Account) -> None:
    person = make_account(status="suspended")
    request = make_help_request(person)
    rahmat = app.test_client()
    sign_in(rahmat, coordinator())
    assert rahmat.get(f"/dicarikan/{request.public_id}").status_code == 404


def test_the_admin_reads_what_finds_nothing(app: Flask) -> None:
    make_empty_search("las bawah air", times=1_204)
    make_empty_search("pandai besi", times=2)
    hendra, rahmat = app.test_client(), app.test_client()
    sign_in(hendra, city_admin())
    sign_in(rahmat, coordinator())
    page = hendra.page("/dicarikan/tanpa-hasil")
    assert "las bawah air" in page.text and "1.204" in page.text and "pandai besi" not in page.text
    assert "/dicarikan/tanpa-hasil" in {link.get("href") for link in hendra.page("/admin").every("a")}
    assert rahmat.get("/dicarikan/tanpa-hasil").status_code == 403
    assert "/dicarikan/tanpa-hasil" not in {link.get("href") for link in rahmat.page("/admin").every("a")}


@pytest.mark.parametrize("path", ["/cari/simpanan", "/dicarikan", "/dicarikan/baru", "/dicarikan/petugas",
                                  "/dicarikan/tanpa-hasil", "/cari/simpan"])  # fmt: skip
def test_empty_pages_help_on(app: Flask, path: str) -> None:
    client = app.test_client()
    sign_in(client, city_admin())
    client.page(path)


def test_pages_need_few_queries(client: Inspector, sari: Account) -> None:
    for number in range(3):
        make_find(make_saved_search(sari, f"kasir {number}"), number=number + 1)
    for path in ("/cari?q=kasir", "/cari?q=pandai besi", "/cari/simpanan", "/dicarikan"):
        client.get(path)
        with count_queries() as statements:
            client.get(path)
        assert len(statements) <= 8, path


def test_all_of_it_is_in_her_copy_of_her_data(client: Inspector, sari: Account) -> None:
    make_find(make_saved_search(sari, "kasir"))
    make_help_request(sari)
    settle()
    data = client.get("/akun/data.json").json
    assert data["pencarian_tersimpan"][0]["words"] == "kasir"
    assert data["minta_dicarikan"][0]["wish"] == "kursus jahit"
