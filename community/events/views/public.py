"""What everybody sees: the list, one event, its calendar file and poster."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, time, timedelta
from functools import partial
from typing import Any

from flask import g, make_response, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from werkzeug.wrappers import Response

from community.accounts import queries as accounts
from community.accounts.models import Purpose
from community.events import policies, queries, words
from community.events.models import Event, EventStatus, SignUpState
from community.events.views import blueprint, seen_event
from community.foundation import clock, slots
from community.foundation.doors import public
from community.foundation.errors import NotFound
from community.foundation.forms import argument, list_address
from community.foundation.guest_pages import same_for_guests
from community.foundation.paging import Page, bounded_id, moment, page_of
from community.foundation.redirects import public_address
from community.regions import queries as regions
from community.regions.info import RegionInfo
from community.skills import queries as skills

NEXT = 3
FILTERS = ("kata", "kapan")
SPANS = [
    ("hari-ini", _l("Hari ini")),
    ("besok", _l("Besok")),
    ("akhir-pekan", _l("Akhir pekan")),
    ("7-hari", _l("7 hari ke depan")),
    ("30-hari", _l("30 hari ke depan")),
]

_address = partial(list_address, "events.index", FILTERS)


def _days(span: str, today: date) -> tuple[date, date]:
    """The first day of a span and the day after its last one."""
    saturday = today + timedelta(days=max(0, 5 - today.weekday()))
    days = {
        "hari-ini": (today, today + timedelta(days=1)),
        "besok": (today + timedelta(days=1), today + timedelta(days=2)),
        # On a Sunday what is left of the weekend is that day.
        "akhir-pekan": (today if today.weekday() == 6 else saturday, _monday(today)),
        "7-hari": (today, today + timedelta(days=7)),
        "30-hari": (today, today + timedelta(days=30)),
    }
    return days[span]


def _monday(today: date) -> date:
    return today + timedelta(days=7 - today.weekday())


def _filtered(given: dict[str, str]) -> Any:
    statement = queries.upcoming()
    if given["kata"]:
        statement = statement.where(queries.about(given["kata"], skills.find_skills(given["kata"])))
    if given["kapan"]:
        first, last = (datetime.combine(day, time.min, clock.WIB) for day in _days(given["kapan"], clock.today()))
        statement = statement.where(queries.between(first, last))
    return statement


def _page(given: dict[str, str], region: RegionInfo) -> Page:
    return page_of(
        _filtered(given).where(regions.region_condition(Event.region_code, region.code)),
        [Event.starts_at, Event.id],
        [moment, bounded_id],
        argument("setelah", 300),
    )


def _nearest(region: RegionInfo) -> Event | None:
    """The next event there, where today has none; else the next one around."""
    _found, events = regions.nearest_with(region, lambda codes: queries.upcoming_in(codes, 1))
    return events[0] if events else None


@blueprint.get("")
@public
@same_for_guests
def index() -> str:
    """Events to come: in my kelurahan first, one tap wider."""
    given = {"kata": argument("kata", 60), "kapan": argument("kapan", 20)}
    names: dict[str, Any] = dict(SPANS)
    given["kapan"] = given["kapan"] if given["kapan"] in names else ""
    look = regions.look(argument("wilayah"), g.actor.region_code, partial(_page, given))
    region, page = look.shown, look.page
    shown = {"kata": given["kata"], "kapan": str(names.get(given["kapan"], ""))}
    chips = [{"text": shown[name], "href": _address(**{name: None})} for name in FILTERS if shown[name]]
    wider = regions.directory().wider(region.code)
    return render_template(
        "events/index.html",
        page=page,
        region=region,
        wider=wider,
        given=given,
        chips=chips,
        spans=SPANS,
        states=queries.states_of(g.actor.account_id, [event.id for event in page.rows]),
        near_day=words.near_day,
        widen_items=regions.ways_wider(region, g.actor.region_code, _address),
        nearest=None if page.rows or given["kapan"] != "hari-ini" else _nearest(region),
        wider_href=_address(wilayah=wider.slug) if wider else None,
        older=_address(setelah=page.next_mark, wilayah=region.slug) if page.next_mark else None,
        newer=None if page.is_first else _address(wilayah=region.slug),
        **_helps(),
    )


def _helps() -> dict[str, Callable[..., Any]]:
    now = clock.now()
    return {
        "when": words.when,
        "hours": words.hours,
        "soon": lambda event: words.is_soon(event, now),
        "region_label": regions.region_label,
    }


def address_of(event: Event) -> str:
    """The address of an event that can be passed on."""
    return public_address("events.show", public_id=event.public_id)


def _next_around(event: Event) -> str:
    """What comes next near where an event was; never a dead end."""
    region = regions.directory().by_code(event.region_code) or regions.directory().city
    found, events = regions.nearest_with(region, lambda codes: queries.upcoming_in(codes, NEXT))
    more = url_for("events.index", wilayah=found.slug)
    return (
        slots.fragment(
            "events/_section.html", title=_("Acara berikutnya di sekitar"), events=events, more=more, **_helps()
        )
        if events
        else ""
    )


@blueprint.get("/<public_id>")
@public
@same_for_guests
def show(public_id: str) -> str:
    """One event: when, where, how many places are left, and the reader's own place."""
    event, now = seen_event(public_id, g.actor), clock.now()
    own = queries.sign_up_of(event.id, g.actor.account_id)
    has_place = own is not None and own.state == SignUpState.CONFIRMED
    door = public_address("events.attendees", public_id=public_id)
    return render_template(
        "events/show.html",
        event=event,
        own=own,
        has_place=has_place,
        position=queries.waiting_position(own) if own is not None and not has_place else None,
        qr=words.qr_svg(f"{door}?kode={own.code}", _("Kode peserta")) if own and has_place else None,
        may_sign_up=policies.can_sign_up(g.actor, event, now),
        may_withdraw=policies.can_withdraw(g.actor, event, own, now) if own else None,
        may_manage=policies.can_manage(g.actor, event),
        may_edit=policies.can_edit(g.actor, event, now),
        may_cancel=policies.can_cancel(g.actor, event, now),
        may_publish=policies.can_publish(g.actor, event, now),
        over=event.ends_at <= now,
        next_events=_next_around(event) if event.ends_at <= now or event.status == EventStatus.CANCELLED else "",
        waiting=queries.number_waiting(event) if event.taken >= event.places else 0,
        messaged=own is not None and not has_place and Purpose.MESSAGES in accounts.consents_of(g.actor.account_id),
        region=regions.directory().by_code(event.region_code),
        topics=skills.skill_names(event.topics),
        invitation=words.invitation(event),
        address=address_of(event),
        **_helps(),
    )


@blueprint.get("/<public_id>/acara.ics")
@public
def calendar(public_id: str) -> Response:
    """The event for a calendar: public fields only."""
    event = seen_event(public_id, g.actor)
    if event.status == EventStatus.DRAFT:
        raise NotFound
    response = make_response(words.calendar(event, address_of(event)))
    response.headers["Content-Type"] = "text/calendar; charset=utf-8"
    response.headers["Content-Disposition"] = f'attachment; filename="acara-{event.public_id}.ics"'
    return response


@blueprint.get("/<public_id>/poster")
@public
def poster(public_id: str) -> str:
    """A sheet with a QR code, to hang up."""
    event = seen_event(public_id, g.actor)
    if event.status != EventStatus.OPEN:
        raise NotFound
    address = address_of(event)
    return render_template(
        "events/poster.html", event=event, qr=words.qr_svg(address, event.title), address=address, **_helps()
    )
