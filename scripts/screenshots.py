"""Takes the main screens at three widths, light and dark, from a small demo city started for it."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright

from scripts import database, translations
from scripts.environment import ROOT, Refusal, free_port, site_environment
from scripts.serving import Site
from tests.provision.browser import ARGUMENTS, ensure_browser

WIDTHS = {360: 780, 768: 1024, 1280: 860}
THEMES = ("light", "dark")
GUEST = {
    "front": "/",
    "area": "/wilayah/jatiasih",
    "sign-in": "/masuk",
    "sign-up": "/daftar",
    "search": "/cari?q=memasak",
}
# Each list, and the first page it leads to.
LISTS = {
    "vacancies": "/lowongan",
    "events": "/acara",
    "communities": "/komunitas",
    "programmes": "/program",
    "mentors": "/mentor",
    "trainings": "/pelatihan",
    "businesses": "/usaha",
}
MEMBER = {"today": "/hari-ini"}
SIGN_IN = re.compile(r"(08[\d -]{8,16}\d)\D+(\d{6})\b")


@contextmanager
def demo_site(folder: Path, size: str = "small") -> Iterator[tuple[Site, str]]:
    """The site with a demo city in `folder`, on a free port, and the sign-ins of its people."""
    base = {name: value for name, value in os.environ.items() if name not in ("DATABASE_URL", "PUBLIC_URL")}
    base |= {
        "GUYUB_INSTANCE": str(folder),
        "GUYUB_ENV": "demo",
        "HOST": "127.0.0.1",
        "PORT": str(free_port()),
    }
    environment: Mapping[str, str] = site_environment(base, folder, "demo")
    translations.compile_changed()
    sign_ins = database.prepare(environment, demo=size)
    site = Site(environment)
    try:
        site.start()
        yield site, sign_ins
    finally:
        site.stop()


class Photographer:
    """Opens pages of one site in one browser and keeps a picture of each, and what went wrong."""

    def __init__(self, browser: Browser, site: str, folder: Path) -> None:
        self.browser, self.site, self.folder = browser, site, folder
        self.faults: list[str] = []

    def round(self, width: int, theme: str, sign_in: tuple[str, str] | None) -> None:
        """All screens once, in one width and theme."""
        context = self.browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        page, ending = context.new_page(), f"{width}-{theme}"
        for name, path in GUEST.items():
            self.take(page, path, f"{name}-{ending}")
        for name, path in LISTS.items():
            self.take(page, path, f"{name}-{ending}")
            first = page.locator(f"main .offer-title a[href^='{path}/'], main .link-list a[href^='{path}/']").first
            if first.count():
                self.take(page, str(first.get_attribute("href")), f"{name}-one-{ending}")
            else:
                self.faults.append(f"{path} at {width} px leads to nothing")
        if sign_in and self.enter(page, *sign_in):
            for name, path in MEMBER.items():
                self.take(page, path, f"{name}-{ending}")
        context.close()

    def take(self, page: Page, path: str, name: str) -> None:
        """One full page."""
        answer = page.goto(self.site + path)
        if answer is None or answer.status >= 400:
            self.faults.append(f"{path} answers with {answer.status if answer else 'nothing'}")
        page.screenshot(path=self.folder / f"{name}.png", full_page=True)

    def enter(self, page: Page, phone: str, pin: str) -> bool:
        """Sign in as a demo person through the form."""
        page.goto(f"{self.site}/masuk")
        form = page.locator("main form", has=page.locator("input[type=password]")).first
        form.locator("input:not([type=hidden]):not([type=password])").first.fill(phone)
        form.locator("input[type=password]").first.fill(pin)
        with page.expect_navigation(wait_until="load"):
            form.locator("button").last.click()
        if "/masuk" in page.url:
            self.faults.append(f"{phone} could not sign in")
            return False
        return True


def _photograph(site: Site, sign_ins: str, folder: Path) -> list[str]:
    people = SIGN_IN.findall(sign_ins)
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure_browser(), args=list(ARGUMENTS))
        photographer = Photographer(browser, site.address, folder)
        if not people:
            photographer.faults.append("'flask demo accounts' names nobody to sign in as")
        for width in WIDTHS:
            for theme in THEMES:
                print(f"  {width} px, {theme} …", flush=True)
                photographer.round(width, theme, people[0] if people else None)
        browser.close()
    return photographer.faults


def main() -> int:
    """Take all pictures; 1 when a page failed."""
    out = Path(os.environ.get("OUT") or ROOT / "docs" / "screenshots").resolve()
    out.mkdir(parents=True, exist_ok=True)
    try:
        with (
            tempfile.TemporaryDirectory(prefix="guyub-") as folder,
            demo_site(Path(folder)) as (site, sign_ins),
        ):
            faults = _photograph(site, sign_ins, out)
    except (Refusal, subprocess.SubprocessError) as problem:
        print(problem, file=sys.stderr)
        return 1
    print(*dict.fromkeys(faults), f"The pictures are in {out}.", sep="\n")
    return 1 if faults else 0


if __name__ == "__main__":
    raise SystemExit(main())
