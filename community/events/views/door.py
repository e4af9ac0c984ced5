"""At the door: who comes, who waits, who is there; checking in by list and by code."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import audit
from community.accounts import queries as accounts
from community.accounts.models import Account
from community.events import queries, services, words
from community.events.forms import CodeForm
from community.events.models import Event, EventStatus, SignUp, SignUpState
from community.events.views import blueprint, managed_event
from community.foundation import clock
from community.foundation.doors import role_required
from community.foundation.forms import argument
from community.foundation.paging import Page, bounded_id, page_of
from community.foundation.redirects import see_other
from community.members.queries import may_open_phone, phones_open_to

LOOK, SHEET = timedelta(hours=1), 1000
OFFICERS = ("coordinator", "admin")


def _list(event: Event, waits: bool, text: str) -> Page:
    mark = argument("setelah", 300)
    if waits:
        people = queries.attendees(event.id, SignUpState.WAITING, text)
        return page_of(people, [SignUp.id], [bounded_id], mark, size=50, scalars=False)
    people = queries.attendees(event.id, SignUpState.CONFIRMED, text)
    return page_of(people, [Account.call_name, SignUp.id], [str, bounded_id], mark, size=50, scalars=False)


def _seen_phone(event: Event) -> tuple[str, str] | None:
    """(name, number) of the person whose number this officer has just asked for."""
    found = queries.sign_up_in(event.id, argument("nomor", 20)) if argument("nomor") else None
    if found is None:
        return None
    own, account = found
    look = audit.find(
        services.PHONE_OPENED,
        f"account:{own.account_id}",
        actor_id=g.actor.account_id,
        since=clock.now() - LOOK,
    )
    if look is None or not may_open_phone(account.id, g.actor):
        return None
    return account.call_name, account.phone or ""


def _page(event: Event, form: CodeForm) -> str:
    waits, text = argument("daftar") == "tunggu", argument("kata", 60)
    kept: dict[str, Any] = {"daftar": "tunggu" if waits else None, "kata": text or None}
    here = {name: value for name, value in kept.items() if value}
    page = _list(event, waits, text)
    return render_template(
        "events/attendees.html",
        event=event,
        form=form,
        page=page,
        waits=waits,
        text=text,
        counts=queries.attendance(event.id),
        phone=_seen_phone(event),
        callable_ids=phones_open_to(g.actor, [row.account_id for row in page.rows]),
        is_day=clock.local(event.starts_at).date() <= clock.today() and event.status == EventStatus.OPEN,
        when=words.when,
        older=page.next_mark and url_for("events.attendees", public_id=event.public_id, setelah=page.next_mark, **here),
        newer=None if page.is_first else url_for("events.attendees", public_id=event.public_id, **here),
    )


@blueprint.get("/<public_id>/peserta")
@role_required(*OFFICERS)
def attendees(public_id: str) -> str:
    """Who comes and who waits; with `kode`, the code of a scanned QR stands ready in its box."""
    event = managed_event(public_id, g.actor)
    return _page(event, CodeForm(formdata=None, code=argument("kode", 20)))


@blueprint.post("/<public_id>/peserta")
@role_required(*OFFICERS)
def check_in_code(public_id: str) -> Any:
    """Check in by code."""
    event = managed_event(public_id, g.actor)
    form = CodeForm()
    if form.validate_on_submit():
        with form.showing_errors():
            own, was_new = services.check_in_by_code(event, form.code.data, actor=g.actor)
            return _checked_in(event, own, was_new)
    return _page(event, form), form.status


@blueprint.post("/<public_id>/peserta/<sign_up_id>/hadir")
@role_required(*OFFICERS)
def check_in(public_id: str, sign_up_id: str) -> Response:
    """Check in from the list."""
    event = managed_event(public_id, g.actor)
    own, was_new = services.check_in(event, sign_up_id, actor=g.actor)
    return _checked_in(event, own, was_new)


def _checked_in(event: Event, own: SignUp, was_new: bool) -> Response:
    name = accounts.names_of([own.account_id]).get(own.account_id, "")
    if was_new:
        flash(_("%(name)s hadir. Selamat datang!", name=name), "success")
    else:
        flash(_("%(name)s sudah tercatat hadir.", name=name), "info")
    return see_other("events.attendees", public_id=event.public_id)


@blueprint.post("/<public_id>/peserta/<sign_up_id>/belum-hadir")
@role_required(*OFFICERS)
def undo_check_in(public_id: str, sign_up_id: str) -> Response:
    """Take back a tap on the wrong name."""
    event = managed_event(public_id, g.actor)
    services.undo_check_in(event, sign_up_id, actor=g.actor)
    flash(_("Tanda hadir dihapus."), "success")
    return see_other("events.attendees", public_id=public_id)


@blueprint.post("/<public_id>/peserta/<sign_up_id>/nomor")
@role_required(*OFFICERS)
def see_phone(public_id: str, sign_up_id: str) -> Response:
    """Write down that an organiser looks at somebody's number, then show it."""
    event = managed_event(public_id, g.actor)
    services.see_phone(event, sign_up_id, actor=g.actor)
    return see_other("events.attendees", public_id=public_id, nomor=sign_up_id)


@blueprint.get("/<public_id>/daftar-hadir")
@role_required(*OFFICERS)
def sheet(public_id: str) -> str:
    """The list of those who have a place, for printing and signing."""
    event = managed_event(public_id, g.actor)
    people = page_of(
        queries.attendees(event.id, SignUpState.CONFIRMED),
        [Account.call_name, SignUp.id],
        [str, bounded_id],
        None,
        size=SHEET,
        scalars=False,
    )
    return render_template("events/sheet.html", event=event, people=people.rows, when=words.when)
