"""What several walks do alike."""

from __future__ import annotations

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

from community.demo.load import PIN
from tests.support import settle


def sign_in(page: Page, number: str) -> None:
    """Sign in as one of the demo's named people."""
    page.goto("/masuk")
    page.locator("main input[name=address]").fill(number)
    page.locator("main input[name=secret]").fill(PIN)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_url("**/hari-ini")


def fits(page: Page) -> bool:
    """Whether nothing sticks out of the screen to the right."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return bool(wide <= screen)


def accessibility_problems(page: Page) -> list[str]:
    """What axe finds on the page."""
    return [
        f"{violation['id']}: {violation['nodes'][0]['html'][:120]}"
        for violation in Axe().run(page).response["violations"]
    ]


def sign_up(page: Page, *, name: str, number: str, village: str) -> None:
    """Sign up in one page, as a school leaver who wants work."""
    page.goto("/daftar")
    page.locator("input[name=call_name]").fill(name)
    page.locator("input[name=phone]").fill(number)
    page.locator("input[name=home_code]").fill(village)
    page.locator("input[name=intents][value=kerja]").check(force=True)
    page.locator("input[name=secret]").fill("275043")
    for consent in ("account", "matching", "messages"):
        page.locator(f"input[name=consent_{consent}]").check(force=True)
    page.locator("main form button[type=submit]").first.click()
    page.wait_for_load_state()
    settle()
