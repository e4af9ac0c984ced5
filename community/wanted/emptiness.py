"""Noticing a search without result and counting it once the answer is out, without keeping who asked."""

from __future__ import annotations

import hashlib
import hmac
import logging
import re
from collections import OrderedDict
from dataclasses import dataclass

from flask import Flask, current_app, g, request, session
from werkzeug.wrappers import Response

from community.foundation import clock
from community.foundation.transactions import unit_of_work
from community.search.analysis import words_of
from community.search.hits import IndexUnavailable
from community.search.queries import PEOPLE, engine, places_in
from community.wanted import queries, services

log = logging.getLogger(__name__)
# In the visitor's own browser: the day and what it asked then.
MARK = "empty_searches"
EXTENSION = "empty_searches_seen"
# Everybody who searches is always in the same of so few groups that none of them tells who she is.
GROUP, GROUPS = "empty_searches_group", 256
MOST_A_DAY, MOST_SEEN = 20, 4_096
LONGEST, MOST_WORDS, LONGEST_WORD, MOST_DIGITS = 80, 6, 30, 4
# What stands in addresses of houses and pages, never in the name of something offered.
_ADDRESS = frozenset("jl jln gg gang rt rw blok perum perumahan komplek kompleks cluster apartemen no nomor".split())
_NOT_WORDS = re.compile(r"@|://|\bwww\.|\.(?:com|id|net|org)\b", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Emptiness:
    """Words that found nothing, and the place they named ("" for none)."""

    words: str
    region_code: str
    by_guest: bool
    group: int


def words_to_keep(text: str) -> str:
    """The words in one spelling; "" for what may tell who somebody is or where she lives."""
    words = words_of(text)
    typed = re.findall(r"\w+", text.casefold())
    if _NOT_WORDS.search(text) or not 0 < len(words) <= MOST_WORDS or not _ADDRESS.isdisjoint(typed):
        return ""
    if not any(word.isalpha() for word in words):
        return ""
    if sum(letter.isdigit() for letter in text) > MOST_DIGITS or max(map(len, words)) > LONGEST_WORD:
        return ""
    kept = " ".join(words)
    return kept if len(kept) <= LONGEST else ""


def notice(text: str) -> None:
    """Note for the end of this request that these words found nothing; once for a browser and day."""
    try:
        rest, named = places_in(text)
    except IndexUnavailable:
        return
    words = words_to_keep(rest)
    if not words or "empty_search" in g:
        return
    region_code = min((region.code for region in named), key=len, default="")
    if _is_first(f"{words}|{region_code}"):
        g.empty_search = Emptiness(words, region_code, by_guest=not g.actor.is_authenticated, group=_group())


def _is_first(asked: str) -> bool:
    """Whether this visitor asks it for the first time today.

    A browser remembers for itself. Members, who may use several, and what comes without a cookie, as most machines
    do, are remembered by this process alone, as numbers that mean nothing outside it.
    """
    today = clock.today().isoformat()
    short = hashlib.sha256(asked.encode()).hexdigest()[:8]
    mark = session.get(MARK)
    seen = list(mark[1]) if isinstance(mark, list) and len(mark) == 2 and mark[0] == today else []
    if short in seen or len(seen) >= MOST_A_DAY:
        return False
    has_cookie = current_app.config["SESSION_COOKIE_NAME"] in request.cookies
    session[MARK] = [today, [*seen, short]]
    if g.actor.is_authenticated:
        return _is_first_here(today, f"account:{g.actor.account_id}", asked)
    return has_cookie or _is_first_here(today, f"address:{request.remote_addr}", asked)


def _group() -> int:
    """The group of this visitor: an account's is always the same, a browser keeps the one it was first seen with."""
    if g.actor.is_authenticated:
        return _group_of(f"account:{g.actor.account_id}")
    if not isinstance(session.get(GROUP), int):
        session[GROUP] = _group_of(f"address:{request.remote_addr}")
    return int(session[GROUP])


def _group_of(visitor: str) -> int:
    # With the secret of the site, so that nobody else can work out who is in which.
    digest = hmac.digest(current_app.config["SECRET_KEY"].encode(), visitor.encode(), "sha256")
    return int.from_bytes(digest[:8]) % GROUPS


def _is_first_here(today: str, visitor: str, asked: str) -> bool:
    shelf: OrderedDict[int, int] = current_app.extensions.setdefault(EXTENSION, OrderedDict())
    who, what = hash((today, visitor)), hash((today, visitor, asked))
    if what in shelf or shelf.get(who, 0) >= MOST_A_DAY:
        return False
    shelf[what], shelf[who] = 1, shelf.get(who, 0) + 1
    while len(shelf) > MOST_SEEN:
        shelf.popitem(last=False)
    return True


def count(app: Flask, empty: Emptiness) -> None:
    """Count in a unit of work of its own; what goes wrong here is nobody's business who only searched."""
    try:
        with app.app_context():
            if queries.names_among([empty.words]) or (empty.by_guest and _names_somebody(empty.words)):
                return
            with unit_of_work():
                services.count_empty(empty.words, empty.region_code, empty.group)
    except Exception:
        log.exception("a search without result was not counted")


def _names_somebody(words: str) -> bool:
    """Whether members would have found a person by these words: then they are her name more likely than a wish."""
    try:
        return bool(engine().search(words, limit=1, kinds=(PEOPLE,)))
    except IndexUnavailable:
        return True


def _count_after(response: Response) -> Response:
    empty: Emptiness | None = g.pop("empty_search", None)
    if empty is not None and response.status_code == 200 and request.method == "GET":
        app = current_app._get_current_object()  # type: ignore[attr-defined]
        response.call_on_close(lambda: count(app, empty))
    return response


def init_app(app: Flask) -> None:
    """Count once the answer is out, so that nobody waits for it."""
    app.after_request(_count_after)
