"""Which pages are measured, and how their addresses are found on a site that runs."""

from __future__ import annotations

import itertools
import re
import secrets
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from typing import Protocol
from urllib.parse import urlencode

from benchmarks.client import Request, Visitor
from tests.pages import Node, form_values, read_page

GUEST, MEMBER, SEARCH = 3.0, 5.0, 8.0
QUERIES = 8
OK, SEE_OTHER = 200, 303
NOT_ONE_THING = {"saya", "kelola", "baru"}
EVENTS_ASKED = 12
WAITING_LIST = "daftar tunggu"


@dataclass(frozen=True, slots=True)
class Page:
    """A page by name: its address, or the list whose first entry it is; how often the bare list it may cost.

    `anew` asks for another address each time, so that nothing of the page as it was sent before can be handed out.
    """

    name: str
    path: str
    target: float
    first_of_list: bool = False
    signed_in: bool = False
    anew: bool = False


FOR_GUESTS = (
    Page("front page", "/", GUEST),
    Page("area page", "/wilayah/jatiasih", GUEST),
    Page("vacancy list", "/lowongan", GUEST),
    Page("vacancy page", "/lowongan", GUEST, first_of_list=True),
    Page("event page", "/acara", GUEST, first_of_list=True),
    Page("community page", "/komunitas", GUEST, first_of_list=True),
)
PAGES = (
    *FOR_GUESTS,
    # Guests are mostly handed what was kept; this is what the same pages cost when they are made.
    *(replace(page, name=f"{page.name}, made anew", anew=True) for page in FOR_GUESTS),
    Page("search", "/cari?q=memasak", SEARCH),
    Page("vacancy list, signed in", "/lowongan", MEMBER, signed_in=True),
    Page("Hari ini, signed in", "/hari-ini", MEMBER, signed_in=True),
)
SIGN_IN, SIGN_UP = "sign-in (POST)", "sign-up to an event (POST)"


class Browser(Protocol):
    """What finding addresses needs: `Visitor` over the network, or a client in the process."""

    def get(self, path: str) -> tuple[int, str]: ...

    def post(self, path: str, fields: Mapping[str, object]) -> tuple[int, str]: ...


_turns = itertools.count()


def varied(path: str) -> str:
    """The same page at an address that nobody asked for before."""
    return f"{path}{'&' if '?' in path else '?'}ke={next(_turns)}"


class Unreachable(Exception):
    """Why a page cannot be measured."""


def links(page: str, folder: str) -> list[str]:
    """The addresses of single things below `folder` that a page links to, in its order."""
    main = page.partition("<main")[2]
    found = re.findall(rf'href="({re.escape(folder)}/([\w-]+))["?#]', main)
    return list(dict.fromkeys(path for path, name in found if name not in NOT_ONE_THING))


def address_of(browser: Browser, page: Page) -> str:
    """The address of a page; Unreachable when it does not open."""
    path = page.path
    if page.first_of_list:
        status, text = browser.get(path)
        things = links(text, path)
        if status != OK or not things:
            raise Unreachable(f"{path} answers {status} and leads to nothing")
        path = things[0]
    status, _text = browser.get(path)
    if status != OK:
        raise Unreachable(f"{path} answers {status}")
    return path


def _form(text: str, fits: Callable[[Node], bool]) -> Node | None:
    forms = (form for form in read_page(text).every("form") if form.get("method").lower() == "post")
    return next((form for form in forms if fits(form)), None)


def _asks_secret(form: Node) -> bool:
    return any(field.get("type") == "password" for field in form.every("input"))


def sign_in_fields(browser: Browser, phone: str, pin: str) -> dict[str, object]:
    """The sign-in form of the site, filled."""
    status, text = browser.get("/masuk")
    form = _form(text, _asks_secret)
    if status != OK or form is None:
        raise Unreachable(f"/masuk answers {status} and shows no form for signing in")
    fields: dict[str, object] = dict(form_values(form))
    for field in form.every("input"):
        if field.get("type") == "password":
            fields[field.get("name")] = pin
        elif field.get("type", "text") in {"text", "tel"}:
            fields[field.get("name")] = phone
    return fields


def sign_in(browser: Browser, phone: str, pin: str) -> None:
    """Sign a browser in through the form; Unreachable when that does not work."""
    status, answer = browser.post("/masuk", sign_in_fields(browser, phone, pin))
    if status != SEE_OTHER or "/masuk" in answer:
        raise Unreachable(f"signing in answers {status}")


def sign_in_requests(host: str, people: list[tuple[str, str]], number: int) -> list[Request]:
    """`number` sign-ins, spread over people, each on a device on which she proved herself before."""
    groups = []
    for phone, pin in people:
        visitor = Visitor(host)
        fields = sign_in_fields(visitor, phone, pin)
        before = dict(visitor.cookies)
        visitor.post("/masuk", fields)
        # The session from before signing in, and the mark of the device from after it.
        visitor.cookies = {**visitor.cookies, **before}
        groups.append(Request("/masuk", visitor.cookie, urlencode(fields, doseq=True)))
    return [groups[index % len(groups)] for index in range(number)]


def event_addresses(browser: Browser) -> list[str]:
    """The events of the whole city, from the first pages of their list."""
    path, found = "/acara?wilayah=kota-bekasi", []
    for _number in range(EVENTS_ASKED):
        status, text = browser.get(path)
        found += links(text, "/acara") if status == OK else []
        older = re.search(r'rel="next" href="([^"]+)"', text)
        if older is None:
            break
        path = older[1].replace("&amp;", "&")
    return list(dict.fromkeys(found))


def _sign_up_forms(browser: Browser, events: list[str]) -> Iterator[Node]:
    for path in events:
        form = _form(browser.get(path)[1], lambda form: form.get("action").endswith("/daftar"))
        if form is not None:
            yield form


def sign_up_fields(browser: Browser, events: list[str]) -> dict[str, object]:
    """The hidden fields of the form by which one signs up, from the first event that shows it."""
    for form in _sign_up_forms(browser, events):
        return dict(form_values(form))
    raise Unreachable("no event shows a form for signing up")


def form_for_a_place(browser: Browser, events: list[str]) -> tuple[str, dict[str, object]]:
    """The address and the hidden fields of the form of the first event with a place left.

    Whoever joins a waiting list takes no place, and that is a statement less.
    """
    for form in _sign_up_forms(browser, events):
        if WAITING_LIST not in form.text.casefold():
            return form.get("action"), dict(form_values(form))
    raise Unreachable("no event has a place left")


def sign_up_request(event: str, cookie: str, fields: Mapping[str, object]) -> Request:
    """One sign-up as a fresh page would send it: with an idempotency key of its own."""
    fresh = {name: value if name == "csrf_token" else secrets.token_urlsafe(12) for name, value in fields.items()}
    return Request(f"{event}/daftar", cookie, urlencode(fresh, doseq=True))


def sign_up_requests(host: str, people: list[tuple[str, str]]) -> list[Request]:
    """One request for each pair of an event and a person."""
    visitors = []
    for phone, pin in people:
        visitor = Visitor(host)
        sign_in(visitor, phone, pin)
        visitors.append(visitor)
    events = event_addresses(visitors[0])
    forms = [sign_up_fields(visitor, events) for visitor in visitors]
    return [
        sign_up_request(event, visitor.cookie, fields)
        for event in events
        for visitor, fields in zip(visitors, forms, strict=True)
    ]
