"""Searching on a phone: suggestions, small screens, one focus ring."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page

from tests.browser.conftest import NewPhone
from tests.browser.walk import turn_to

BOX = "main form[role=search] input[type=search]"


def _offered(page: Page, typed: str) -> None:
    page.goto("/cari")
    page.locator(BOX).press_sequentially(typed)
    page.locator("main [role=option]").first.wait_for()


def _asked(page: Page) -> str:
    return str(page.evaluate("new URL(location.href).searchParams.get('q')"))


@pytest.mark.parametrize("way", ["touch", "keys"])
def test_a_chosen_suggestion_is_searched_at_once(phone: NewPhone, way: str) -> None:
    page = phone()
    _offered(page, "jatir")
    option = page.locator("main [role=option]").first
    words = str(option.get_attribute("data-value"))
    assert words != "jatir"
    if way == "touch":
        turn_to(page, option)
    else:
        page.locator(BOX).press("ArrowDown")
        with page.expect_navigation(wait_until="load"):
            page.locator(BOX).press("Enter")
    assert _asked(page) == words
