from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit, consent
from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.accounts.models import Purpose
from community.foundation import slots, worker
from community.recommendations import (
    answers,
    audits,
    decisions,
    introductions,
    policies,
    queries,
    subscriptions,
    weights,
)
from community.recommendations.kinds import INTRODUCED
from community.recommendations.people import INVITED
from community.recommendations.sentences import spoken
from community.recommendations.views import answers as answer_pages
from community.recommendations.views import audit as audit_pages
from community.recommendations.views import blueprint, pages, people
from community.recommendations.views import weights as weight_pages
from community.recommendations.views.shown import hide_buttons, order_shown, shown
from community.regions import queries as regions

__all__ = ["answer_pages", "audit_pages", "init_app", "pages", "people", "weight_pages"]
TODAY_SIZE, FEW = 6, 2


def _today(actor: Actor, few: bool = False, **_values: Any) -> str:
    """What fits; fewer for whoever has a task of her own on the page."""
    order, found = queries.first_of_all(actor, FEW if few else TODAY_SIZE)
    return slots.fragment(
        "recommendations/_today.html",
        items=[shown(one, level=3) for one in found],
        order=order_shown(order, found),
        buttons=hide_buttons(),
    )


def _reasons(actor: Actor, kind: str, id: int, **_values: Any) -> str:
    reasons, lacks = spoken(queries.reasons_for(actor, kind, id), kind)
    if not reasons and not lacks:
        return ""
    return slots.fragment("recommendations/_reasons.html", why=reasons, lacks=lacks)


def _people(kind: str, public_id: str, **_values: Any) -> str:
    """The way from an offer to the people it may fit, on pages of its makers alone."""
    what = next(word for word, known in INTRODUCED.items() if known == kind)
    href = url_for("recommendations.people_list", what=what, public_id=public_id)
    return slots.fragment("recommendations/_people_link.html", kind=kind, href=href)


def _introductions(actor: Actor, back: str = "/privasi", **_values: Any) -> str:
    """Whether she agrees to be introduced, and the switch."""
    running = accounts.consents_of(actor.account_id or 0)
    purpose = Purpose.INTRODUCTIONS
    return slots.fragment(
        "recommendations/_introductions.html", texts=consent, purpose=purpose, given=purpose in running, back=back
    )


def _data(account_id: int) -> dict[str, Any]:
    return {
        "saran": {
            **queries.data_of(account_id),
            "introductions": introductions.data_of(account_id),
            "decisions": decisions.data_of(account_id),
            "fairness": answers.data_of(account_id),
        }
    }


def _link(**_values: Any) -> dict[str, Any]:
    return {
        "href": url_for("recommendations.index"),
        "title": _("Cocok untuk saya"),
        "meta": _("Saran dari profil Anda, dan yang Anda sembunyikan"),
        "icon": "star",
        "group": "work",
    }


def _may_see_audit(actor: Actor) -> bool:
    return bool(policies.can_see_audit(actor, regions.directory().city.code))


def _alarms(actor: Actor) -> dict[str, Any] | None:
    number = audits.number_of_alarms(actor)
    if not number:
        return None
    return {
        "href": url_for("recommendations.audit_page", _anchor="tanda"),
        "title": _("Kelurahan yang kurang dari separuh bagiannya"),
        "meta": _("Lihat apa yang kurang di sana, lalu tandai"),
        "icon": "alert-triangle",
        "tone": "brick",
        "count": number,
    }


def _tools(actor: Actor) -> dict[str, Any] | None:
    if not _may_see_audit(actor):
        return None
    return {
        "href": url_for("recommendations.audit_page"),
        "title": _("Pemeriksaan pencocokan"),
        "meta": _("Apakah saran adil dan tepat, dan bobotnya"),
        "icon": "adjustments-horizontal",
    }


def init_app(app: Flask) -> None:
    """Wire lists into the application; what works them out is loaded by the worker alone."""
    app.register_blueprint(blueprint)
    subscriptions.subscribe_all()
    slots.offer(app, "today.sections", _today, position=10)
    slots.offer(app, "offer.reasons", _reasons, position=10)
    slots.offer(app, "me.links", _link, position=15)
    slots.offer(app, "offer.people", _people, position=10)
    slots.offer(app, "privacy.introductions", _introductions, position=10)
    slots.offer(app, "account.data", _data)
    slots.offer(app, "admin.waiting", _alarms, position=50)
    slots.offer(app, "admin.tools", _tools, position=40)
    audit.SENTENCES.update(
        {
            INVITED: _l("Diundang melihat sebuah tawaran yang cocok"),
            audits.NOTED: _l("Kelurahan yang kurang bagiannya sudah dilihat"),
            weights.SET: _l("Bobot pencocokan diubah"),
        }
    )
    worker.prepare_worker(app, "community.recommendations.refresh:prepare")
    worker.prepare_worker(app, "community.recommendations.measures.work:prepare")
