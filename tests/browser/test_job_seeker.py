"""A school leaver with a cheap phone: signs up, sees what fits and hides what does not."""

from __future__ import annotations

from tests.browser.conftest import NewPhone
from tests.browser.walk import sign_up


def test_what_is_hidden_does_not_come_back(phone: NewPhone) -> None:
    page = phone(script=False)
    sign_up(page, name="Rani", number="0812 0012 3457", village="jatirasa")
    page.goto("/hari-ini")
    assert page.locator("main article.offer").count() >= 5
    first = page.locator("main article.offer .offer-title a").first
    address = first.get_attribute("href")
    page.locator("main article.offer summary").first.click()
    page.locator("main article.offer form button[type=submit]").first.click()
    page.wait_for_load_state()
    page.goto("/hari-ini")
    left = [link.get_attribute("href") for link in page.locator("main article.offer .offer-title a").all()]
    assert left and address not in left
