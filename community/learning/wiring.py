from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l
from sqlalchemy import select

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Intent
from community.foundation import concerns, slots, worker
from community.learning import queries, services, subscriptions, tasks, words
from community.learning.models import Training, TrainingSignUp, TrainingSignUpState
from community.learning.views import blueprint, giver, participant, public
from community.regions import queries as regions
from community.regions.info import RegionInfo

__all__ = ["giver", "init_app", "participant", "public"]
ON_AREA_PAGE = 4


def _in_region(region: RegionInfo, codes: Sequence[str], **_values: Any) -> str:
    trainings = queries.next_in(codes, ON_AREA_PAGE)
    if not trainings:
        return ""
    return slots.fragment(
        "learning/_section.html", trainings=trainings, region=region, region_label=regions.region_label, names=words
    )


def _link(actor: Actor) -> dict[str, Any] | None:
    number = concerns.number_of(actor, "my_trainings")
    if not number and Intent.LEARNING not in actor.intents:
        return None
    return {
        "href": url_for("learning.mine"),
        "title": _("Pelatihan saya"),
        "meta": _("Kapan dan di mana Anda belajar"),
        "icon": "school",
        "group": "learning",
        **({"count": number} if number else {}),
    }


def _giver_link(actor: Actor) -> dict[str, Any] | None:
    if not actor.is_officer and Intent.BUSINESS not in actor.intents:
        return None
    return {
        "href": url_for("learning.manage"),
        "title": _("Pelatihan yang saya adakan"),
        "meta": _("Tulis, tayangkan, dan lihat pesertanya"),
        "icon": "clipboard-list",
        "group": "learning",
    }


def init_app(app: Flask) -> None:
    """Wire trainings: pages, sections and links of other pages, and what closes by itself."""
    app.register_blueprint(blueprint)
    audit.THINGS["training"] = (Training.id, Training.public_id, Training.title)
    audit.SENTENCES[services.PHONE_OPENED] = _l("Nomor HP dilihat penyelenggara pelatihan")
    audit.SENTENCES[services.CLOSED_BY_OFFICER] = _l("Pelatihan ditutup petugas")
    slots.offer(app, "region.sections", _in_region, position=40)
    slots.offer(app, "me.links", _link, position=35)
    slots.offer(app, "me.links", _giver_link, position=65)
    slots.offer(app, "admin.tools", _giver_link, position=30)
    slots.offer(app, "area.counts", lambda: ("training", queries.open_region_codes()))
    slots.offer(app, "account.data", lambda account_id: {"pelatihan": queries.data_of(account_id)})
    concerns.count(
        app,
        "my_trainings",
        lambda: select(TrainingSignUp.id).where(
            TrainingSignUp.account_id == concerns.ME, TrainingSignUp.state != TrainingSignUpState.CANCELLED
        ),
    )
    subscriptions.subscribe_all()
    worker.add_task(app, "close past trainings", tasks.close_past, every_seconds=3600)
