"""The main pages on a phone of 360 px: nothing sticks out, axe finds nothing, the first visit is light."""

from __future__ import annotations

from collections.abc import Iterable

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPhone
from tests.browser.sound import accessibility_problems
from tests.browser.walk import fallen_links, fits, sign_in
from tests.weight import MOST_BYTES, MOST_REQUESTS

GUEST_PAGES = [
    "/", "/wilayah", "/wilayah/jatirasa", "/lowongan", "/acara", "/komunitas", "/komunitas/jatirasa", "/mentor",
    "/program", "/pelatihan", "/usaha", "/cari?q=kasir", "/masuk", "/daftar", "/bantuan", "/privasi", "/status",
]  # fmt: skip
MEMBER_PAGES = ["/hari-ini", "/saya", "/profil", "/akun", "/cocok", "/lamaran", "/warga"]


def problems_at(page: Page, paths: Iterable[str], language: str = "id") -> list[str]:
    """What is out of order on the pages at these addresses, each of which must be there in this language."""
    problems = []
    for path in paths:
        answer = page.goto(path)
        assert answer is not None and answer.status == 200, path
        assert page.locator("html").get_attribute("lang") == language, path
        problems += [f"{path}: {problem}" for problem in accessibility_problems(page)]
        problems += [f"{path}: fell below its head: {link}" for link in fallen_links(page)]
        if not fits(page):
            problems.append(f"{path}: sticks out")
    return problems


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_guest_pages(phone: NewPhone, dark: bool) -> None:
    assert problems_at(phone(dark=dark), GUEST_PAGES) == []


def test_english_guest_pages(phone: NewPhone) -> None:
    page = phone()
    page.goto("/bahasa/en?kembali=/")
    assert problems_at(page, GUEST_PAGES, "en") == []


@pytest.mark.parametrize("dark", [False, True], ids=["light", "dark"])
def test_member_pages(phone: NewPhone, dark: bool) -> None:
    page = phone(dark=dark)
    sign_in(page, "086010000001")
    assert problems_at(page, MEMBER_PAGES) == []


@pytest.mark.parametrize("path", ["/", "/wilayah/jatirasa", "/lowongan", "/usaha"])
def test_a_first_visit_is_light(phone: NewPhone, path: str) -> None:
    page = phone()
    devtools = page.context.new_cdp_session(page)
    devtools.send("Network.enable")
    sizes: list[float] = []
    devtools.on("Network.loadingFinished", lambda event: sizes.append(event["encodedDataLength"]))
    page.goto(path, wait_until="networkidle")
    assert sum(sizes) <= MOST_BYTES
    assert 1 < len(sizes) <= MOST_REQUESTS


_CUT_OFF = """() => [...document.querySelectorAll('.top .place b')].filter(name => {
  const words = document.createRange();
  words.selectNodeContents(name);
  return words.getBoundingClientRect().width > name.getBoundingClientRect().width;
}).map(name => name.textContent)"""


def test_the_way_to_choose_a_kelurahan_is_read_to_its_end(phone: NewPhone) -> None:
    page = phone()
    page.goto("/lowongan")
    assert page.locator(".top .place b").inner_text() == "Pilih kelurahan"
    # A part of a pixel too little is enough to end the words in dots.
    assert page.evaluate(_CUT_OFF) == []


def test_back_to_a_form_that_was_shown_again_opens_it(phone: NewPhone) -> None:
    page = phone()
    page.goto("/masuk?kembali=/lowongan")
    page.locator("main input[name=address]").fill("0860")
    page.locator("main input[name=secret]").fill("246810")
    page.locator("main form button[type=submit]").first.click()
    page.locator("main [aria-invalid=true]").first.wait_for()
    page.goto("/bantuan")
    answer = page.go_back()
    assert answer is not None and answer.status == 200
    assert page.locator("main input[name=secret]").is_visible()
