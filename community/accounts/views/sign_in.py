from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import addresses, attempts, identity, services
from community.accounts.attempts import CodeNeeded
from community.accounts.devices import this_device
from community.accounts.forms import SignInCodeForm, SignInForm
from community.accounts.models import CodePurpose
from community.accounts.views.common import (
    ask_for_code,
    blueprint,
    enter,
    outbox_is_open,
    pending,
    wanted_path,
)
from community.foundation.doors import SAFE, public, public_by_steps
from community.foundation.redirects import see_other, see_path

TYPED = "sign_in_address"


@blueprint.route("/masuk", methods=["GET", "POST"])
@public_by_steps
def sign_in() -> Any:
    """Phone or e-mail and PIN or password."""
    target = wanted_path(url_for("home.today"))
    if g.actor.is_authenticated and request.method in SAFE:
        return see_path(target)
    form = SignInForm()
    if form.validate_on_submit():
        device, address = this_device(), str(form.address.data)
        try:
            with form.showing_errors():
                return enter(attempts.sign_in(address, form.secret.data, device), device, see_path(target), address)
        except CodeNeeded:
            session[TYPED] = address
            return see_other("accounts.sign_in_with_code", kembali=target)
    return render_template("accounts/sign_in.html", form=form, target=target), form.status


@blueprint.route("/masuk/kode", methods=["GET", "POST"])
@public_by_steps
def sign_in_with_code() -> Any:
    """Where strangers tried an address too often: a one-time code beside the PIN."""
    address, target = session.get(TYPED), wanted_path(url_for("home.today"))
    if not address:
        return see_other("accounts.sign_in", kembali=target)
    form, waiting = SignInCodeForm(), pending(CodePurpose.SIGN_IN)
    if waiting and waiting[1] != address:
        waiting = None
    if waiting and form.validate_on_submit():
        device = this_device()
        with form.showing_errors():
            signed_in = attempts.sign_in_with_code(address, waiting[0], form.code.data, form.secret.data, device)
            return enter(signed_in, device, see_path(target), address)
    return render_template(
        "accounts/sign_in_code.html",
        form=form,
        waiting=waiting is not None,
        address=addresses.mask(address),
        target=target,
        outbox=outbox_is_open(),
    ), form.status


@blueprint.post("/masuk/kode/kirim")
@public_by_steps
def send_sign_in_code() -> Any:
    """Send the one-time code for signing in."""
    address, target = session.get(TYPED), wanted_path(url_for("home.today"))
    if not address:
        return see_other("accounts.sign_in", kembali=target)
    if sentence := ask_for_code(CodePurpose.SIGN_IN, address):
        flash(sentence, "warning")
    else:
        flash(_("Kalau alamat ini terdaftar, kodenya sudah kami kirim."), "success")
    return see_other("accounts.sign_in_with_code", kembali=target)


@blueprint.post("/keluar")
@public
def sign_out() -> Response:
    """End this device's session, here and on the server."""
    services.sign_out(g.actor)
    identity.leave()
    flash(_("Anda sudah keluar. Sampai jumpa lagi."), "success")
    response = see_other("accounts.sign_in")
    # Not "cookies": the mark of this device keeps its owner from being locked out by strangers.
    response.headers["Clear-Site-Data"] = '"cache", "storage"'
    return response
