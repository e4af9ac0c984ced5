from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.models import Intent
from community.communities.models import CommunityKind
from community.events import queries, subscriptions, today, words
from community.events.models import Event
from community.events.views import blueprint, desk, door, public, taking
from community.foundation import clock, concerns, slots
from community.foundation.cache import cached
from community.foundation.languages import language
from community.regions import queries as regions
from community.regions.info import RegionInfo

__all__ = ["desk", "door", "init_app", "public", "taking"]
SENTENCES = {
    "events.created": _l("Draf acara dibuat"),
    "events.edited": _l("Acara diubah"),
    "events.published": _l("Acara dibuka"),
    "events.cancelled": _l("Acara dibatalkan"),
    "events.discarded": _l("Draf acara dihapus"),
    "events.phone_opened": _l("Nomor HP peserta acara dilihat penyelenggara"),
    "events.presence_undone": _l("Tanda hadir di acara dihapus"),
}
ON_AREA_PAGE, ON_TODAY = 4, 3


def _section(title: str, events: Sequence[Event], more: str) -> str:
    if not events:
        return ""
    now = clock.now()
    return render_template(
        "events/_section.html",
        title=title,
        events=events,
        more=more,
        hours=words.hours,
        soon=lambda event: words.is_soon(event, now),
        region_label=regions.region_label,
    )


def _of_region(region: RegionInfo, **_values: Any) -> str:
    found, events = regions.nearest_with(region, lambda codes: queries.upcoming_in(codes, ON_AREA_PAGE))
    title = _("Acara terdekat") if found == region else _("Acara terdekat, di %(place)s", place=found.label)
    return _section(title, events, url_for("events.index", wilayah=found.slug))


def _near_home(region: RegionInfo, **_values: Any) -> str:
    """The next events around a person's home; the same for all her neighbours, so kept for a moment."""
    return cached(("events near home", region.code, language()), lambda: _list_near(region))


def _list_near(region: RegionInfo) -> str:
    found, events = regions.nearest_with(region, lambda codes: queries.upcoming_in(codes, ON_TODAY))
    if not events:
        return ""
    items = [
        {
            "href": url_for("events.show", public_id=event.public_id),
            "title": event.title,
            "meta": f"{words.when(event)} · {event.place}",
            "icon": "calendar-event",
            "tone": "clay",
        }
        for event in events
    ]
    title = _("Acara di %(place)s", place=found.label)
    more = url_for("events.index", wilayah=found.slug)
    return slots.fragment("events/_near_home.html", title=title, items=items, more=more)


def _of_community(community: Any, **_values: Any) -> str:
    if community.kind == CommunityKind.THEME:
        events = queries.upcoming_of_community(community.id)
        return _section(_("Acara kami"), events, url_for("events.index"))
    region = regions.directory().by_code(community.region_code)
    assert region is not None
    events = queries.upcoming_in(regions.codes_under(region.code), ON_AREA_PAGE)
    return _section(_("Acara terdekat"), events, url_for("events.index", wilayah=region.slug))


def _links(actor: Any, **_values: Any) -> dict[str, Any] | None:
    number = concerns.number_of(actor, "my_events")
    if not number and Intent.ACTIVITIES not in actor.intents:
        return None
    return {
        "href": url_for("events.mine"),
        "title": _("Acara saya"),
        "icon": "calendar-event",
        "meta": _("Yang Anda ikuti, dengan kodenya"),
        "group": "events",
        **({"count": number} if number else {}),
    }


def _officer_links(actor: Any, **_values: Any) -> dict[str, str] | None:
    if not actor.is_officer:
        return None
    return {
        "href": url_for("events.manage"),
        "title": _("Kelola acara"),
        "icon": "clipboard-list",
        "meta": _("Buat acara, lihat pendaftar, catat yang hadir"),
        "group": "duty",
    }


def init_app(app: Flask) -> None:
    """Wire events into the application."""
    app.register_blueprint(blueprint)
    subscriptions.subscribe_all()
    audit.THINGS["event"] = (Event.id, Event.public_id, Event.title)
    audit.SENTENCES.update(SENTENCES)
    slots.offer(app, "region.sections", _of_region, position=40)
    slots.offer(app, "community.sections", _of_community, position=20)
    today.init_app(app)
    slots.offer(app, "today.aside", _near_home, position=40)
    slots.offer(app, "me.links", _links, position=25)
    slots.offer(app, "me.links", _officer_links, position=70)
    slots.offer(app, "admin.tools", _officer_links, position=10)
    slots.offer(app, "account.data", lambda account_id: {"acara": queries.data_of(account_id)})
    slots.offer(app, "area.counts", lambda: ("event", queries.region_codes()))
