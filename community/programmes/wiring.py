from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Intent
from community.businesses.models import Business, BusinessKind
from community.foundation import concerns, slots, worker
from community.programmes import archive, queries, services, subscriptions, tasks, today, words
from community.programmes.models import Programme
from community.programmes.views import applicant, blueprint, public, review, startup
from community.regions import queries as regions

__all__ = ["applicant", "init_app", "public", "review", "startup"]


def _of_business(business: Business, **_values: Any) -> str:
    if business.kind != BusinessKind.STARTUP:
        return ""
    programmes = queries.open_of_business(business.id)
    if not programmes:
        return ""
    return slots.fragment(
        "programmes/_section.html", programmes=programmes, names=words, region_label=regions.region_label
    )


def _to_write(business: Business, **_values: Any) -> dict[str, Any] | None:
    """What the team of a startup does next from its own page."""
    if business.kind != BusinessKind.STARTUP:
        return None
    return {
        "href": url_for("programmes.new"),
        "title": _("Tulis program"),
        "meta": _("Untuk warga, dengan syarat dan batas daftar"),
        "icon": "rocket",
        "tone": "plum",
    }


def _link(actor: Actor) -> dict[str, Any] | None:
    number = concerns.number_of(actor, "my_programmes")
    if not number and not {Intent.LEARNING, Intent.BUSINESS} & set(actor.intents):
        return None
    return {
        "href": url_for("programmes.mine"),
        "title": _("Pendaftaran program saya"),
        "meta": _("Diterima atau belum, dan alasannya"),
        "icon": "rocket",
        "group": "learning",
        **({"count": number} if number else {}),
    }


def _startup_link(actor: Actor) -> dict[str, Any] | None:
    if Intent.BUSINESS not in actor.intents:
        return None
    return {
        "href": url_for("programmes.manage"),
        "title": _("Program startup saya"),
        "meta": _("Tulis, ajukan, dan jawab pendaftar"),
        "icon": "clipboard-list",
        "group": "business",
    }


def _waiting(actor: Actor) -> dict[str, Any] | None:
    waiting = concerns.of(actor, "programme_to_review")
    if not waiting:
        return None
    return {
        "href": url_for("programmes.waiting"),
        "title": _("Program menunggu ditinjau"),
        "meta": _("Startup menunggu Anda membuka atau mengembalikannya"),
        "icon": "rocket",
        "count": waiting[0].number,
    }


def init_app(app: Flask) -> None:
    """Wire programmes: pages, sections and links of other pages, and what closes by itself."""
    app.register_blueprint(blueprint)
    audit.THINGS["programme"] = (Programme.id, Programme.public_id, Programme.title)
    audit.SENTENCES.update(
        {
            services.PHONE_OPENED: _l("Nomor HP dilihat startup"),
            services.CLOSED_BY_OFFICER: _l("Program ditutup petugas"),
            services.OPENED: _l("Program dibuka untuk warga"),
            services.RETURNED: _l("Program dikembalikan dengan catatan"),
        }
    )
    slots.offer(app, "business.sections", _of_business, position=30)
    slots.offer(app, "business.desk", _to_write, position=10)
    slots.offer(app, "me.links", _link, position=45)
    slots.offer(app, "me.links", _startup_link, position=70)
    slots.offer(app, "admin.waiting", _waiting, position=30)
    today.init_app(app)
    slots.offer(app, "area.counts", lambda: ("programme", queries.open_region_codes()))
    slots.offer(app, "account.data", lambda account_id: {"program": archive.data_of(account_id)})
    subscriptions.subscribe_all()
    worker.add_task(app, "close past programmes", tasks.close_past, every_seconds=3600)
