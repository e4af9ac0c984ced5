"""The search box in a browser without JavaScript."""

from __future__ import annotations

from pathlib import Path

import pytest
from flask import Flask

from community.search import queries, services
from community.search.hits import Found, Hit
from tests.factories import ARENJAYA, JATIRASA
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

    def knows(self, _word: str) -> bool:
        """Everything."""
        return True


def test_numbers_that_may_be_higher_are_rounded_down_and_say_so(
    client: Inspector, monkeypatch: pytest.MonkeyPatch
) -> None:
    engine = ManyFound(make_job(title="Kasir toko").id, job=2_648, event=12)
    monkeypatch.setattr(queries, "engine", lambda: engine)
    page = client.page("/cari?q=kasir+toko")
    assert titles(page) == ["Kasir toko"]
    assert "Semua 2.600+ paling sedikit" in page.text
    assert "Lowongan 2.600+ paling sedikit" in page.text
    assert "Acara 12" in page.text and "12+" not in page.text
    assert "Ini 1 hasil yang paling cocok. Masih ada yang lain" in page.text


def test_a_list_of_which_there_may_be_more_says_so(client: Inspector, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = ManyFound(make_job(title="Kasir toko").id, job=1)
    monkeypatch.setattr(queries, "engine", lambda: engine)
    assert "Masih ada yang lain" in client.page("/cari?q=kasir+toko").text


def test_a_whole_list_says_nothing_of_others(client: Inspector) -> None:
    make_all()
    assert "Masih ada yang lain" not in client.page("/cari?q=zamrud").text


@pytest.mark.parametrize("offset", ["-1", "9999999999", "x", "²", "200", "1"])
def test_any_offset_is_answered(client: Inspector, offset: str) -> None:
    make_all()
    client.page(f"/cari?q=zamrud&mulai={offset}")


def test_nothing_found_helps_on(client: Inspector) -> None:
    make_job(title="Barista kopi")
    services.rebuild()
    sign_in(client, job_seeker())
    page = client.page("/cari?q=barissta")
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


def test_suggestions_name_skills_places_and_things(client: Inspector) -> None:
    make_job(title="Jatilawang zamrud")
    make_member(account={"call_name": "Jatinegara"})
    services.rebuild()
    sign_in(client, job_seeker())
    hints = {row["text"]: row["hint"] for row in client.get("/cari.json?q=jati").json}
    assert hints["Jatilawang zamrud"] == "Lowongan"
    assert "Wilayah" in hints.values()
    assert "Jatinegara" not in hints
    assert {"text": "Barista kopi", "hint": "Keahlian"} in client.get("/cari.json?q=baris").json


def test_suggestions_are_few(client: Inspector) -> None:
    business = make_employer()
    for number in range(12):
        make_job(business, title=f"Kasir {number}")
    services.rebuild()
    assert len(client.get("/cari.json?q=kasir").json) == 8
    assert client.get("/cari.json?q=k").json == []
    assert client.get("/cari.json").json == []


def test_a_page_needs_few_queries(app: Flask, client: Inspector) -> None:
    make_all()
    sign_in(client, job_seeker())
    client.get("/cari?q=zamrud")
    with count_queries() as statements:
        client.get("/cari?q=zamrud")
    assert len(statements) <= 8
