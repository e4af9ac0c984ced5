from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Intent
from community.foundation import concerns, slots, worker
from community.foundation.words import inside
from community.mentoring import queries, services, subscriptions, tasks, today
from community.mentoring.views import blueprint, mentor, public, requests
from community.skills.queries import skill_name

__all__ = ["init_app", "mentor", "public", "requests"]


def _link(actor: Actor) -> dict[str, Any] | None:
    number = concerns.number_of(actor, "my_mentoring")
    if not number and Intent.LEARNING not in actor.intents:
        return None
    return {
        "href": url_for("mentoring.my_requests"),
        "title": _("Bimbingan saya"),
        "meta": _("Mentor yang Anda minta, dan yang Anda bimbing"),
        "icon": "heart-handshake",
        "group": "learning",
        **({"count": number} if number else {}),
    }


def _for_needs(business: Any, **_values: Any) -> dict[str, str] | None:
    """From the desk of a business that needs something to the mentors of what it needs most."""
    if not business.needs:
        return None
    need = skill_name(business.needs[0])
    return {
        "href": url_for("mentoring.index", topik=need),
        "title": _("Cari mentor"),
        "meta": _("Bertanya soal %(topic)s, gratis", topic=inside(need)),
        "icon": "heart-handshake",
        "tone": "sky",
    }


def init_app(app: Flask) -> None:
    """Wire mentoring: pages, links from other pages, and what expires by itself."""
    app.register_blueprint(blueprint)
    audit.SENTENCES[services.PHONE_OPENED] = _l("Nomor HP dilihat mentor atau yang dibimbing")
    slots.offer(app, "me.links", _link, position=40)
    slots.offer(app, "business.desk", _for_needs, position=15)
    slots.offer(app, "area.counts", lambda: ("mentor", queries.open_region_codes()))
    slots.offer(app, "account.data", lambda account_id: {"bimbingan": queries.data_of(account_id)})
    today.init_app(app)
    subscriptions.subscribe_all()
    worker.add_task(app, "expire mentoring requests", tasks.expire_overdue, every_seconds=600)
