"""Pages that look the same to every guest, kept for some seconds as they were sent.

A kept page is handed out only while no newer fact is recorded: what is published shows at once, and what is
closed, hidden or withdrawn is gone at once. What changes without a fact (the hour, counted numbers) may be
CACHE_SECONDS old. Browsers may keep such a page too, but must ask each time whether it is still the same.
"""

from __future__ import annotations

import re
import threading
from collections import OrderedDict
from collections.abc import Callable
from typing import NamedTuple, ParamSpec, TypeVar

from flask import Flask, current_app, g, request, session
from werkzeug.wrappers import Response

from community.foundation import cache, clock, languages
from community.foundation import views as site
from community.foundation.outbox import Mark

P = ParamSpec("P")
T = TypeVar("T")
EXTENSION = "guest_pages"
PLACE_COOKIE = "wilayah"
YEAR = 365 * 24 * 3600
_SLUG = re.compile(r"[a-z0-9-]{1,80}")
MOST = 500
LARGEST_BYTES = 64 * 1024
Key = tuple[str, ...]


class _Page(NamedTuple):
    until: float
    latest_fact: Mark
    headers: list[tuple[str, str]]
    body: bytes


class _Shelf:
    """The pages of one process; the one that was made first goes first."""

    def __init__(self) -> None:
        self.pages: OrderedDict[Key, _Page] = OrderedDict()
        self._lock = threading.Lock()

    def put(self, key: Key, page: _Page) -> None:
        with self._lock:
            self.pages.pop(key, None)
            if len(self.pages) >= MOST:
                self.pages.popitem(last=False)
            self.pages[key] = page


def same_for_guests(view: Callable[P, T]) -> Callable[P, T]:
    """Mark a view whose page depends on nothing but its address, the language, the theme and the place for guests."""
    view.same_for_guests = True  # type: ignore[attr-defined]
    return view


def remembers_place(view: Callable[P, T]) -> Callable[P, T]:
    """Mark a view of an area (`slug` in its address): guests who open it look from there until they open another."""
    view.remembers_place = True  # type: ignore[attr-defined]
    return view


def _opened_place() -> str:
    """The slug of the area whose page this request opens; "" for every other page."""
    view = current_app.view_functions.get(request.endpoint or "")
    return str((request.view_args or {}).get("slug", "")) if getattr(view, "remembers_place", False) else ""


def place() -> str:
    """From where a guest looks: the slug of the area page she opens or opened last, "" for none; not yet looked up."""
    slug = _opened_place() or request.cookies.get(PLACE_COOKIE, "")
    return slug if _SLUG.fullmatch(slug) else ""


def _remember_place(response: Response) -> Response:
    slug, actor = _opened_place(), g.get("actor")
    known = request.cookies.get(PLACE_COOKIE) == slug or (actor and actor.is_authenticated)
    if slug and not known and response.status_code in {200, 304}:
        response.set_cookie(
            PLACE_COOKIE, slug, max_age=YEAR, secure=current_app.config["SESSION_COOKIE_SECURE"], httponly=True,
            samesite="Lax",
        )  # fmt: skip
    return response


def _key() -> Key | None:
    """What tells this page from others; None for people with a session, and for views without the mark."""
    view = current_app.view_functions.get(request.endpoint or "")
    if request.method != "GET" or not getattr(view, "same_for_guests", False):
        return None
    if current_app.config["SESSION_COOKIE_NAME"] in request.cookies:
        return None
    encoding = request.headers.get("Accept-Encoding", "")
    return (request.url, languages.language(), site.theme(), place(), encoding[:100])


def _hand_out() -> Response | None:
    key = _key()
    if key is None:
        return None
    # Read before anything the page shows, so that a fact recorded meanwhile makes the page old.
    latest_fact = cache.latest_fact()
    known = current_app.extensions[EXTENSION].pages.get(key)
    if known is None or known.latest_fact != latest_fact or clock.now().timestamp() >= known.until:
        g.guest_page = (key, latest_fact)
        return None
    return Response(known.body, 200, known.headers).make_conditional(request)


def _put_away(response: Response) -> Response:
    key, latest_fact = g.pop("guest_page", (None, (0, 0)))
    # A session that was written to holds something of this visitor's own, as the guard of a form.
    if key is None or response.status_code != 200 or session.modified or "Set-Cookie" in response.headers:
        return response
    response.headers["Cache-Control"] = "private, no-cache"
    response.add_etag()
    body = response.get_data()
    if len(body) <= LARGEST_BYTES:
        until = clock.now().timestamp() + current_app.config["CACHE_SECONDS"]
        page = _Page(until, latest_fact, list(response.headers), body)
        current_app.extensions[EXTENSION].put(key, page)
    return response.make_conditional(request)


def init_app(app: Flask) -> None:
    """Hand out kept pages before anything is asked, and put new ones away as they leave."""
    app.extensions[EXTENSION] = _Shelf()
    app.before_request(_hand_out)
    # Called after a page is put away: the cookie belongs to this visitor alone.
    app.after_request(_remember_place)
    # Called last but one, because it is registered before those that compress and dress the response.
    app.after_request(_put_away)
