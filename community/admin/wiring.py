from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.actor import Actor
from community.admin import services
from community.admin.views import blueprint, desk, officers, people, trail
from community.foundation import slots

__all__ = ["desk", "init_app", "officers", "people", "trail"]


def _link(actor: Actor, **_values: Any) -> dict[str, str] | None:
    if not actor.is_officer:
        return None
    return {
        "href": url_for("admin.desk"),
        "title": _("Meja petugas"),
        "meta": _("Yang menunggu keputusan Anda, cari warga, dan jejak"),
        "icon": "shield-check",
        "tone": "sun",
        "group": "duty",
    }


def init_app(app: Flask) -> None:
    """Wire the officers' desk into the application."""
    app.register_blueprint(blueprint)
    slots.offer(app, "me.links", _link, position=5)
    audit.SENTENCES.update(
        {
            services.LOOKED_UP: _l("Mencari warga"),
            "admin.fact_retried": _l("Kabar dikirim ulang di dalam situs"),
            "admin.message_retried": _l("Pesan dikirim ulang"),
        }
    )
