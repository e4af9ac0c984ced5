"""A school leaver with a cheap phone: signs up, sees what fits and why, applies, hides; script on and off."""

from __future__ import annotations

import pytest

from tests.browser.conftest import NewPhone
from tests.browser.walk import accessibility_problems, fits, sign_up


@pytest.mark.parametrize("script", [False, True], ids=["without script", "with script"])
def test_from_sign_up_to_an_application(phone: NewPhone, script: bool) -> None:
    page = phone(script=script)
    sign_up(page, name="Rani", number="0812 0012 3456", village="jati rasa")
    page.goto("/hari-ini")
    assert "Rani" in page.locator("h1").inner_text()
    assert page.locator("main article.offer").count() >= 5
    assert page.locator("main article.offer .reasons li").count() >= 5
    page.goto("/lowongan?wilayah=kota-bekasi")
    page.locator("main article.offer a").first.click()
    page.get_by_role("link", name="Lamar dengan profil saya").click()
    answer = page.locator("textarea[name=answer]")
    if answer.count():
        answer.fill("Bisa mulai Senin depan.")
    page.get_by_role("button", name="Kirim lamaran").click()
    page.wait_for_url("**/lamaran/*")
    assert "Terkirim" in page.locator("main").inner_text()
    assert fits(page)
    if script:
        assert accessibility_problems(page) == []


def test_what_is_hidden_does_not_come_back(phone: NewPhone) -> None:
    page = phone(script=False)
    sign_up(page, name="Rani", number="0812 0012 3457", village="jatirasa")
    page.goto("/hari-ini")
    first = page.locator("main article.offer .offer-title a").first
    address = first.get_attribute("href")
    page.locator("main article.offer summary").first.click()
    page.locator("main article.offer form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto("/hari-ini")
    left = [link.get_attribute("href") for link in page.locator("main article.offer .offer-title a").all()]
    assert left and address not in left
