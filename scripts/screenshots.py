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
# What people see once they are signed in, by the place of who sees it among the demo people.
MEMBERS = {
    0: {
        "today": "/hari-ini",
        "suggestions": "/cocok",
        "profile": "/profil",
        "me": "/saya",
        "notices": "/pemberitahuan",
        "applications": "/lamaran",
        "saved-searches": "/cari/simpanan",
        "account": "/akun",
    },
    1: {"owner-today": "/hari-ini", "owner-businesses": "/usaha/saya", "owner-vacancies": "/lowongan/kelola"},
    2: {"startup-programmes": "/program/kelola"},
    3: {"coordinator-today": "/hari-ini", "coordinator-desk": "/admin", "coordinator-events": "/acara/kelola"},
    4: {"mentor-requests": "/mentor/permintaan"},
    5: {"admin-desk": "/admin"},
}
# Guests see these otherwise than the first of the demo people does.
MEMBER_LISTS = ("vacancies", "events", "communities", "mentors", "programmes")
People = list[tuple[str, str]]
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

    def round(self, width: int, theme: str, people: People) -> None:
        """All screens once, in one width and theme."""
        ending = f"{width}-{theme}"
        with self.visitor(width, theme) as page:
            for name, path in GUEST.items():
                self.take(page, path, f"{name}-{ending}")
            for name, path in LISTS.items():
                self.take(page, path, f"{name}-{ending}")
                self.take_first(page, path, f"{name}-one-{ending}")
        for number, person in enumerate(people):
            with self.visitor(width, theme) as page:
                if number in MEMBERS and self.enter(page, *person):
                    self.signed_in(page, number, ending)

    @contextmanager
    def visitor(self, width: int, theme: str) -> Iterator[Page]:
        """A page of a visitor of whom the site knows nothing."""
        context = self.browser.new_context(
            viewport={"width": width, "height": WIDTHS[width]},
            color_scheme="dark" if theme == "dark" else "light",
            reduced_motion="reduce",
        )
        yield context.new_page()
        context.close()

    def signed_in(self, page: Page, number: int, ending: str) -> None:
        """What one of the demo people sees."""
        for name, path in MEMBERS[number].items():
            self.take(page, path, f"{name}-{ending}")
        if number == 0:
            for name in MEMBER_LISTS:
                page.goto(self.site + LISTS[name])
                self.take_first(page, LISTS[name], f"{name}-one-member-{ending}")

    def take_first(self, page: Page, path: str, name: str) -> None:
        """The first page that the list on the screen leads to."""
        first = page.locator(f"main .offer-title a[href^='{path}/'], main .link-list a[href^='{path}/']").first
        if first.count():
            self.take(page, str(first.get_attribute("href")), name)
        else:
            self.faults.append(f"{path} leads to nothing for {name}")

    def take(self, page: Page, path: str, name: str) -> None:
        """One full page."""
        answer = page.goto(self.site + path)
        if answer is None or answer.status >= 400:
            self.faults.append(f"{path} answers with {answer.status if answer else 'nothing'}")
        elif page.url.partition("?")[0] != (self.site + path).partition("?")[0]:
            self.faults.append(f"{path} leads to {page.url.removeprefix(self.site)} instead, for {name}")
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
        if len(people) < len(MEMBERS):
            photographer.faults.append(f"'flask demo accounts' names {len(people)} people to sign in as")
        for width in WIDTHS:
            for theme in THEMES:
                print(f"  {width} px, {theme} …", flush=True)
                photographer.round(width, theme, people)
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
