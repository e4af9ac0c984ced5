from __future__ import annotations

from typing import Any

from flask import Flask, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import audit
from community.accounts.actor import Actor
from community.foundation import slots, worker
from community.foundation.errors import DomainError
from community.regions import queries as regions
from community.wanted import archive, emptiness, policies, queries, services, subscriptions, tasks
from community.wanted.views import blueprint, desk, requests, saved

__all__ = ["desk", "init_app", "requests", "saved"]
MINUTE, DAY = 60, 24 * 3600


def _save(actor: Actor, text: str, kind: str | None, **_values: Any) -> str:
    """Beside results: hear of what is new, or where that stands already."""
    if not actor.is_authenticated:
        href = url_for("wanted.save", q=text, jenis=kind)
        return slots.fragment("wanted/_save.html", href=href, kept=None, text=text, kind=kind)
    try:
        wanted = queries.read(text)
    except DomainError:
        return ""
    if wanted.is_empty:
        return ""
    kept = queries.kept(actor.account_id or 0, wanted.fingerprint(kind))
    return slots.fragment("wanted/_save.html", href=None, kept=kept, text=text, kind=kind)


def _nothing(actor: Actor, text: str, total: int, kind: str | None = None, **_values: Any) -> str:
    """On a page of results without any: let an officer look, or hear of it later."""
    if not total:
        emptiness.notice(text)
    return slots.fragment(
        "wanted/_nothing.html", href=url_for("wanted.ask", q=text[:120]), save=_save(actor, text, kind)
    )


def _waiting(actor: Actor) -> dict[str, Any] | None:
    number = queries.number_waiting(actor)
    if not number:
        return None
    return {
        "href": url_for("wanted.desk"),
        "title": _("Warga minta dicarikan"),
        "meta": _("Mereka sudah mencari di sini dan belum menemukannya"),
        "icon": "search",
        "tone": "sun",
        "count": number,
    }


def _empty_searches(actor: Actor) -> dict[str, Any] | None:
    if not policies.can_see_empty_searches(actor, regions.directory().city.code):
        return None
    return {
        "href": url_for("wanted.empty_searches"),
        "title": _("Pencarian tanpa hasil"),
        "meta": _("Apa yang dicari warga dan belum ada di sini"),
        "icon": "search",
    }


def _requests_link(actor: Actor) -> dict[str, Any]:
    return {
        "href": url_for("wanted.desk"),
        "title": _("Minta dicarikan"),
        "meta": _("Yang diminta warga, dan yang sudah dijawab"),
        "icon": "heart-handshake",
    }


def _saved_link(**_values: Any) -> dict[str, Any]:
    return {
        "href": url_for("wanted.saved"),
        "title": _("Pencarian saya"),
        "meta": _("Anda dikabari kalau ada yang baru"),
        "icon": "search",
        "group": "work",
    }


def _asked_link(**_values: Any) -> dict[str, Any]:
    return {
        "href": url_for("wanted.my_requests"),
        "title": _("Minta dicarikan"),
        "meta": _("Yang Anda minta dari petugas, dan jawabannya"),
        "icon": "heart-handshake",
        "group": "work",
    }


def init_app(app: Flask) -> None:
    """Wire saved searches, requests for help and the counting of what finds nothing."""
    app.register_blueprint(blueprint)
    subscriptions.subscribe_all()
    emptiness.init_app(app)
    audit.SENTENCES.update(
        {
            services.ANSWERED: _l("Permintaan warga untuk dicarikan dijawab"),
            services.CLOSED: _l("Permintaan warga untuk dicarikan ditutup"),
        }
    )
    slots.offer(app, "search.results", _save, position=10)
    slots.offer(app, "search.nothing", _nothing, position=10)
    slots.offer(app, "admin.waiting", _waiting, position=30)
    slots.offer(app, "admin.tools", _requests_link, position=20)
    slots.offer(app, "admin.tools", _empty_searches, position=45)
    slots.offer(app, "me.links", _saved_link, position=16)
    slots.offer(app, "me.links", _asked_link, position=17)
    slots.offer(app, "account.data", archive.data_of)
    worker.add_task(app, "tell of finds for saved searches", tasks.tell_finds, every_seconds=MINUTE)
    worker.add_task(app, "expire requests for help", tasks.expire_requests, every_seconds=3600)
    worker.add_task(app, "forget old finds and empty searches", tasks.forget_old, every_seconds=DAY)
