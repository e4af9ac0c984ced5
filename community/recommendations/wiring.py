from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from community.accounts.actor import Actor
from community.foundation import slots, worker
from community.recommendations import queries, subscriptions
from community.recommendations.sentences import HIDE_REASONS, spoken
from community.recommendations.views import blueprint, pages
from community.recommendations.views.shown import order_shown, shown

__all__ = ["init_app", "pages"]
TODAY_SIZE, FEW = 6, 2


def _today(actor: Actor, few: bool = False, **_values: Any) -> str:
    """What fits; fewer for whoever has a task of her own on the page."""
    order, found = queries.first_of_all(actor, FEW if few else TODAY_SIZE)
    return slots.fragment(
        "recommendations/_today.html",
        items=[shown(one) for one in found],
        order=order_shown(order, found),
        hide_reasons=HIDE_REASONS,
    )


def _reasons(actor: Actor, kind: str, id: int, **_values: Any) -> str:
    reasons, lacks = spoken(queries.reasons_for(actor, kind, id), kind)
    if not reasons and not lacks:
        return ""
    return slots.fragment("recommendations/_reasons.html", why=reasons, lacks=lacks)


def _link(**_values: Any) -> dict[str, Any]:
    return {
        "href": url_for("recommendations.index"),
        "title": _("Cocok untuk saya"),
        "meta": _("Saran dari profil Anda, dan yang Anda sembunyikan"),
        "icon": "star",
        "group": "work",
    }


def init_app(app: Flask) -> None:
    """Wire lists into the application; what works them out is loaded by the worker alone."""
    app.register_blueprint(blueprint)
    subscriptions.subscribe_all()
    slots.offer(app, "today.sections", _today, position=10)
    slots.offer(app, "offer.reasons", _reasons, position=10)
    slots.offer(app, "me.links", _link, position=15)
    slots.offer(app, "account.data", lambda account_id: {"saran": queries.data_of(account_id)})
    worker.prepare_worker(app, "community.recommendations.refresh:prepare")
