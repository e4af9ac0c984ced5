from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _

from community.accounts import addresses, attempts, services
from community.accounts.attempts import CodeNeeded, Details, WrongSecret
from community.accounts.devices import this_device
from community.accounts.forms import INTENT_DETAILS, CodeForm, SignUpForm
from community.accounts.models import CodePurpose, Intent
from community.accounts.views.common import (
    blueprint,
    drop_pending,
    enter,
    keep_pending,
    outbox_is_open,
    own_account,
    pending,
    wanted_path,
)
from community.foundation import messages
from community.foundation.doors import members_by_steps, public_by_steps
from community.foundation.errors import DomainError
from community.foundation.redirects import see_other, see_path
from community.foundation.transactions import unit_of_work

CONFIRM = CodePurpose.CONFIRM_PHONE


@blueprint.route("/daftar", methods=["GET", "POST"])
@public_by_steps
def sign_up() -> Any:
    """Five questions and three consents make an account."""
    if g.actor.is_authenticated:
        return see_path(wanted_path(url_for("members.onboarding")))
    form = SignUpForm()
    if form.validate_on_submit():
        with form.showing_errors():
            try:
                return _open(form)
            except (WrongSecret, CodeNeeded):
                # The number has an account: the answer of a sign-in with a wrong PIN.
                flash(_("Nomor atau PIN belum cocok. Coba lagi, atau pakai Lupa PIN."), "warning")
                return see_other("accounts.sign_in")
    return render_template("accounts/sign_up.html", form=form, intents=INTENT_DETAILS), form.status


def _first_page(intents: Sequence[str]) -> str:
    """Work and learning begin with what somebody can; who came for something else sees what waits for her."""
    asked = not {Intent.WORK, Intent.LEARNING}.isdisjoint(intents)
    return url_for("members.onboarding" if asked else "home.today")


def _open(form: SignUpForm) -> Any:
    device = this_device()
    details = Details(
        call_name=form.call_name.data,
        phone=str(form.phone.data),
        home_code=str(form.home_code.data),
        intents=form.intents.data,
        secret=form.secret.data,
        purposes=form.purposes,
    )
    signed_in = attempts.sign_up(details, device)
    target = wanted_path(_first_page(details.intents))
    onward = see_other("accounts.confirm_phone", kembali=target) if signed_in.handle else see_path(target)
    response = enter(signed_in, device, onward, details.phone)
    if signed_in.handle:
        keep_pending(CONFIRM, signed_in.handle, details.phone)
    flash(_("Selamat datang, %(name)s.", name=signed_in.account.call_name), "success")
    return response


@blueprint.route("/konfirmasi-nomor", methods=["GET", "POST"])
@members_by_steps
def confirm_phone() -> Any:
    """The code that went to the phone comes back; may be skipped and done later."""
    account, target = own_account(), wanted_path(url_for("members.onboarding"))
    if account.phone is None or account.phone_confirmed_at is not None:
        return see_path(target)
    form, waiting = CodeForm(), pending(CONFIRM)
    if waiting and waiting[1] != account.phone:
        waiting = None
    if waiting and form.validate_on_submit():
        with form.showing_errors():
            _confirm(waiting, form.code.data)
            drop_pending(CONFIRM)
            flash(_("Nomor HP Anda sudah dipastikan."), "success")
            return see_path(target)
    return render_template(
        "accounts/confirm_phone.html",
        form=form,
        waiting=waiting is not None,
        address=addresses.mask(account.phone),
        target=target,
        reachable=messages.reaches(account.phone),
        outbox=outbox_is_open(),
    ), form.status


def _confirm(waiting: tuple[str, str], typed: str) -> None:
    handle, address = waiting
    with unit_of_work():
        code = services.try_code(CONFIRM, handle, typed, account_id=g.actor.account_id)
        if code is not None and services.spend_code(code.id):
            services.confirm_phone(g.actor.account_id, address)
            return
    sentence = _("Kode belum cocok atau sudah tidak berlaku. Periksa lagi, atau minta kode baru.")
    raise DomainError(sentence, field="code")


@blueprint.post("/konfirmasi-nomor/kirim")
@members_by_steps
def send_confirmation() -> Any:
    """Send a (new) code to the phone."""
    account, device = own_account(), this_device()
    target = wanted_path(url_for("members.onboarding"))
    if account.phone is not None and account.phone_confirmed_at is None and messages.reaches(account.phone):
        try:
            with unit_of_work():
                handle = services.send_code(CONFIRM, account, account.phone, device=device.name, network=device.network)
        except DomainError as error:
            flash(error.sentence, "warning")
        else:
            keep_pending(CONFIRM, handle, account.phone)
            flash(_("Kode baru sudah dikirim."), "success")
    return see_other("accounts.confirm_phone", kembali=target)
