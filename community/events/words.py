"""How an event is told in words: its time, its link for others, its calendar file."""

from __future__ import annotations

from datetime import datetime, timedelta
from urllib.parse import urlsplit

import segno
from flask_babel import gettext as _
from markupsafe import Markup

from community.events.models import Event, EventStatus
from community.foundation import clock
from community.foundation.languages import format_date, format_hour, format_span
from community.foundation.naming import Later
from community.regions import queries as regions

SOON = timedelta(days=2)
icalendar = Later("icalendar")


def when(event: Event) -> str:
    """ "Sab, 28 Nov 2026, 09.00–11.00 WIB"; both days when it lasts longer than one."""
    return format_span(event.starts_at, event.ends_at)


def hours(event: Event) -> str:
    """ "09.00–11.00 WIB", for standing beside its date; both days when it lasts longer than one."""
    begins, ends = clock.local(event.starts_at), clock.local(event.ends_at)
    return f"{begins:%H.%M}–{format_hour(ends)}" if begins.date() == ends.date() else when(event)


def near_day(begins: datetime) -> str:
    """ "Besok 13.00 WIB", "Sab, 28 Nov 2026, 09.00 WIB"; what has begun is on now."""
    if begins <= clock.now():
        return _("Sedang berlangsung")
    days = (clock.local(begins).date() - clock.today()).days
    day = {0: _("Hari ini"), 1: _("Besok")}.get(days) or format_date(begins) + ","
    return f"{day} {format_hour(begins)}"


def is_soon(event: Event, now: datetime) -> bool:
    """Whether it begins within two days."""
    return event.starts_at - now < SOON


def invitation(event: Event) -> str:
    """What people pass on with the link."""
    return f"{event.title}, {when(event)}, {event.place}."


def qr_svg(text: str, title: str) -> Markup:
    """A QR code as inline SVG that grows with its box."""
    svg = segno.make(text, error="m").svg_inline(omitsize=True, border=2, title=title, svgclass=None, lineclass=None)
    return Markup(svg)  # noqa: S704 - made of squares, its title escaped by segno


def calendar(event: Event, url: str) -> bytes:
    """The event as an .ics file: public fields only."""
    entry = icalendar.Event()
    entry.add("uid", f"{event.public_id}@{urlsplit(url).hostname}")
    entry.add("dtstamp", event.created_at)
    entry.add("dtstart", event.starts_at)
    entry.add("dtend", event.ends_at)
    entry.add("summary", event.title)
    where = (event.place, event.landmark, regions.region_label(event.region_code))
    entry.add("location", ", ".join(part for part in where if part))
    entry.add("url", url)
    entry.add("description", url)
    entry.add("status", "CANCELLED" if event.status == EventStatus.CANCELLED else "CONFIRMED")
    whole = icalendar.Calendar()
    whole.add("prodid", "-//Guyub//acara//ID")
    whole.add("version", "2.0")
    whole.add_component(entry)
    return bytes(whole.to_ical())
