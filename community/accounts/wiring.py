from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from community.accounts import identity, queries, tasks, today, views
from community.accounts.actor import Actor
from community.accounts.models import Purpose
from community.foundation import messages, naming, slots, worker

DAILY = 24 * 3600


def _link(actor: Actor) -> dict[str, Any]:
    return {
        "href": url_for("accounts.settings"),
        "title": _("Akun dan keamanan"),
        "meta": _("Nomor HP, PIN, perangkat, persetujuan, data saya"),
        "icon": "settings",
        "group": "account",
    }


def init_app(app: Flask) -> None:
    """Wire identity, pages, commands and tidying into the application."""
    identity.init_app(app)
    messages.PERMISSIONS[Purpose.MESSAGES.value] = queries.may_be_written_to
    app.register_blueprint(views.blueprint)
    naming.offer_command(app, "accounts", "community.accounts.cli:accounts")
    worker.add_task(app, "accounts.tidy", tasks.tidy, every_seconds=DAILY)
    slots.offer(app, "me.links", _link, position=90)
    today.init_app(app)
