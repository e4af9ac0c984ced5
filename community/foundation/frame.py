"""What stands around every page: its top with the menu, its foot, the bar of a phone; made once for all alike."""

from __future__ import annotations

from flask import Flask, g, request

from community.foundation import slots

AREAS = "/wilayah"
# The addresses to which the menus lead: any other page belongs to none of them.
ENTRIES = frozenset(
    ("/", "/hari-ini", "/lowongan", "/pelatihan", "/mentor", "/program", "/acara", "/usaha", "/komunitas", "/admin",
     "/cari", AREAS, "/saya", "/masuk")
)  # fmt: skip


def _area() -> str:
    """The page of the area from where one looks."""
    actor = g.get("actor")
    return f"{AREAS}/{actor.region_slug}" if actor and actor.region_slug else AREAS


def _at(area: str) -> str:
    """The entry of the menus that this page belongs to: one's own area, or its first folder; "" for none."""
    folder = "/" + request.path.split("/")[1]
    return area if request.path == area else folder if folder in ENTRIES else ""


def page_top(unread: object) -> str:
    """The top of this page; `unread` is asked for its truth, and how it is said, for people with a session alone."""
    actor, area = g.get("actor"), _area()
    place = actor.region_name if actor else ""
    searching = request.path == "/cari"
    if actor is None or not actor.is_authenticated:
        return _top(_at(area), area, place, searching, "", False, "")
    said = str(unread) if unread else ""
    return _top(_at(area), area, place, searching, actor.call_name, actor.is_officer, said)


@slots.remembered
def _top(at: str, area: str, place: str, searching: bool, who: str, officer: bool, unread: str) -> str:
    """`who` is the name of the person signed in, "" for guests."""
    return slots.fragment(
        "layouts/_top.html",
        at=at, area=area, place=place, searching=searching, who=who, officer=officer, unread=unread,
    )  # fmt: skip


def page_tabs() -> str:
    """The bar at the lower edge of a phone."""
    actor, area = g.get("actor"), _area()
    return _tabs(_at(area), area, bool(actor and actor.is_authenticated))


@slots.remembered
def _tabs(at: str, area: str, signed_in: bool) -> str:
    return slots.fragment("layouts/_tabs.html", at=at, area=area, signed_in=signed_in)


@slots.remembered
def page_foot() -> str:
    """The part of the foot that is the same under every page."""
    return slots.fragment("layouts/_foot.html")


def init_app(app: Flask) -> None:
    """Let the layout call what stands around its page."""
    app.jinja_env.globals.update(page_top=page_top, page_tabs=page_tabs, page_foot=page_foot)
