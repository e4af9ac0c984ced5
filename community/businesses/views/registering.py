"""Registering in short steps, and the owner's desk of one business."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.businesses import policies, queries, services
from community.businesses.forms import UNITS, RegisterForm
from community.businesses.models import BusinessKind, ContactWay
from community.businesses.views import blueprint
from community.businesses.views.catalogue import card_of
from community.businesses.views.parts import PARTS, WALK
from community.foundation.doors import members_only, prepared_by
from community.foundation.errors import NotFound
from community.foundation.forms import argument
from community.foundation.pictures import prepare_upload
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.regions import queries as regions

STEPS = len(WALK) + 1


@blueprint.get("/saya")
@members_only
def mine() -> str:
    """The businesses I own or work for."""
    found = queries.businesses_of(g.actor.account_id, closed=True)
    return render_template(
        "businesses/mine.html",
        rows=[(business, card_of(business, "")) for business in found],
        invitations=queries.invitations_of(g.actor.account_id),
    )


@blueprint.route("/daftar", methods=["GET", "POST"])
@members_only
def new() -> Any:
    """Name, trade and place; the page of the business exists from here on."""
    kind = BusinessKind.STARTUP if argument("jenis", 20) == "startup" else BusinessKind.SME
    form = RegisterForm(data={"kind": kind.value, "region_code": g.actor.region_code})
    if form.validate_on_submit():
        with form.showing_errors():
            business = services.register(
                actor=g.actor,
                kind=form.chosen_kind,
                name=form.name.data or "",
                trade=form.trade.data or "",
                region_code=form.region_code.data or "",
                landmark=form.landmark.data or "",
                contact_way=form.chosen_way or ContactWay.NONE,
            )
            flash(
                _("%(name)s sudah tercatat. Beberapa pertanyaan lagi, boleh dilewati.", name=business.name), "success"
            )
            return see_other("businesses.edit", public_id=business.public_id, part=WALK[0], daftar=1)
    page = render_template("businesses/new.html", form=form, total=STEPS)
    return page, form.status


def _next_of(public_id: str, part: str, walking: bool) -> str:
    if not walking:
        return url_for("businesses.manage", public_id=public_id)
    place = WALK.index(part) + 1
    if place == len(WALK):
        return url_for("businesses.show", public_id=public_id)
    return url_for("businesses.edit", public_id=public_id, part=WALK[place], daftar=1)


@blueprint.route("/<public_id>/ubah/<part>", methods=["GET", "POST"])
@members_only
@prepared_by(prepare_upload)
def edit(public_id: str, part: str) -> Any:
    """One question group of a business; `daftar=1` goes on to the next one."""
    if part not in PARTS:
        raise NotFound()
    business, standing = services.find(public_id, g.actor)
    enforce(policies.can_edit(g.actor, standing))
    walking = bool(request.args.get("daftar")) and part in WALK
    asked = PARTS[part]
    form = asked.build(business)
    if form.validate_on_submit():
        with form.showing_errors():
            asked.save(business, form)
            return _onward(public_id, part, walking)
    page = render_template(
        f"businesses/parts/{part}.html",
        part=asked,
        form=form,
        business=business,
        number=WALK.index(part) + 2 if walking else None,
        total=STEPS,
        next_href=_next_of(public_id, part, walking),
        units=UNITS,
        **asked.shown(business, form),
    )
    return page, form.status


def _onward(public_id: str, part: str, walking: bool) -> Response:
    if request.form.get("aksi") == "tambah":
        again: dict[str, Any] = {"daftar": 1} if walking else {}
        return see_other("businesses.edit", public_id=public_id, part=part, **again)
    if walking and part != WALK[-1]:
        return see_other("businesses.edit", public_id=public_id, part=WALK[WALK.index(part) + 1], daftar=1)
    if walking:
        flash(_("Selesai! Ini halaman usaha Anda. Bagikan ke pelanggan lewat WhatsApp."), "success")
        return see_other("businesses.show", public_id=public_id)
    flash(_("Tersimpan."), "success")
    return see_other("businesses.manage", public_id=public_id)


@blueprint.get("/<public_id>/kelola")
@members_only
def manage(public_id: str) -> str:
    """The owner's desk: every part, products, team, and closing."""
    business, standing = services.find(public_id, g.actor)
    if standing.role is None:
        enforce(policies.can_edit(g.actor, standing))
    return render_template(
        "businesses/manage.html",
        business=business,
        place=regions.region_label(business.region_code),
        parts=PARTS.values(),
        filled={
            "pokok": business.landmark,
            "jenis": business.kbli_code,
            "ukuran": business.sales_band or business.capital_band or business.started_year,
            "cerita": business.about or business.photo,
            "kebutuhan": business.needs or business.need_note,
            "penawaran": business.offers or business.offer_note,
        },
        products=queries.products_of([business.id]).get(business.id, []),
        team=queries.team_of(business),
        may_edit=policies.can_edit(g.actor, standing),
        may_close=policies.can_close(g.actor, standing),
        may_reopen=policies.can_reopen(g.actor, standing),
    )


@blueprint.post("/<public_id>/foto/hapus")
@members_only
def remove_photo(public_id: str) -> Response:
    """Remove the photo."""
    business, _standing = services.find(public_id, g.actor)
    services.remove_photo(business, actor=g.actor)
    flash(_("Foto sudah dihapus."), "success")
    return see_other("businesses.edit", public_id=public_id, part="cerita")
