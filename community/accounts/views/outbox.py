from __future__ import annotations

from typing import Any

from flask import current_app, render_template, session

from community.accounts import queries
from community.accounts.views.common import blueprint
from community.foundation.doors import development_only


@blueprint.get("/kotak-keluar")
@development_only
def outbox() -> Any:
    """The newest messages to the addresses that were typed in this browser; all of them while building."""
    mine = None if current_app.debug else session.get("addresses", [])
    return render_template("accounts/outbox.html", messages=queries.newest_messages(mine))
