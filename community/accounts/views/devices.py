from __future__ import annotations

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _

from community.accounts import queries, services
from community.accounts.views.common import blueprint
from community.foundation.doors import members_only
from community.foundation.redirects import see_other


@blueprint.get("/akun/perangkat")
@members_only
def sessions() -> Any:
    """The devices that are signed in."""
    found = queries.sessions_of(g.actor.account_id)
    return render_template("accounts/sessions.html", sessions=found, here=g.actor.session_id)


@blueprint.post("/akun/perangkat/<public_id>/akhiri")
@members_only
def end_session(public_id: str) -> Any:
    """Sign one device out."""
    services.end_device(public_id, actor=g.actor)
    flash(_("Perangkat itu sudah dikeluarkan."), "success")
    return see_other("accounts.sessions")


@blueprint.post("/akun/perangkat/akhiri-lainnya")
@members_only
def end_other_sessions() -> Any:
    """Sign every device but this one out."""
    services.end_other_devices(actor=g.actor)
    flash(_("Semua perangkat lain sudah dikeluarkan."), "success")
    return see_other("accounts.sessions")
