"""Finding what to measure in the pages of a site."""

from __future__ import annotations

from collections.abc import Mapping
from urllib.parse import parse_qs

import pytest

from benchmarks.pages import (
    Page,
    Unreachable,
    address_of,
    event_addresses,
    form_for_a_place,
    links,
    sign_in,
    sign_in_fields,
    sign_up_fields,
    sign_up_request,
)

LIST = """<header><a href="/acara/aaaaaaaaaaaa">not of the list</a></header><main>
<a href="/acara/saya">mine</a><a href="/acara/bbbbbbbbbbbb">one</a><a href="/acara/bbbbbbbbbbbb#tempat">again</a>
<a href="/acara/cccccccccccc?x=1">two</a><a href="/acara/dddddddddddd/poster">a part</a>
<a class="btn" rel="next" href="/acara?setelah=m&amp;wilayah=kota-bekasi">older</a></main>"""
SIGN_IN = """<main><form method="get"><input name="q"></form>
<form method="post"><input type="hidden" name="csrf_token" value="t"><input name="address" type="tel">
<input type="password" name="secret"><input type="checkbox" name="stay" value="1"></form></main>"""
EVENT = """<main><form method="post" action="/acara/bbbbbbbbbbbb/daftar">
<input type="hidden" name="csrf_token" value="t"><input type="hidden" name="once" value="k"></form></main>"""


class Fake:
    """A site of fixed pages, which keeps what was posted."""

    def __init__(self, pages: Mapping[str, str], landing: str = "/hari-ini") -> None:
        self.pages, self.landing = pages, landing
        self.posted: list[Mapping[str, object]] = []

    def get(self, path: str) -> tuple[int, str]:
        return (200, self.pages[path]) if path in self.pages else (404, "")

    def post(self, path: str, fields: Mapping[str, object]) -> tuple[int, str]:
        self.posted.append(fields)
        return 303, self.landing


def test_links_are_the_things_of_the_list_in_order() -> None:
    assert links(LIST, "/acara") == ["/acara/bbbbbbbbbbbb", "/acara/cccccccccccc"]


def test_the_first_thing_of_a_list_is_opened() -> None:
    site = Fake({"/acara": LIST, "/acara/bbbbbbbbbbbb": EVENT})
    assert address_of(site, Page("event page", "/acara", 3, first_of_list=True)) == "/acara/bbbbbbbbbbbb"


@pytest.mark.parametrize(
    ("pages", "first"),
    [({}, False), ({}, True), ({"/acara": "<main></main>"}, True), ({"/acara": LIST}, True)],
)
def test_what_does_not_open_says_so(pages: dict[str, str], first: bool) -> None:
    with pytest.raises(Unreachable, match="answers"):
        address_of(Fake(pages), Page("event page", "/acara", 3, first_of_list=first))


def test_the_form_for_signing_in_is_filled_as_it_stands() -> None:
    site = Fake({"/masuk": SIGN_IN})
    sign_in(site, "0812", "246810")
    assert {name: value if isinstance(value, str) else value[0] for name, value in site.posted[0].items()} == {  # type: ignore[index]
        "csrf_token": "t",
        "address": "0812",
        "secret": "246810",
    }


def test_a_refused_sign_in_is_noticed() -> None:
    with pytest.raises(Unreachable, match="signing in"):
        sign_in(Fake({"/masuk": SIGN_IN}, landing="/masuk/kode"), "0812", "1")
    with pytest.raises(Unreachable, match="no form"):
        sign_in_fields(Fake({"/masuk": "<main></main>"}), "0812", "1")


def test_events_are_read_page_by_page() -> None:
    older = '<main><a href="/acara/eeeeeeeeeeee">three</a></main>'
    site = Fake({"/acara?wilayah=kota-bekasi": LIST, "/acara?setelah=m&wilayah=kota-bekasi": older})
    assert event_addresses(site) == ["/acara/bbbbbbbbbbbb", "/acara/cccccccccccc", "/acara/eeeeeeeeeeee"]


def test_each_sign_up_has_a_key_of_its_own_and_the_token_of_the_page() -> None:
    site = Fake({"/acara/bbbbbbbbbbbb": EVENT})
    fields = sign_up_fields(site, ["/acara/ffffffffffff", "/acara/bbbbbbbbbbbb"])
    sent = [parse_qs(sign_up_request("/acara/x", "c=1", fields).body or "") for _number in range(2)]
    assert [one["csrf_token"] for one in sent] == [["t"], ["t"]]
    assert sent[0]["once"] != sent[1]["once"] and "k" not in (sent[0]["once"][0], sent[1]["once"][0])
    with pytest.raises(Unreachable, match="no event"):
        sign_up_fields(site, ["/acara/ffffffffffff"])


def test_a_place_is_taken_where_one_is_left() -> None:
    def event_of(name: str, button: str) -> str:
        return EVENT.replace("bbbbbbbbbbbb", name).replace("</form>", f"<button>{button}</button></form>")

    full = event_of("ffffffffffff", "Masuk daftar tunggu (2 orang menunggu)")
    pages = {"/acara/ffffffffffff": full, "/acara/bbbbbbbbbbbb": event_of("bbbbbbbbbbbb", "Daftar ikut")}
    address, fields = form_for_a_place(Fake(pages), [*pages])
    assert address == "/acara/bbbbbbbbbbbb/daftar" and fields.keys() == {"csrf_token", "once"}
    with pytest.raises(Unreachable, match="place left"):
        form_for_a_place(Fake(pages), ["/acara/ffffffffffff"])
