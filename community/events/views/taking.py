"""Taking a place, giving it back, and everything I signed up for."""

from __future__ import annotations

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.events import queries, services, words
from community.events.models import SignUpState
from community.events.views import blueprint
from community.foundation import clock
from community.foundation.doors import members_only
from community.foundation.redirects import see_other
from community.regions import queries as regions


@blueprint.post("/<public_id>/daftar")
@members_only
def sign_up(public_id: str) -> Response:
    """Take a place, or a turn on the waiting list."""
    own = services.sign_up(public_id, actor=g.actor)
    if own.state == SignUpState.CONFIRMED:
        flash(_("Anda terdaftar. Tunjukkan kode di bawah ini saat datang."), "success")
    else:
        flash(_("Tempatnya penuh. Anda masuk daftar tunggu, dan naik sendiri kalau ada yang batal."), "success")
    return see_other("events.show", public_id=public_id, _anchor="tempat-saya")


@blueprint.post("/<public_id>/batal")
@members_only
def withdraw(public_id: str) -> Response:
    """Give the actor's own place or turn back."""
    if services.withdraw(public_id, actor=g.actor) is not None:
        flash(_("Pendaftaran dibatalkan. Terima kasih, warga lain bisa memakai tempat Anda."), "success")
    return see_other("events.show", public_id=public_id)


@blueprint.get("/saya")
@members_only
def mine() -> str:
    """What I signed up for: to come, and past."""
    now = clock.now()
    return render_template(
        "events/mine.html",
        coming=queries.events_of(g.actor.account_id),
        past=queries.events_of(g.actor.account_id, past=True, limit=20),
        when=words.when,
        hours=words.hours,
        soon=lambda event: words.is_soon(event, now),
        region_label=regions.region_label,
    )
