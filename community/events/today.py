"""What events have to say to a person today: where she is expected, and for officers what is on in their regions."""

from __future__ import annotations

from datetime import datetime, timedelta
from operator import attrgetter
from typing import Any

from flask import Flask
from flask_babel import gettext as _
from sqlalchemy import Select, and_, bindparam, select

from community.accounts import queries as accounts
from community.events.models import Event, SignUp, SignUpState
from community.events.queries import IS_RUNNING, LONGEST, is_upcoming
from community.events.words import near_day
from community.foundation import clock, concerns, slots
from community.foundation.languages import format_number
from community.foundation.today import Telling, tell_what_waits
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
    return {**_moments(), "three_days": clock.now() + AHEAD, "covered": accounts.covered_codes(actor)}


EXPECTED = Telling(
    endpoint="events.show",
    icon="ticket",
    tone="clay",
    title=lambda event: f"{near_day(event.since)}: {event.title}",
    meta=lambda event: _(
        "Tunjukkan kode %(code)s di %(place)s", code=f"{event.who[:3]} {event.who[3:]}", place=event.note
    ),
    due=attrgetter("since"),
)
AT_THE_DOOR = Telling(
    endpoint="events.attendees",
    icon="clipboard-list",
    tone="clay",
    title=lambda event: _("Daftar hadir: %(title)s", title=event.title),
    meta=lambda event: _(
        "%(when)s · %(place)s · %(taken)s dari %(places)s tempat terisi",
        when=near_day(event.since),
        place=event.note,
        taken=format_number(event.number),
        places=format_number(event.of),
    ),
)


def _my_regions(actor: Any, *, shown: int = 4, at_desk: bool = False, **_values: Any) -> str:
    if not actor.is_officer:
        return ""
    rows = AT_THE_DOOR.rows(actor, "event_in_my_regions")
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
    tell_what_waits(app, "expected", EXPECTED, position=18)
    slots.offer(app, "today.role", _my_regions, position=10)
    slots.offer(app, "admin.sections", lambda actor: _my_regions(actor, shown=8, at_desk=True), position=10)
    concerns.count(app, "my_events", _places, values=lambda actor: _moments())
