from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.actor import Actor
from community.businesses import queries, subscriptions
from community.businesses.views import blueprint, catalogue, desk, registering
from community.foundation import slots
from community.regions.info import RegionInfo

__all__ = ["desk", "init_app", "registering"]
ON_AREA_PAGE = 3
SENTENCES = {
    "businesses.teammate_added": _l("Dimasukkan ke tim sebuah usaha"),
    "businesses.teammate_removed": _l("Keluar dari tim sebuah usaha"),
    "businesses.hidden": _l("Usaha disembunyikan"),
    "businesses.shown_again": _l("Usaha ditampilkan lagi"),
}


def _in_region(region: RegionInfo, **_values: Any) -> Any:
    rows = queries.newest_in(region, ON_AREA_PAGE)
    cards = [catalogue.card_of(business, owner) for business, owner in rows]
    return slots.fragment("businesses/_section.html", region=region, cards=cards)


def _my_link(actor: Actor) -> dict[str, Any]:
    return {
        "href": url_for("businesses.mine"),
        "title": _("Usaha saya"),
        "meta": _("Halaman usaha, produk, dan tim"),
        "icon": "building-store",
        "tone": "sun",
    }


def init_app(app: Flask) -> None:
    """Wire businesses: pages, their part of area pages, and what happens when an account is closed."""
    app.register_blueprint(blueprint)
    slots.offer(app, "region.sections", _in_region, position=50)
    slots.offer(app, "me.links", _my_link, position=50)
    slots.offer(app, "area.counts", lambda: ("business", queries.region_codes()))
    slots.offer(app, "account.data", lambda account_id: {"usaha": queries.data_of(account_id)})
    audit.SENTENCES.update(SENTENCES)
    subscriptions.register()
