"""The organiser's desk: planning, opening, changing, copying and cancelling."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.events import policies, queries, services, words
from community.events.forms import CancelForm, EventForm
from community.events.models import Event
from community.events.views import blueprint, managed_event
from community.foundation import clock
from community.foundation.doors import role_required
from community.foundation.forms import argument
from community.foundation.paging import bounded_id, moment, page_of
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.regions import queries as regions


@blueprint.get("/kelola")
@role_required("coordinator", "admin")
def manage() -> str:
    """Every event of the actor's regions: to come with drafts, or past."""
    past = argument("kapan") == "lewat"
    page = page_of(
        queries.organised_by(g.actor, past=past),
        [Event.starts_at, Event.id],
        [moment, bounded_id],
        argument("setelah", 300),
        descending=past,
    )
    here: dict[str, Any] = {"kapan": "lewat"} if past else {}
    return render_template(
        "events/manage.html",
        page=page,
        past=past,
        older=page.next_mark and url_for("events.manage", setelah=page.next_mark, **here),
        newer=None if page.is_first else url_for("events.manage", **here),
        hours=words.hours,
        region_label=regions.region_label,
    )


def _form() -> EventForm:
    form = EventForm()
    form.offer_choices(g.actor)
    return form


@blueprint.route("/baru", methods=["GET", "POST"])
@role_required("coordinator", "admin")
def new() -> Any:
    """Draft an event, from an earlier one with `dari`."""
    form = _form()
    source = argument("dari", 20)
    if not form.is_submitted():
        if source:
            form.show(managed_event(source, g.actor), with_time=False)
        else:
            form.region.process_data(g.actor.region_code)
    if form.validate_on_submit():
        with form.showing_errors():
            event = services.create(form.plan(), actor=g.actor)
            flash(_("Draf tersimpan. Periksa sekali lagi, lalu buka pendaftarannya."), "success")
            return see_other("events.show", public_id=event.public_id)
    else:
        form.blame_rules(lambda: services.check_plan(form.plan()))
    return _form_page(form, None)


@blueprint.route("/<public_id>/ubah", methods=["GET", "POST"])
@role_required("coordinator", "admin")
def edit(public_id: str) -> Any:
    """Change an event."""
    event = managed_event(public_id, g.actor)
    enforce(policies.can_edit(g.actor, event, clock.now()))
    form = _form()
    if not form.is_submitted():
        form.show(event)
    if form.validate_on_submit():
        with form.showing_errors():
            services.edit(event, form.plan(), actor=g.actor)
            flash(_("Perubahan tersimpan. Pendaftar mendapat kabar."), "success")
            return see_other("events.show", public_id=public_id)
    else:
        form.blame_rules(lambda: services.check_plan(form.plan(), event))
    return _form_page(form, event)


def _form_page(form: EventForm, event: Event | None) -> tuple[str, int]:
    page = render_template("events/form.html", form=form, event=event)
    return page, form.status


@blueprint.post("/<public_id>/buka")
@role_required("coordinator", "admin")
def publish(public_id: str) -> Response:
    """Open a draft."""
    services.publish(managed_event(public_id, g.actor), actor=g.actor)
    flash(_("Acara dibuka. Sekarang bagikan ke warga."), "success")
    return see_other("events.show", public_id=public_id)


@blueprint.route("/<public_id>/batalkan", methods=["GET", "POST"])
@role_required("coordinator", "admin")
def cancel(public_id: str) -> Any:
    """Ask why, then call an event off."""
    event = managed_event(public_id, g.actor)
    enforce(policies.can_cancel(g.actor, event, clock.now()))
    form = CancelForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.cancel(event, reason=form.reason.data, actor=g.actor)
            flash(_("Acara dibatalkan. Semua pendaftar mendapat kabar dengan alasannya."), "success")
            return see_other("events.show", public_id=public_id)
    page = render_template("events/cancel.html", form=form, event=event, when=words.when)
    return page, form.status


@blueprint.post("/<public_id>/hapus")
@role_required("coordinator", "admin")
def discard(public_id: str) -> Response:
    """Throw a draft away."""
    services.discard(managed_event(public_id, g.actor), actor=g.actor)
    flash(_("Draf dihapus."), "success")
    return see_other("events.manage")
