"""The search box in a browser without JavaScript."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from flask import Flask

from community.foundation import clock
from community.search import queries, services
from community.search.hits import Found, Hit
from tests.factories import ARENJAYA, JATIASIH, JATIRASA
from tests.inspector import Inspector
from tests.jobs.factories import make_employer, make_job
from tests.members.factories import all_fields, make_member
from tests.pages import Node
from tests.personas import job_seeker, sign_in
from tests.search.factories import HIDDEN, MAKERS, delete_community, hide, unlist
from tests.search.test_engine import HOSTILE
from tests.support import count_queries

NAME = "Zamrud Khatulistiwa"


def titles(page: Node) -> list[str]:
    return [heading.text for heading in page.every("h2") if "offer-title" in heading.get("class")]


def make_all() -> dict[str, int]:
    ids = {kind: make(NAME).id for kind, make in MAKERS.items()}
    services.rebuild()
    return ids


def test_the_empty_box_shows_where_to_begin(client: Inspector) -> None:
    page = client.page("/cari")
    assert {"/lowongan", "/mentor", "/cari?q=kasir"} <= {link.get("href") for link in page.every("a")}
    assert titles(page) == []


def test_a_member_finds_every_kind(client: Inspector) -> None:
    make_all()
    sign_in(client, job_seeker())
    page = client.page("/cari?q=zamrud")
    assert len(titles(page)) == len(MAKERS) - 1
    assert "Semua 7" in page.text and "Warga 1" in page.text
    assert len(titles(client.page("/cari?q=zamrud&jenis=member"))) == 1


def test_a_guest_does_not_find_people(client: Inspector) -> None:
    make_all()
    page = client.page("/cari?q=zamrud")
    assert len(titles(page)) == len(MAKERS) - 1
    assert "Warga" not in [link.text.split()[0] for link in page.every("a") if "/cari?" in link.get("href")]
    assert titles(client.page("/cari?q=zamrud&jenis=member")) == titles(page)


@pytest.mark.parametrize("kind", HIDDEN)
def test_what_was_just_hidden_is_neither_shown_nor_counted(client: Inspector, kind: str) -> None:
    ids = make_all()
    sign_in(client, job_seeker())
    hide(kind, ids[kind])
    page = client.page("/cari?q=zamrud")
    left = len(MAKERS) - len({kind, "member"})  # people stand apart
    assert len(titles(page)) == left
    assert f"Semua {left}" in page.text
    assert titles(client.page(f"/cari?q=zamrud&jenis={kind}")) == []


def test_a_deleted_community_and_an_unlisted_person_are_gone_at_once(client: Inspector) -> None:
    ids = make_all()
    sign_in(client, job_seeker())
    delete_community(ids["community"])
    unlist(ids["member"])
    assert len(titles(client.page("/cari?q=zamrud"))) == len(MAKERS) - 2


def test_private_fields_of_people_are_not_searched(client: Inspector) -> None:
    make_member(about="Zamrud rahasia", audiences=all_fields("coordinator", name="members"))
    services.rebuild()
    sign_in(client, job_seeker())
    assert titles(client.page("/cari?q=zamrud")) == []


def test_one_kind_is_chosen_by_a_tab(client: Inspector) -> None:
    make_all()
    page = client.page("/cari?q=zamrud&jenis=job")
    assert len(titles(page)) == 1
    assert client.page("/cari?q=zamrud&jenis=nonsense")


def test_a_region_in_the_question_comes_first_and_leads_to_its_page(client: Inspector) -> None:
    make_job(title="Kasir jauh", region_code=ARENJAYA)
    make_job(title="Kasir dekat", region_code=JATIRASA)
    services.rebuild()
    page = client.page("/cari?q=kasir jatirasa")
    assert titles(page) == ["Kasir dekat", "Kasir jauh"]
    assert "/wilayah/jatirasa" in {link.get("href") for link in page.every("a")}


@pytest.mark.parametrize("typed", ["jatiash", "kasir jatiash", "jatirassa"])
def test_a_misspelled_region_is_named_and_leads_to_its_page(client: Inspector, typed: str) -> None:
    make_job(title="Kasir dekat", region_code=JATIASIH)
    services.rebuild()
    page = client.page(f"/cari?q={typed}")
    place = "Kel. Jatirasa" if "rassa" in typed else "Kec. Jatiasih"
    assert f"Halaman {place}" in [link.text for link in page.every("a")]
    assert f"Kami membacanya sebagai {place}." in page.text
    assert "Kami membacanya" not in client.page("/cari?q=kasir jati asih").text


def test_pages_follow_each_other(client: Inspector) -> None:
    business = make_employer()
    for number in range(25):
        make_job(business, title=f"Kasir {number}")
    services.rebuild()
    first = client.page("/cari?q=kasir")
    older = next(link.get("href") for link in first.every("a") if link.get("rel") == "next")
    second = client.page(older)
    assert len(set(titles(first)) | set(titles(second))) == 25
    assert [link for link in second.every("a") if link.get("rel") == "prev"]


class ManyFound:
    """An engine that finds one vacancy and knows of many more."""

    def __init__(self, job_id: int, **counts: int) -> None:
        self.found = Found([Hit("job", job_id, 1.0)], counts, frozenset({"job"}))

    def find(self, *_words: object, **_options: object) -> Found:
        """What it found."""
        return self.found

    def knows_among(self, _word: str, kinds: object) -> bool:
        """Everything."""
        return True

    def texts(self, _keys: object) -> dict[str, str]:
        """Nothing but titles."""
        return {}


def test_numbers_that_may_be_higher_are_rounded_down_and_say_so(
    client: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ManyFound(make_job(title="Kasir toko").id, job=2_648, event=12)
    monkeypatch.setattr(queries, "engine", lambda: engine)
    page = client.page("/cari?q=kasir+toko")
    assert titles(page) == ["Kasir toko"]
    assert [head.text for head in page.every("h1")] == ["Ada 2.600+ hasil"]
    assert [head.text for head in client.page("/cari?q=kasir+toko&jenis=event").every("h1")] == ["Ada 12 hasil"]
    assert "kasir toko" in next(page.every("title")).text
    assert "Semua 2.600+ paling sedikit" in page.text
    assert "Lowongan 2.600+ paling sedikit" in page.text
    assert "Acara 12" in page.text and "12+" not in page.text


@pytest.mark.parametrize("place", ["-1", "9999999999", "x", "²", "1~1~1~job~1", "999999~9~9~job~9", "1~nan~nan~job~1"])
def test_any_page_is_answered(client: Inspector, place: str) -> None:
    make_all()
    client.page(f"/cari?q=zamrud&setelah={place}")


def test_results_are_kept_to_a_region_a_trade_and_a_time(client: Inspector) -> None:
    today = clock.today()
    make_job(title="Juru masak dekat", region_code=JATIRASA, skills=["tata_boga"], closes_on=today + timedelta(days=40))
    make_job(title="Juru masak jauh", region_code=ARENJAYA, skills=["kasir"], closes_on=today + timedelta(days=3))
    services.rebuild()
    page = client.page("/cari?q=juru+masak")
    options = {option.text for option in page.every("option")}
    assert {"Kel. Jatirasa (1)", "Kel. Arenjaya (1)", "Masak dan makanan (1)", "Dalam 7 hari ke depan (1)"} <= options
    near = client.page("/cari?q=juru+masak&wilayah=jatirasa")
    assert titles(near) == ["Juru masak dekat"]
    assert "/cari?q=juru+masak" in {link.get("href") for link in near.every("a") if "chip" in link.get("class")}
    assert titles(client.page("/cari?q=juru+masak&bidang=dapur")) == ["Juru masak dekat"]
    assert titles(client.page("/cari?q=juru+masak&waktu=sampai-7")) == ["Juru masak jauh"]
    assert titles(client.page("/cari?q=juru+masak&waktu=sampai-7&bidang=dapur")) == []
    assert len(titles(client.page("/cari?q=juru+masak&wilayah=atlantis&bidang=x&waktu=y"))) == 2


def test_filters_stay_on_the_next_page(client: Inspector) -> None:
    business = make_employer()
    for number in range(25):
        make_job(business, title=f"Kasir {number}", region_code=JATIRASA)
        make_job(business, title=f"Kasir {number}", region_code=ARENJAYA)
    services.rebuild()
    first = client.page("/cari?q=kasir&wilayah=jatirasa&jenis=job")
    older = next(link.get("href") for link in first.every("a") if link.get("rel") == "next")
    assert "wilayah=jatirasa" in older and "jenis=job" in older
    assert len(titles(client.page(older))) == 5


def test_words_are_marked_and_nothing_else_becomes_markup(client: Inspector) -> None:
    text = "Jaga <script>alert(1)</script> & hitung uang sebagai kasir & lain."
    business = make_employer()
    make_job(business, title="Kasir <b>toko</b>", description=text)
    make_job(business, title="Penjaga <i>toko</i>", description=text)
    services.rebuild()
    page = client.page("/cari?q=kasir+%3Cmark%3E")
    assert [mark.text for mark in page.every("mark")] == ["Kasir", "kasir"], "a marked title needs no excerpt"
    html = client.get("/cari?q=kasir").text
    assert "<mark>Kasir</mark> &lt;b&gt;toko&lt;/b&gt;" in html
    assert "&lt;script&gt;alert(1)&lt;/script&gt; &amp; hitung uang sebagai <mark>kasir</mark> &amp; lain" in html
    assert "<script>alert" not in html


def test_a_mistyped_word_is_read_as_it_was_meant_and_the_page_says_so(client: Inspector) -> None:
    make_job(title="Barista kopi")
    services.rebuild()
    page = client.page("/cari?q=barissta")
    assert titles(page) == ["Barista kopi"]
    assert "Kami mencari “barista”" in page.text
    exactly = next(link.get("href") for link in page.every("a") if "Cari persis" in link.text)
    assert titles(client.page(exactly)) == []


def test_nothing_found_helps_on(client: Inspector) -> None:
    make_job(title="Barista kopi")
    services.rebuild()
    sign_in(client, job_seeker())
    page = client.page("/cari?q=barissta&persis=ya")
    links = {link.get("href") for link in page.every("a")}
    assert {"/cari?q=Barista+kopi", "/wilayah", "/wilayah/jatirasa"} <= links


@pytest.mark.whole_site
@pytest.mark.parametrize("text", [text for text in HOSTILE if text.isprintable()], ids=lambda text: ascii(text[:12]))
def test_hostile_text_is_answered(client: Inspector, text: str) -> None:
    make_job(title="Kasir")
    services.rebuild()
    assert client.get("/cari", query_string={"q": text[:3_000]}).status_code == 200
    assert client.get("/cari.json", query_string={"q": text[:3_000]}).status_code == 200


def test_raw_bytes_are_answered(client: Inspector) -> None:
    services.rebuild()
    for raw in ("%00", "%ff%fe", "%ed%a0%80", "kasir%00"):
        assert client.get(f"/cari?q={raw}").status_code in {200, 400}


@pytest.mark.parametrize("pattern", ["current", "*/*.toc", "*/*.trm", "*/*.pst", "*/*.row.col"])
def test_a_damaged_index_falls_back_to_titles(client: Inspector, tmp_path: Path, pattern: str) -> None:
    make_all()
    for path in (tmp_path / "search").glob(pattern):
        path.unlink()
        path.write_bytes(b"\x80\x05 broken")
    page = client.page("/cari?q=zamrud")
    assert "sedang dirapikan" in page.text
    assert len(titles(page)) == len(MAKERS) - 1
    assert client.get("/cari.json?q=zamrud").json == []


def test_a_missing_index_falls_back_to_titles(client: Inspector) -> None:
    make_job(title="Kasir")
    assert queries.search("kasir", kinds=("job",)).degraded
    assert "Belum ada yang cocok" in client.page("/cari?q=pandai+besi").text
    page = client.page("/cari?q=kasir")
    assert titles(page) == ["Kasir"] and "sedang dirapikan" in page.text
    services.rebuild()
    assert not queries.search("kasir", kinds=("job",)).degraded
    assert "sedang dirapikan" not in client.page("/cari?q=kasir").text


def test_a_page_needs_few_queries(app: Flask, client: Inspector) -> None:
    make_all()
    sign_in(client, job_seeker())
    client.get("/cari?q=zamrud")
    with count_queries() as statements:
        client.get("/cari?q=zamrud")
    assert len(statements) <= 8
