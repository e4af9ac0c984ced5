"""What events have to say to a person today: where she is expected, and for officers what is on in their regions."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from sqlalchemy import Select, and_, bindparam, select

from community.events.models import Event, SignUp, SignUpState
from community.events.queries import IS_RUNNING, LONGEST, is_upcoming
from community.foundation import clock, concerns, slots
from community.foundation.languages import format_date, format_hour, format_number
from community.regions import queries as regions

NEAR, AHEAD = timedelta(hours=36), timedelta(days=3)


def _expected() -> Select[Any]:
    given = concerns.columns(
        key=Event.public_id,
        title=Event.title,
        who=SignUp.code,
        note=Event.place,
        since=Event.starts_at,
        until=Event.ends_at,
    )
    return (
        select(*given)
        .join(SignUp, and_(SignUp.event_id == Event.id, SignUp.account_id == concerns.ME))
        .where(SignUp.state == SignUpState.CONFIRMED, SignUp.checked_in_at.is_(None))
        .where(is_upcoming(bindparam("now"), bindparam("oldest")), Event.starts_at < bindparam("soon"))
        .order_by(Event.starts_at, Event.id)
    )


def _places() -> Select[Any]:
    """Every place and turn at events that are not over."""
    mine = (SignUp.account_id == concerns.ME, IS_RUNNING)
    ahead = is_upcoming(bindparam("now"), bindparam("oldest"))
    return select(SignUp.id).join(Event, Event.id == SignUp.event_id).where(*mine, ahead)


def _in_my_regions() -> Select[Any]:
    given = concerns.columns(
        key=Event.public_id,
        title=Event.title,
        note=Event.place,
        since=Event.starts_at,
        until=Event.ends_at,
        number=Event.taken,
        of=Event.places,
    )
    return (
        select(*given)
        .where(
            is_upcoming(bindparam("now"), bindparam("oldest")),
            Event.starts_at < bindparam("three_days"),
            Event.region_code.in_(bindparam("covered", expanding=True)),
        )
        .order_by(Event.starts_at, Event.id)
    )


def _moments() -> dict[str, datetime]:
    now = clock.now()
    return {"now": now, "oldest": now - LONGEST, "soon": now + NEAR}


def _of_officer(actor: Any) -> dict[str, Any]:
    covered = {code for grant in actor.grants for code in regions.codes_under(grant.region_code)}
    return {**_moments(), "three_days": clock.now() + AHEAD, "covered": sorted(covered)}


def near_day(begins: datetime) -> str:
    """ "Besok 13.00 WIB", "Sab, 28 Nov 2026, 09.00 WIB"; what has begun is on now."""
    if begins <= clock.now():
        return _("Sedang berlangsung")
    days = (clock.local(begins).date() - clock.today()).days
    day = {0: _("Hari ini"), 1: _("Besok")}.get(days) or format_date(begins) + ","
    return f"{day} {format_hour(begins)}"


def _todo(actor: Any, **_values: Any) -> list[dict[str, Any]]:
    return [
        {
            "href": url_for("events.show", public_id=row.key),
            "title": f"{near_day(row.since)}: {row.title}",
            "meta": _("Tunjukkan kode %(code)s di %(place)s", code=f"{row.who[:3]} {row.who[3:]}", place=row.note),
            "icon": "ticket",
            "tone": "clay",
            "since": row.since,
            "due": row.since,
        }
        for row in concerns.of(actor, "expected")
        if row.since and row.who
    ]


def at_the_door(actor: Any) -> list[dict[str, Any]]:
    """Rows of the next three days' events in an officer's regions, each leading to its attendance list."""
    return [
        {
            "href": url_for("events.attendees", public_id=row.key),
            "title": _("Daftar hadir: %(title)s", title=row.title),
            "meta": _(
                "%(when)s · %(place)s · %(taken)s dari %(places)s tempat terisi",
                when=near_day(row.since),
                place=row.note,
                taken=format_number(row.number or 0),
                places=format_number(row.of or 0),
            ),
            "icon": "clipboard-list",
            "tone": "clay",
        }
        for row in concerns.of(actor, "event_in_my_regions")
        if row.since
    ]


def _my_regions(actor: Any, *, shown: int = 4, at_desk: bool = False, **_values: Any) -> str:
    if not actor.is_officer:
        return ""
    rows = at_the_door(actor)
    place = " · ".join(regions.region_label(grant.region_code) for grant in actor.grants)
    return slots.fragment(
        "events/_my_regions.html",
        place=place,
        items=rows[:shown],
        more=max(len(rows) - shown, 0),
        at_desk=at_desk,
        community=next(iter(concerns.of(actor, "office_community")), None),
    )


def init_app(app: Flask) -> None:
    """Offer the rows and the parts of "Hari ini" and of the officers' desk."""
    concerns.offer(app, "expected", _expected, values=lambda actor: _moments())
    concerns.offer(
        app, "event_in_my_regions", _in_my_regions, wanted=lambda actor: actor.is_officer, values=_of_officer
    )
    slots.offer(app, "today.todo", _todo, position=18)
    slots.offer(app, "today.role", _my_regions, position=10)
    slots.offer(app, "admin.sections", lambda actor: _my_regions(actor, shown=8, at_desk=True), position=10)
    concerns.count(app, "my_events", _places, values=lambda actor: _moments())
