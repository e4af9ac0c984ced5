from __future__ import annotations

from typing import Any

import pyotp
import segno
from flask import current_app, flash, g, render_template, url_for
from flask_babel import gettext as _
from markupsafe import Markup

from community.accounts import attempts, devices, identity, queries, services, sessions
from community.accounts.devices import this_device
from community.accounts.forms import AppointedForm, CodeForm, SecretForm
from community.accounts.models import Account, SecretKind
from community.accounts.views.common import blueprint, own_account, wanted_path
from community.foundation.doors import members_by_steps
from community.foundation.errors import DomainError
from community.foundation.redirects import see_other, see_path
from community.foundation.transactions import unit_of_work


def _needs_password(account: Account) -> bool:
    return account.secret_kind is not SecretKind.LONG_PASSWORD and queries.owes_second_factor(account.id)


def _carry(token: str) -> None:
    found = sessions.find_actor(token)
    if found is not None:
        identity.begin(token, found[0])


@blueprint.route("/akun/verifikasi", methods=["GET", "POST"])
@members_by_steps
def second_factor() -> Any:
    """Prove the second factor in this session, or see whether one is set up."""
    account, target = own_account(), wanted_path(url_for("home.today"))
    if _needs_password(account):
        flash(_("Petugas memakai kata sandi panjang, bukan PIN. Ganti dulu di sini."), "warning")
        return see_other("accounts.change_secret")
    if account.totp_confirmed_at is None:
        return see_other("accounts.set_up_second_factor", kembali=target)
    form = CodeForm()
    if form.validate_on_submit():
        device = this_device()
        with form.showing_errors():
            token = attempts.prove_second_factor(g.actor, form.code.data, device)
            _carry(token)
            flash(_("Terima kasih, ini memang Anda."), "success")
            return devices.remember(see_path(target), device, attempts.factor_mark(account.public_id))
    return render_template(
        "accounts/second_factor.html",
        form=form,
        removal=SecretForm(formdata=None),
        proved=queries.proved_at(g.actor.session_id) is not None,
        since=account.totp_confirmed_at,
        needed=queries.owes_second_factor(account.id),
    ), form.status


@blueprint.route("/akun/verifikasi/pasang", methods=["GET", "POST"])
@members_by_steps
def set_up_second_factor() -> Any:
    """Step 1 asks for the secret, and an officer's appointment code; step 2 takes the first code of the app."""
    account = own_account()
    if _needs_password(account):
        flash(_("Petugas memakai kata sandi panjang, bukan PIN. Ganti dulu di sini."), "warning")
        return see_other("accounts.change_secret")
    appointed = queries.needs_appointment_code(account, g.actor.session_id)
    form = AppointedForm() if appointed else SecretForm()
    if form.validate_on_submit():
        with form.showing_errors():
            attempts.confirm_own_secret(g.actor, form.secret.data)
            attempts.begin_second_factor(g.actor, form.appointment_code.data if appointed else "")
            return see_other("accounts.confirm_second_factor", kembali=wanted_path(""))
    return render_template(
        "accounts/second_factor_start.html",
        form=form,
        replaces=account.totp_confirmed_at is not None,
        appointed_by=queries.appointed_by(account.id) if appointed else None,
    ), form.status


@blueprint.route("/akun/verifikasi/pasang/kode", methods=["GET", "POST"])
@members_by_steps
def confirm_second_factor() -> Any:
    """Show the waiting secret as QR code and text, and switch it on with its first code."""
    account, target = own_account(), wanted_path(url_for("accounts.settings"))
    if account.totp_pending is None or queries.needs_appointment_code(account, g.actor.session_id):
        return see_other("accounts.set_up_second_factor", kembali=target)
    form = CodeForm()
    if form.validate_on_submit():
        with form.showing_errors():
            with unit_of_work():
                token = services.confirm_second_factor(account.id, form.code.data, actor=g.actor)
            _carry(token)
            flash(_("Verifikasi dua langkah terpasang."), "success")
            response = see_path(target)
            return devices.remember(response, this_device(), attempts.factor_mark(account.public_id))
    secret = own_account().totp_pending or ""
    address = _provisioning(account, secret)
    return render_template(
        "accounts/second_factor_confirm.html",
        form=form,
        svg=_picture(address),
        address=address,
        secret=_in_fours(secret),
    ), form.status


def _in_fours(secret: str) -> str:
    return " ".join(secret[start : start + 4] for start in range(0, len(secret), 4))


def _provisioning(account: Account, secret: str) -> str:
    """The address that code apps read from the picture, and open themselves on the phone that shows it."""
    name = account.phone or account.email or account.public_id
    return str(pyotp.TOTP(secret).provisioning_uri(name=name, issuer_name=current_app.config["SITE_NAME"]))


def _picture(address: str) -> Markup:
    drawn = segno.make(address, error="m").svg_inline(omitsize=True, border=3, dark="#000", light="#fff")
    return Markup(drawn)  # noqa: S704 - drawn by segno from numbers alone


@blueprint.post("/akun/verifikasi/lepas")
@members_by_steps
def remove_second_factor() -> Any:
    """Switch the second factor off, with secret and a proof in this session."""
    form = SecretForm()
    if not form.validate_on_submit():
        flash(_("Tulis PIN atau kata sandi Anda."), "warning")
        return see_other("accounts.second_factor")
    try:
        attempts.confirm_own_secret(g.actor, form.secret.data)
        with unit_of_work():
            services.remove_second_factor(g.actor.account_id, actor=g.actor)
    except DomainError as error:
        flash(error.sentence, "warning")
        return see_other("accounts.second_factor")
    flash(_("Verifikasi dua langkah dilepas."), "success")
    return see_other("accounts.settings")
