"""Drafting, opening, changing and cancelling events."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from functools import partial

from flask_babel import gettext as _

from community.accounts import audit
from community.accounts.actor import Actor
from community.communities import queries as communities
from community.communities.models import Community, CommunityKind
from community.events import policies
from community.events.models import Event, EventStatus
from community.events.queries import LONGEST
from community.events.services.places import fill, lock
from community.events.signals import EventCancelled, EventChanged, EventPublished
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, check_all
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.regions import queries as regions


@dataclass(frozen=True, slots=True)
class Plan:
    """What an organiser says of an event; None is not filled in yet, `theme` the slug of a themed community or ""."""

    title: str
    description: str
    region_code: str
    place: str
    landmark: str
    starts_at: datetime | None
    ends_at: datetime | None
    places: int | None
    organiser_name: str
    topics: list[str] = field(default_factory=list)
    theme: str = ""


def _check_region(plan: Plan) -> None:
    if plan.region_code and not regions.directory().covers(plan.region_code):
        raise DomainError(_("Pilih wilayah di kota ini."), field="region")


def _check_length(plan: Plan) -> None:
    if not plan.starts_at or not plan.ends_at:
        return
    if clock.local(plan.ends_at).date() < clock.local(plan.starts_at).date():
        raise DomainError(_("Hari terakhir tidak boleh sebelum hari pertama."), field="last_day")
    if plan.ends_at <= plan.starts_at:
        raise DomainError(_("Jam selesai harus sesudah jam mulai."), field="ends")
    if plan.ends_at - plan.starts_at > LONGEST:
        raise DomainError(_("Acara paling lama dua minggu."), field="last_day")


def _check_start(plan: Plan, event: Event | None) -> None:
    kept = event is not None and plan.starts_at == event.starts_at
    if plan.starts_at and plan.starts_at <= clock.now() and not kept:
        raise DomainError(_("Waktu ini sudah lewat. Pilih waktu yang akan datang."), field="day")


def _check_places(plan: Plan, event: Event | None) -> None:
    if plan.places is None:
        return
    if plan.places < 1:
        raise DomainError(_("Paling sedikit satu tempat."), field="places")
    if event is not None and plan.places < event.taken:
        raise DomainError(
            _("Sudah %(n)s orang mendapat tempat, jadi tidak bisa lebih sedikit dari itu.", n=event.taken),
            field="places",
        )


def _community(plan: Plan) -> Community | None:
    """The themed community that was chosen, else that of the region."""
    if not plan.theme:
        return communities.of_region(plan.region_code)
    themed = communities.by_slug(plan.theme)
    if themed is None or themed.kind != CommunityKind.THEME:
        raise DomainError(_("Pilih komunitas dari daftar."), field="theme")
    return themed


def check_plan(plan: Plan, event: Event | None = None) -> None:
    """Raise all that breaks a rule at once; what is not filled in yet breaks none. `event` is the one to be changed."""
    check_all(
        partial(_check_region, plan),
        partial(_check_length, plan),
        partial(_check_start, plan, event),
        partial(_check_places, plan, event),
        partial(_community, plan),
    )


def _write(event: Event, plan: Plan) -> None:
    for name in Plan.__slots__:
        if name != "theme":
            setattr(event, name, getattr(plan, name))
    community = _community(plan)
    event.community_id = community.id if community else None


def create(plan: Plan, *, actor: Actor) -> Event:
    """A draft that only organisers of its region see."""
    enforce(policies.can_organise(actor, plan.region_code))
    check_plan(plan)
    assert actor.account_id is not None
    event = Event(organiser_id=actor.account_id, taken=0, status=EventStatus.DRAFT)
    _write(event, plan)
    db.session.add(event)
    db.session.flush()
    _note("events.created", event, actor)
    return event


def edit(event: Event, plan: Plan, *, actor: Actor) -> None:
    """Change an event; more places let waiting people move up, fewer than are taken are refused."""
    lock(event)
    enforce(policies.can_edit(actor, event, clock.now()))
    enforce(policies.can_organise(actor, plan.region_code))
    check_plan(plan, event)
    before = _meeting(event)
    _write(event, plan)
    db.session.flush()
    if event.status == EventStatus.OPEN:
        record(EventChanged(event.id, moved=_meeting(event) != before))
        fill(event)
    _note("events.edited", event, actor)


def _meeting(event: Event) -> tuple[object, ...]:
    return event.starts_at, event.ends_at, event.place, event.region_code


def publish(event: Event, *, actor: Actor) -> None:
    """Open a draft; opening it twice changes nothing."""
    lock(event)
    if event.status == EventStatus.OPEN and policies.can_manage(actor, event):
        return
    enforce(policies.can_publish(actor, event, clock.now()))
    event.status = EventStatus.OPEN
    db.session.flush()
    record(EventPublished(event.id))
    _note("events.published", event, actor)


def cancel(event: Event, *, reason: str, actor: Actor) -> None:
    """Call an open event off; those who signed up read the reason."""
    lock(event)
    enforce(policies.can_cancel(actor, event, clock.now()))
    if len(reason) < 5:
        raise DomainError(_("Tulis alasannya dengan singkat. Semua pendaftar membacanya."), field="reason")
    event.status, event.cancel_reason = EventStatus.CANCELLED, reason
    db.session.flush()
    record(EventCancelled(event.id))
    _note("events.cancelled", event, actor)


def discard(event: Event, *, actor: Actor) -> None:
    """Throw a draft away."""
    lock(event)
    enforce(policies.can_discard(actor, event))
    _note("events.discarded", event, actor)
    db.session.delete(event)
    db.session.flush()


def _note(action: str, event: Event, actor: Actor) -> None:
    audit.note(action, f"event:{event.id}", actor=actor, region_code=event.region_code, title=event.title)
