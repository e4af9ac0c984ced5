"""Who may see, organise and attend events."""

from __future__ import annotations

from datetime import datetime

from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.foundation import clock
from community.foundation.policies import ALLOW, Decision, deny


def can_organise(actor: Actor, region_code: str) -> Decision:
    """Plan an event in a region: its coordinators and admins."""
    if actor.coordinates(region_code):
        return ALLOW
    return deny(_("Acara di wilayah ini hanya bisa dibuat oleh koordinatornya."))


def can_manage(actor: Actor, event: Event) -> Decision:
    """Change an event, see who comes, check people in: coordinators and admins of its region."""
    if actor.coordinates(event.region_code):
        return ALLOW
    return deny(_("Hanya koordinator wilayah acara ini yang bisa melakukannya."))


def can_see(actor: Actor, event: Event) -> Decision:
    """Open and cancelled events are public; a draft is seen by those who could organise it."""
    return ALLOW if event.status != EventStatus.DRAFT else can_manage(actor, event)


def can_publish(actor: Actor, event: Event, now: datetime) -> Decision:
    """Open a draft that has not begun."""
    if event.status != EventStatus.DRAFT:
        return deny(_("Acara ini sudah dibuka atau dibatalkan."))
    if event.starts_at <= now:
        return deny(_("Waktu acara sudah lewat. Ganti dulu tanggalnya."))
    return can_manage(actor, event)


def can_cancel(actor: Actor, event: Event, now: datetime) -> Decision:
    """Call off an open event that is not over."""
    if event.status != EventStatus.OPEN:
        return deny(_("Hanya acara yang sedang dibuka yang bisa dibatalkan."))
    if event.ends_at <= now:
        return deny(_("Acara ini sudah selesai."))
    return can_manage(actor, event)


def can_edit(actor: Actor, event: Event, now: datetime) -> Decision:
    """Change a draft, or an open event that is not over."""
    if event.status == EventStatus.CANCELLED:
        return deny(_("Acara yang dibatalkan tidak bisa diubah. Salin saja menjadi acara baru."))
    if event.status == EventStatus.OPEN and event.ends_at <= now:
        return deny(_("Acara ini sudah selesai. Salin saja menjadi acara baru."))
    return can_manage(actor, event)


def can_discard(actor: Actor, event: Event) -> Decision:
    """Throw a draft away."""
    if event.status != EventStatus.DRAFT:
        return deny(_("Hanya draf yang bisa dihapus."))
    return can_manage(actor, event)


def can_sign_up(actor: Actor, event: Event, now: datetime) -> Decision:
    """Take a place or a turn: signed-in people, while the event is open and not over."""
    if event.status == EventStatus.CANCELLED:
        return deny(_("Acara ini dibatalkan."))
    if event.status != EventStatus.OPEN:
        return deny(_("Acara ini belum dibuka."))
    if event.ends_at <= now:
        return deny(_("Acara ini sudah selesai."))
    return ALLOW if actor.is_authenticated else deny(_("Masuk dulu untuk mendaftar."))


def can_withdraw(actor: Actor, event: Event, sign_up: SignUp, now: datetime) -> Decision:
    """Give one's own place back, until the event is over or one is checked in."""
    if actor.account_id is None or actor.account_id != sign_up.account_id:
        return deny(_("Hanya orangnya sendiri yang bisa membatalkan."))
    if sign_up.checked_in_at is not None:
        return deny(_("Anda sudah tercatat hadir, jadi tidak bisa dibatalkan."))
    return ALLOW if event.ends_at > now else deny(_("Acara ini sudah selesai."))


def can_check_in(actor: Actor, event: Event, sign_up: SignUp, now: datetime) -> Decision:
    """Note that somebody with a place is there, from the day of the event on."""
    managed = can_manage(actor, event)
    if not managed:
        return managed
    if event.status != EventStatus.OPEN:
        return deny(_("Acara ini tidak sedang dibuka."))
    if clock.local(event.starts_at).date() > clock.local(now).date():
        return deny(_("Daftar hadir baru bisa diisi pada hari acara."))
    if sign_up.state != SignUpState.CONFIRMED:
        return deny(_("Orang ini masih di daftar tunggu. Tambah dulu jumlah tempatnya."))
    return ALLOW
