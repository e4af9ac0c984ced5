"""What a phone downloads on its first visit: requests and bytes, headers included, in a real Chromium."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import Browser, ViewportSize, sync_playwright
from playwright.sync_api import Error as BrowserError

from benchmarks.client import Visitor
from benchmarks.pages import PAGES, Page, Unreachable, address_of
from benchmarks.report import Row
from tests.provision.browser import ARGUMENTS, ensure_browser
from tests.weight import MOST_BYTES, MOST_REQUESTS

PHONE: ViewportSize = {"width": 360, "height": 780}
VISITED = (
    *(page for page in PAGES if page.name in {"front page", "area page", "vacancy list", "vacancy page"}),
    Page("sign-up page", "/daftar", 0),
)


def _visit(browser: Browser, address: str) -> tuple[int, int]:
    """(requests, bytes) of opening an address with an empty cache, until the network rests."""
    context = browser.new_context(viewport=PHONE, device_scale_factor=2, is_mobile=True, has_touch=True)
    try:
        page, wire = context.new_page(), {"requests": 0, "bytes": 0}

        def asked(sent: dict[str, Any]) -> None:
            wire["requests"] += not sent["request"]["url"].startswith("data:")

        def loaded(done: dict[str, Any]) -> None:
            wire["bytes"] += int(done["encodedDataLength"])

        listener = context.new_cdp_session(page)
        listener.on("Network.requestWillBeSent", asked)
        listener.on("Network.loadingFinished", loaded)
        listener.send("Network.enable")
        page.goto(address, wait_until="networkidle", timeout=30_000)
        return wire["requests"], wire["bytes"]
    finally:
        context.close()


def _rows(browser: Browser, host: str, page: Page) -> list[Row]:
    what = f"first visit, {page.name}"
    try:
        requests, size = _visit(browser, f"http://{host}{address_of(Visitor(host), page)}")
    except (Unreachable, BrowserError) as problem:
        why = str(problem).splitlines()[0]
        return [
            Row(f"{what}: transferred", None, "KB", MOST_BYTES / 1024, why),
            Row(f"{what}: requests", None, "requests", MOST_REQUESTS, why),
        ]
    return [
        Row(f"{what}: transferred", round(size / 1024, 1), "KB", MOST_BYTES / 1024),
        Row(f"{what}: requests", requests, "requests", MOST_REQUESTS),
    ]


def measure(host: str) -> list[Row]:
    """Two rows for each page that is visited."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=ensure_browser(), args=list(ARGUMENTS))
        try:
            return [row for page in VISITED for row in _rows(browser, host, page)]
        finally:
            browser.close()
