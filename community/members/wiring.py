from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _

from community.accounts import audit
from community.accounts.actor import Actor
from community.foundation import pictures, slots
from community.members import access_log, archive, photos, queries, subscriptions
from community.members.records import answered_steps
from community.members.views import blueprint, people, profile, sections, steps

__all__ = ["init_app", "people", "profile", "steps"]
# With this many answers the lists are good; more is welcome, but no longer asked for.
ENOUGH_STEPS = 4


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


def _suggestion(actor: Actor, **_values: Any) -> dict[str, Any] | None:
    """One line while the profile is still short of what lists for her need."""
    answered = answered_steps(queries.answers_of(actor.account_id or 0))
    missing = [step for step in sections.STEPS if step not in answered]
    if len(answered) >= ENOUGH_STEPS or not missing:
        return None
    return {
        "href": url_for("members.onboarding", step=missing[0]),
        "title": _("Lengkapi profil supaya sarannya lebih pas"),
        "meta": _("%(done)s dari %(all)s bagian sudah diisi", done=len(answered), all=len(sections.STEPS)),
        "icon": "edit",
        "tone": "sun",
    }


def init_app(app: Flask) -> None:
    """Wire profiles: pages, links from other pages, and what happens when an account is closed."""
    app.register_blueprint(blueprint)
    slots.offer(app, "me.links", _profile_link, position=10)
    slots.offer(app, "me.links", _people_link, position=80)
    slots.offer(app, "today.suggestion", _suggestion, position=90)
    slots.offer(app, "area.counts", lambda: ("member", queries.home_codes()))
    slots.offer(app, "account.data", lambda account_id: {"profil": archive.data_of(account_id)})
    pictures.GUARDS["members"] = photos.sight_of
    audit.SENTENCES.update(access_log.SENTENCES)
    subscriptions.register()
