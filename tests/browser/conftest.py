"""A small demo city on a real server, and a phone to walk through it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator

import pytest
from flask import Flask
from playwright.sync_api import Browser, BrowserContext, Page
from werkzeug.serving import make_server

from community.foundation.database import db
from tests.city import load_city

PHONE = {"width": 360, "height": 740}
NewPhone = Callable[..., Page]


@pytest.fixture
def site(app: Flask) -> Iterator[str]:
    """The address of a server with the small demo city; the worker has nothing left to do."""
    load_city()
    server = make_server("127.0.0.1", 0, app, threaded=True)
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield f"http://127.0.0.1:{server.server_port}"
    finally:
        server.shutdown()
        thread.join()
        server.server_close()
        db.session.remove()


@pytest.fixture
def phone(browser: Browser, site: str) -> Iterator[NewPhone]:
    """Opens pages of 360 px; `script=False` switches JavaScript off, `dark=True` asks for the dark theme."""
    contexts: list[BrowserContext] = []

    def open_page(*, script: bool = True, dark: bool = False) -> Page:
        context = browser.new_context(
            viewport=PHONE,  # type: ignore[arg-type]
            java_script_enabled=script,
            color_scheme="dark" if dark else "light",
            base_url=site,
            # Scrolling softly to every button takes longer than the page it stands on.
            reduced_motion="reduce",
        )
        contexts.append(context)
        return context.new_page()

    yield open_page
    for context in contexts:
        context.close()
