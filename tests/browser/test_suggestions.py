"""Suggestions on the search page: by finger and by keyboard, for the eye and for a screen reader."""

from __future__ import annotations

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser.conftest import PHONE, NewPhone
from tests.browser.sound import accessibility_problems
from tests.browser.walk import fits, turn_to

BOX, ROWS = "main input[name=q][type=search]", "main .suggest-list [role=option]"


def type_in(page: Page, text: str, address: str = "/cari") -> list[str]:
    """The names of the suggestions as a screen reader says them."""
    page.goto(address)
    with page.expect_response("**/cari.json*"):
        page.locator(BOX).fill(text)
    expect(page.locator(ROWS).first).to_be_visible()
    return [str(row.get_attribute("aria-label")) for row in page.locator(ROWS).all()]


@pytest.mark.parametrize("dark", [False, True])
def test_the_keyboard_chooses_and_each_says_what_it_is(phone: NewPhone, dark: bool) -> None:
    page = phone(dark=dark)
    names = type_in(page, "jatir")
    place = names.index("Kel. Jatirasa, Wilayah")
    assert page.locator(f"{ROWS} svg use").count() == len(names)
    assert page.locator("main .suggest [role=status]").text_content() == "; ".join(names)
    assert fits(page)
    assert accessibility_problems(page) == []
    # Up from the field is the last one, down from there the first.
    for key, chosen in (("ArrowUp", len(names) - 1), ("ArrowDown", 0)):
        page.keyboard.press(key)
        marked = page.locator(f"{ROWS}[aria-selected=true]")
        assert marked.get_attribute("aria-label") == names[chosen]
        assert page.locator(BOX).get_attribute("aria-activedescendant") == marked.get_attribute("id")
    for _step in range(place):
        page.keyboard.press("ArrowDown")
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/wilayah/jatirasa")


def test_enter_without_a_choice_searches_and_escape_closes(phone: NewPhone) -> None:
    page = phone()
    type_in(page, "kasir")
    page.keyboard.press("Escape")
    expect(page.locator(ROWS).first).to_be_hidden()
    with page.expect_navigation():
        page.keyboard.press("Enter")
    assert page.url.endswith("/cari?q=kasir")


def test_a_finger_chooses_by_a_tap_and_moves_the_page_without_one(browser: Browser, site: str) -> None:
    context = browser.new_context(viewport=PHONE, has_touch=True, is_mobile=True, base_url=site)  # type: ignore[arg-type]
    page = context.new_page()
    assert "Barista kopi, Keahlian" in type_in(page, "baris")
    row = page.locator(f"{ROWS}[aria-label='Barista kopi, Keahlian']")
    # The beginning of a swipe.
    row.dispatch_event("pointerdown", {"pointerType": "touch", "bubbles": True, "cancelable": True})
    assert page.url.endswith("/cari")
    expect(row).to_be_visible()
    with page.expect_navigation(wait_until="load"):
        row.tap()
    assert page.url.endswith("/cari?q=Barista+kopi")
    context.close()


def test_they_stand_beside_kept_filters_too(phone: NewPhone) -> None:
    page = phone()
    assert "Barista kopi, Keahlian" in type_in(page, "baris", "/cari?q=kasir&jenis=job&wilayah=jatirasa")


def test_without_script_the_box_is_a_plain_form(phone: NewPhone) -> None:
    page = phone(script=False)
    page.goto("/cari")
    page.locator(BOX).fill("kasir")
    turn_to(page, page.locator("main form[role=search] button[type=submit]"))
    assert page.url.endswith("/cari?q=kasir")


@pytest.mark.parametrize("dark", [False, True])
def test_the_front_page_suggests_as_the_search_page_does(phone: NewPhone, dark: bool) -> None:
    page = phone(dark=dark)
    assert type_in(page, "jatir", "/") == type_in(page, "jatir")
    type_in(page, "jatir", "/")
    assert fits(page)
    assert accessibility_problems(page) == []
    ink = page.evaluate("getComputedStyle(document.body).color")
    for row in page.locator(ROWS).all():
        assert row.evaluate("row => getComputedStyle(row).color") == ink, "white as the words of the hero"
        row.scroll_into_view_if_needed()
        assert row.evaluate(
            "row => { const box = row.getBoundingClientRect();"
            " return row.contains(document.elementFromPoint(box.left + box.width / 2, box.top + box.height / 2)) }"
        ), "something lies over it"
