from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Intent
from community.businesses import archive, queries, subscriptions, today
from community.businesses.models import Business
from community.businesses.views import blueprint, catalogue, desk, registering
from community.foundation import concerns, pictures, slots
from community.regions.info import RegionInfo

__all__ = ["desk", "init_app", "registering"]
ON_AREA_PAGE = 4
SENTENCES = {
    "businesses.phone_opened": _l("Nomor HP dilihat pembeli lewat halaman usaha"),
    "businesses.teammate_invited": _l("Diundang ke tim sebuah usaha"),
    "businesses.teammate_added": _l("Masuk ke tim sebuah usaha"),
    "businesses.teammate_removed": _l("Keluar dari tim sebuah usaha"),
    "businesses.hidden": _l("Usaha disembunyikan"),
    "businesses.shown_again": _l("Usaha ditampilkan lagi"),
}


def _in_region(region: RegionInfo, **_values: Any) -> Any:
    rows = queries.newest_in(region, ON_AREA_PAGE)
    cards = [catalogue.card_of(business, owner) for business, owner in rows]
    return slots.fragment("businesses/_section.html", region=region, cards=cards)


def _my_link(actor: Actor) -> dict[str, Any] | None:
    number = concerns.number_of(actor, "my_businesses")
    if not number and Intent.BUSINESS not in actor.intents:
        return None
    return {
        "href": url_for("businesses.mine"),
        "title": _("Usaha saya"),
        "meta": _("Halaman usaha, produk, dan tim"),
        "icon": "building-store",
        "tone": "sun",
        "group": "business",
        **({"count": number} if number else {}),
    }


def _data(account_id: int) -> dict[str, Any]:
    return {
        "usaha": archive.data_of(account_id),
        "tim_usaha": archive.teams_data(account_id),
        "undangan_tim": archive.invitations_data(account_id),
    }


def init_app(app: Flask) -> None:
    """Wire businesses: pages, their part of area pages, and what happens when an account is closed."""
    app.register_blueprint(blueprint)
    slots.offer(app, "region.sections", _in_region, position=50)
    slots.offer(app, "me.links", _my_link, position=50)
    today.init_app(app)
    slots.offer(app, "area.counts", lambda: ("business", queries.region_codes()))
    slots.offer(app, "account.data", _data)
    pictures.GUARDS["businesses"] = queries.sight_of_photo
    pictures.KEPT_IN["businesses"] = Business.photo
    audit.THINGS["business"] = (Business.id, Business.public_id, Business.name)
    audit.SENTENCES.update(SENTENCES)
    subscriptions.subscribe_all()
