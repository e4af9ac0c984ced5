from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from community.accounts import audit
from community.accounts.actor import Actor
from community.foundation import pictures, slots
from community.members import access_log, archive, photos, queries, subscriptions, today
from community.members.models import MemberProfile
from community.members.views import blueprint, people, profile, steps

__all__ = ["init_app", "people", "profile", "steps"]


def _profile_link(actor: Actor) -> dict[str, Any]:
    return {
        "href": url_for("members.profile"),
        "title": _("Profil saya"),
        "meta": _("Keterampilan, pengalaman, dan siapa yang melihatnya"),
        "icon": "user",
        "group": "account",
    }


def _people_link(actor: Actor) -> dict[str, Any]:
    return {
        "href": url_for("members.index"),
        "title": _("Warga di sekitar saya"),
        "meta": _("Siapa bisa apa di kelurahan Anda"),
        "icon": "users",
        "group": "events",
    }


def init_app(app: Flask) -> None:
    """Wire profiles: pages, links from other pages, and what happens when an account is closed."""
    app.register_blueprint(blueprint)
    slots.offer(app, "me.links", _profile_link, position=10)
    slots.offer(app, "me.links", _people_link, position=80)
    today.init_app(app)
    slots.offer(app, "area.counts", lambda: ("member", queries.home_codes()))
    slots.offer(app, "account.data", lambda account_id: {"profil": archive.data_of(account_id)})
    pictures.GUARDS["members"] = photos.sight_of
    pictures.KEPT_IN["members"] = MemberProfile.photo
    audit.SENTENCES.update(access_log.SENTENCES)
    subscriptions.subscribe_all()
