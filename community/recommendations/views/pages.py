"""What fits me, what I hid, and how it is ordered."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation.doors import members_only
from community.foundation.errors import DomainError, NotFound
from community.foundation.forms import argument
from community.foundation.redirects import see_path
from community.recommendations import queries, services
from community.recommendations.forms import HideForm, OrderForm, ShowAgainForm
from community.recommendations.kinds import kinds_for
from community.recommendations.sentences import HIDE_REASONS
from community.recommendations.views import blueprint
from community.recommendations.views.shown import hide_buttons, order_shown, shown
from community.recommendations.words import KINDS as KIND_NAMES

PAGE_SIZE = 12


def _tabs(lists: queries.Lists, chosen: str) -> list[dict[str, Any]]:
    kinds = [kind for kind in dict.fromkeys((*kinds_for(g.actor.intents), *KIND_NAMES)) if kind in lists.by_kind]
    everything = {"href": url_for("recommendations.index"), "text": _("Semua"), "active": not chosen}
    return [
        everything,
        *(
            {
                "href": url_for("recommendations.index", jenis=kind),
                "text": KIND_NAMES[kind],
                "active": kind == chosen,
            }
            for kind in kinds
        ),
    ]


@blueprint.get("")
@members_only
def index() -> str:
    """What fits me, of all kinds or of one."""
    asked = argument("jenis", 20)
    chosen = asked if asked in KIND_NAMES else ""
    lists = queries.for_person(g.actor)
    found = lists.by_kind.get(chosen, []) if chosen else lists.mixed(g.actor.intents, PAGE_SIZE)
    return render_template(
        "recommendations/index.html",
        items=[shown(one, level=2) for one in found],
        tabs=_tabs(lists, chosen),
        order=order_shown(lists.order, found),
        buttons=hide_buttons(),
    )


@blueprint.post("/sembunyikan")
@members_only
def hide() -> Response:
    """Never show me this again, and why."""
    form = HideForm()
    if not form.validate():
        raise DomainError(_("Pilih salah satu alasan."))
    offer = queries.offer(form.kind.data, form.public_id.data)
    if offer is None:
        raise NotFound(_("Tawaran ini sudah tidak ada, jadi tidak akan muncul lagi."))
    services.hide(offer.kind, offer.id, reason=form.reason.data, actor=g.actor)
    flash(_("Disembunyikan. Anda bisa memunculkannya lagi dari “Yang saya sembunyikan”."), "success")
    return see_path(request.form.get("kembali"), url_for("recommendations.index"))


@blueprint.get("/tersembunyi")
@members_only
def hidden() -> str:
    """What I hid, and the way back."""
    rows = [
        {
            "id": one.id,
            "kind": KIND_NAMES.get(one.kind, one.kind),
            "reason": HIDE_REASONS.get(one.reason, ""),
            "card": card,
        }
        for one, card in queries.hidden_by(g.actor.account_id)
    ]
    return render_template("recommendations/hidden.html", rows=rows)


@blueprint.post("/tampilkan")
@members_only
def show_again() -> Response:
    """Bring one back."""
    form = ShowAgainForm()
    if not form.validate() or form.hidden.data is None:
        raise NotFound()
    services.show_again(form.hidden.data, actor=g.actor)
    flash(_("Dimunculkan lagi."), "success")
    return see_path(None, url_for("recommendations.hidden"))


@blueprint.post("/urutan")
@members_only
def choose_order() -> Response:
    """With my profile, or without."""
    form = OrderForm()
    if not form.validate():
        raise DomainError(_("Pilih salah satu urutan."))
    with_profile = form.order.data == "dengan"
    services.choose_order(with_profile=with_profile, actor=g.actor)
    if with_profile:
        flash(_("Urutan memakai profil Anda lagi."), "success")
    else:
        flash(_("Sekarang urutannya yang terdekat dan terbaru, tanpa melihat profil Anda."), "success")
    return see_path(request.form.get("kembali"), url_for("recommendations.index"))
