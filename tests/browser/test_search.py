"""Searching on a phone: small screens, one focus ring."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewPhone
from tests.browser.walk import fits

BOX = "main form[role=search] input[type=search]"


@pytest.mark.parametrize("wide", [180, 320])
def test_a_small_or_enlarged_screen_is_enough(phone: NewPhone, wide: int) -> None:
    page = phone()
    page.set_viewport_size({"width": wide, "height": 370})
    for path in ("/cari", "/cari?q=kasir", "/cari?q=zxqw+astronot"):
        page.goto(path)
        assert fits(page), path
        field = page.locator(BOX).bounding_box()
        assert field is not None and field["width"] >= 120, path
        wide_names = page.locator(".tab-bar a > span").evaluate_all(
            "names => names.filter(name => name.clientWidth > name.parentElement.clientWidth).length"
        )
        assert not wide_names, path


def test_the_field_wears_the_only_ring(phone: NewPhone) -> None:
    page = phone()
    page.goto("/cari")
    field, box = page.locator(BOX), page.locator("main form[role=search]")
    looks = "element => [getComputedStyle(element).outlineStyle, getComputedStyle(element).borderColor].join()"
    before = box.evaluate(looks)
    field.focus()
    assert field.evaluate(looks).startswith("solid")
    assert box.evaluate(looks) == before


def test_the_title_of_a_card_is_large_enough_for_a_thumb(phone: NewPhone) -> None:
    page = phone()
    page.goto("/wilayah/kota-bekasi")
    heights = [box["height"] for link in page.locator(".card-title a").all() if (box := link.bounding_box())]
    assert heights and min(heights) >= 44


def test_a_printed_page_of_results_says_what_was_asked(phone: NewPhone) -> None:
    page = phone()
    page.goto("/cari?q=kasir")
    page.emulate_media(media="print")
    assert page.locator(BOX).is_visible() and not page.locator("main form[role=search] button").is_visible()
