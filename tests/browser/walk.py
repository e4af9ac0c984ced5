"""What several walks do alike."""

from __future__ import annotations

from playwright.sync_api import Locator, Page

from community.demo.load import PIN
from tests.browser.sound import accessibility_problems
from tests.support import deliver


def turn_to(page: Page, leading: Locator) -> None:
    """Click what leads to another page, and wait until that one is there.

    The old page may still stand, or the new one be empty, right after a click: waiting for the navigation itself
    is what keeps a look at the page from seeing either.
    """
    with page.expect_navigation(wait_until="load"):
        leading.click()


def sign_in(page: Page, number: str) -> None:
    """Sign in as one of the demo's named people."""
    page.goto("/masuk")
    page.locator("main input[name=address]").fill(number)
    page.locator("main input[name=secret]").fill(PIN)
    turn_to(page, page.locator("main form button[type=submit]").first)
    assert page.url.endswith("/hari-ini")


def fits(page: Page) -> bool:
    """Whether nothing sticks out of the screen to the right."""
    wide, screen = page.evaluate("[document.documentElement.scrollWidth, document.documentElement.clientWidth]")
    return bool(wide <= screen)


_FALLEN = """() => [...document.querySelectorAll('.section-head a')].filter(link => {
  const head = link.previousElementSibling.getBoundingClientRect(), beside = link.getBoundingClientRect();
  return beside.top >= head.bottom;
}).map(link => link.textContent)"""


def fallen_links(page: Page) -> list[str]:
    """The links of section heads that stand below their head instead of beside it."""
    found: list[str] = page.evaluate(_FALLEN)
    return found


def pick(page: Page, name: str, typed: str) -> None:
    """Type a few letters and take the first name offered; needs JavaScript."""
    field = page.locator(f"main .field:has([name={name}])")
    field.locator("input").fill("")
    field.locator("input").press_sequentially(typed)
    field.get_by_role("option").first.click()


def sign_up(page: Page, *, name: str, number: str, village: str, wants: str = "kerja", offered: bool = False) -> None:
    """Sign up in one page; with `offered`, the kelurahan is picked from the names offered while typing."""
    page.goto("/daftar")
    page.locator("input[name=call_name]").fill(name)
    page.locator("input[name=phone]").fill(number)
    if offered:
        pick(page, "home_code", village)
    else:
        page.locator("input[name=home_code]").fill(village)
    page.locator(f"input[name=intents][value={wants}]").check(force=True)
    page.locator("input[name=secret]").fill("275043")
    for consent in ("account", "matching", "messages"):
        page.locator(f"input[name=consent_{consent}]").check(force=True)
    turn_to(page, page.locator("main form button[type=submit]").first)
    deliver()


def assert_in_order(page: Page, *, script: bool) -> None:
    """Fail where something sticks out or axe objects; axe itself needs JavaScript."""
    problems = [] if fits(page) else ["something sticks out"]
    if script:
        problems += accessibility_problems(page)
    assert not problems, f"{page.url}: {problems}"


class Walker:
    """Somebody's phone: she follows links and presses buttons by their words, and every screen is looked at."""

    def __init__(self, page: Page, *, script: bool) -> None:
        self.page, self.script = page, script

    def look(self) -> None:
        """The screen she stands on is in order."""
        assert_in_order(self.page, script=self.script)

    def open(self, path: str) -> None:
        """Go to an address; it must be there."""
        answer = self.page.goto(path)
        assert answer is not None and answer.status == 200, path
        self.look()

    def follow(self, *words: str, within: str = "main") -> None:
        """Follow links one after the other."""
        for name in words:
            self.turn_to(self.page.locator(within).get_by_role("link", name=name).first)

    def press(self, words: str, /, near: str = "", **answers: str) -> None:
        """Fill the fields of these names and press the button, in the row that says `near`."""
        for name, answer in answers.items():
            self.page.locator(f"main [name={name}]:not([type=hidden])").first.fill(answer)
        around = self.page.locator("main li", has_text=near) if near else self.page.locator("main")
        self.turn_to(around.get_by_role("button", name=words).first)

    def turn_to(self, leading: Locator) -> None:
        """Click what leads to another screen and look at that one."""
        turn_to(self.page, leading)
        deliver()
        self.look()

    def sees(self, *words: str) -> None:
        """All of this stands on the screen."""
        for text in words:
            assert text in self.page.locator("main").inner_text(), f"{self.page.url} does not say {text!r}"
