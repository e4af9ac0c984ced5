"""Products, team, closing and opening: what happens at the owner's desk."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.businesses import policies, queries, services
from community.businesses.forms import UNITS, HideForm, ProductForm, TeammateForm
from community.businesses.models import Business
from community.businesses.views import blueprint
from community.foundation.doors import members_only, role_required
from community.foundation.errors import NotFound
from community.foundation.policies import enforce
from community.foundation.redirects import see_other


def _own(public_id: str) -> Business:
    business, standing = services.find(public_id, g.actor)
    enforce(policies.can_edit(g.actor, standing))
    return business


@blueprint.route("/<public_id>/produk", methods=["GET", "POST"])
@members_only
def products(public_id: str) -> Any:
    """The list of what is sold, with a form for one more."""
    business = _own(public_id)
    form = ProductForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.add_product(
                business,
                actor=g.actor,
                name=form.name.data or "",
                price=form.price.data,
                unit=form.unit.data or "",
            )
            flash(_("%(name)s sudah masuk daftar.", name=form.name.data), "success")
            return see_other("businesses.products", public_id=public_id)
    rows = queries.products_of([business.id]).get(business.id, [])
    page = render_template("businesses/products.html", business=business, form=form, rows=rows, units=UNITS)
    return page, form.status


@blueprint.route("/<public_id>/produk/<product_id>", methods=["GET", "POST"])
@members_only
def product(public_id: str, product_id: str) -> Any:
    """Change one product."""
    business = _own(public_id)
    stored = queries.product_of(business.id, product_id)
    if stored is None:
        raise NotFound()
    form = ProductForm(obj=stored)
    if form.validate_on_submit():
        with form.showing_errors():
            services.change_product(
                business,
                product_id,
                actor=g.actor,
                name=form.name.data or "",
                price=form.price.data,
                unit=form.unit.data or "",
            )
            flash(_("Tersimpan."), "success")
            return see_other("businesses.products", public_id=public_id)
    page = render_template("businesses/product.html", business=business, form=form, units=UNITS)
    return page, form.status


@blueprint.post("/<public_id>/produk/<product_id>/hapus")
@members_only
def remove_product(public_id: str, product_id: str) -> Response:
    """Take one product off the list."""
    services.remove_product(_own(public_id), product_id, actor=g.actor)
    flash(_("Produk itu sudah dihapus."), "success")
    return see_other("businesses.products", public_id=public_id)


@blueprint.route("/<public_id>/tim", methods=["GET", "POST"])
@members_only
def team(public_id: str) -> Any:
    """Who may act for the business; the owner asks people by the code they gave her."""
    business, standing = services.find(public_id, g.actor)
    if standing.role is None:
        enforce(policies.can_change_team(g.actor, standing))
    form = TeammateForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.invite_teammate(business, actor=g.actor, code=form.code.data or "")
            flash(_("Undangan terkirim. Ia masuk tim setelah menyetujuinya."), "success")
            return see_other("businesses.team", public_id=public_id)
    is_owner = bool(policies.can_change_team(g.actor, standing))
    page = render_template(
        "businesses/team.html",
        business=business,
        form=form,
        people=queries.team_of(business, suspended=is_owner),
        invited=queries.invited_to(business),
        is_owner=is_owner,
    )
    return page, form.status


@blueprint.post("/<public_id>/tim/<person_id>/keluarkan")
@members_only
def remove_teammate(public_id: str, person_id: str) -> Response:
    """Take somebody off the team, or leave it oneself."""
    business, _standing = services.find(public_id, g.actor)
    services.remove_teammate(business, person_id, actor=g.actor)
    if person_id == g.actor.public_id:
        flash(_("Anda sudah keluar dari tim %(name)s.", name=business.name), "success")
        return see_other("businesses.mine")
    flash(_("Sudah dikeluarkan dari tim."), "success")
    return see_other("businesses.team", public_id=public_id)


@blueprint.post("/<public_id>/tim/<person_id>/batalkan")
@members_only
def withdraw_invitation(public_id: str, person_id: str) -> Response:
    """Take an invitation into the team back."""
    business, _standing = services.find(public_id, g.actor)
    services.withdraw_invitation(business, person_id, actor=g.actor)
    flash(_("Undangan dibatalkan."), "success")
    return see_other("businesses.team", public_id=public_id)


def _inviting(public_id: str) -> Business:
    business = queries.by_public_id(public_id)
    if business is None:
        raise NotFound()
    return business


@blueprint.get("/<public_id>/undangan")
@members_only
def invitation(public_id: str) -> Any:
    """Who asks me into which team, and what that would mean."""
    business = _inviting(public_id)
    if queries.role_in(business, g.actor.account_id) is not None:
        return see_other("businesses.manage", public_id=public_id)
    if not queries.is_invited(business, g.actor.account_id):
        raise NotFound()
    owner = queries.team_of(business)[0].call_name
    return render_template("businesses/invitation.html", business=business, owner=owner)


@blueprint.post("/<public_id>/undangan/terima")
@members_only
def accept_invitation(public_id: str) -> Response:
    """Come into the team."""
    business = _inviting(public_id)
    services.accept_invitation(business, actor=g.actor)
    flash(_("Anda sudah di tim %(name)s.", name=business.name), "success")
    return see_other("businesses.manage", public_id=public_id)


@blueprint.post("/<public_id>/undangan/tolak")
@members_only
def decline_invitation(public_id: str) -> Response:
    """Rather not come into the team."""
    services.decline_invitation(_inviting(public_id), actor=g.actor)
    flash(_("Undangan ditolak. Pemiliknya kami beri tahu."), "success")
    return see_other("businesses.mine")


@blueprint.route("/<public_id>/tutup", methods=["GET", "POST"])
@members_only
def close(public_id: str) -> Any:
    """Ask once more, then close."""
    business, standing = services.find(public_id, g.actor)
    if request.method == "POST":
        services.close(business, actor=g.actor)
        flash(_("%(name)s sudah ditutup. Anda bisa membukanya lagi kapan saja.", name=business.name), "success")
        return see_other("businesses.manage", public_id=public_id)
    enforce(policies.can_close(g.actor, standing))
    return render_template("businesses/close.html", business=business)


@blueprint.post("/<public_id>/buka")
@members_only
def reopen(public_id: str) -> Response:
    """Open a closed business again."""
    business, _standing = services.find(public_id, g.actor)
    services.reopen(business, actor=g.actor)
    flash(_("%(name)s terlihat lagi oleh semua orang.", name=business.name), "success")
    return see_other("businesses.manage", public_id=public_id)


@blueprint.route("/<public_id>/sembunyikan", methods=["GET", "POST"])
@role_required("coordinator", "admin")
def hide(public_id: str) -> Any:
    """An officer takes a business out of sight, with a reason."""
    business, standing = services.find(public_id, g.actor)
    enforce(policies.can_hide(g.actor, standing))
    form = HideForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.hide(business, actor=g.actor, reason=form.reason.data or "")
            flash(_("Usaha disembunyikan. Pemilik membaca alasan Anda."), "success")
            return see_other("businesses.show", public_id=public_id)
    page = render_template("businesses/hide.html", business=business, form=form)
    return page, form.status


@blueprint.post("/<public_id>/tampilkan")
@role_required("coordinator", "admin")
def show_again(public_id: str) -> Response:
    """An officer shows a hidden business again."""
    business, _standing = services.find(public_id, g.actor)
    services.show_again(business, actor=g.actor)
    flash(_("Usaha terlihat lagi oleh semua orang."), "success")
    return see_other("businesses.show", public_id=public_id)
