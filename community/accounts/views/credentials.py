"""Phone, e-mail and secret: the secret is asked again, and a code must come back from a new address."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import addresses, attempts, queries, services
from community.accounts.devices import this_device
from community.accounts.forms import ChangeEmailForm, ChangePhoneForm, ChangeSecretForm, CodeForm, SecretForm
from community.accounts.models import CodePurpose
from community.accounts.views.common import (
    blueprint,
    drop_pending,
    keep_pending,
    outbox_is_open,
    own_account,
    pending,
)
from community.foundation import messages
from community.foundation.doors import members_by_steps
from community.foundation.errors import DomainError
from community.foundation.redirects import see_other
from community.foundation.transactions import unit_of_work


@dataclass(frozen=True, slots=True)
class Change:
    """One kind of address that can be changed, and the words and verbs for it."""

    field: str
    purpose: CodePurpose
    form: type[SecretForm]
    act: Callable[..., None]
    title: Any
    lead: Any
    endpoint: str
    code_endpoint: str
    done: Any


PHONE = Change(
    "phone",
    CodePurpose.CHANGE_PHONE,
    ChangePhoneForm,
    services.change_phone,
    _l("Ganti nomor HP"),
    _l("Kami kirim kode ke nomor baru. Setelah kodenya cocok, nomor lama tidak dipakai lagi."),
    "accounts.change_phone",
    "accounts.confirm_new_phone",
    _l("Nomor HP Anda sudah diganti."),
)
EMAIL = Change(
    "email",
    CodePurpose.CHANGE_EMAIL,
    ChangeEmailForm,
    services.change_email,
    _l("Alamat email"),
    _l("Email berguna kalau HP Anda hilang. Kami kirim kode ke alamat itu dulu."),
    "accounts.change_email",
    "accounts.confirm_new_email",
    _l("Alamat email Anda tersimpan."),
)


def _ask(change: Change) -> Any:
    form = change.form()
    if form.validate_on_submit():
        address = form[change.field].data
        with form.showing_errors():
            attempts.confirm_own_secret(g.actor, form.secret.data)
            _send(change, address)
            return see_other(change.code_endpoint)
    return render_template("accounts/change_address.html", form=form, change=change), form.status


def _send(change: Change, address: str) -> None:
    if not messages.reaches(address):
        raise DomainError(
            _("Situs ini belum bisa mengirim pesan ke HP. Hubungi koordinator kelurahan Anda."),
            field=change.field,
        )
    device = this_device()
    with unit_of_work():
        handle = services.send_code(change.purpose, own_account(), address, device=device.name, network=device.network)
    keep_pending(change.purpose, handle, address)


def _confirm(change: Change) -> Any:
    waiting = pending(change.purpose)
    if waiting is None:
        return see_other(change.endpoint)
    handle, address = waiting
    form = CodeForm()
    if form.validate_on_submit():
        with form.showing_errors():
            _act(change, handle, address, form.code.data)
            drop_pending(change.purpose)
            flash(str(change.done), "success")
            return see_other("accounts.settings")
    return render_template(
        "accounts/confirm_address.html",
        form=form,
        change=change,
        address=addresses.mask(address),
        outbox=outbox_is_open(),
    ), form.status


def _act(change: Change, handle: str, address: str, typed: str) -> None:
    with unit_of_work():
        code = services.try_code(change.purpose, handle, typed, account_id=g.actor.account_id)
        code_id = code.id if code and code.address == address else None
    with unit_of_work():
        if code_id is None or not services.spend_code(code_id):
            raise DomainError(_("Kode belum cocok atau sudah tidak berlaku."), field="code")
        change.act(g.actor.account_id, address, actor=g.actor)


@blueprint.route("/akun/nomor", methods=["GET", "POST"])
@members_by_steps
def change_phone() -> Any:
    """A new phone number."""
    return _ask(PHONE)


@blueprint.route("/akun/nomor/kode", methods=["GET", "POST"])
@members_by_steps
def confirm_new_phone() -> Any:
    """The code that went to the new number."""
    return _confirm(PHONE)


@blueprint.route("/akun/email", methods=["GET", "POST"])
@members_by_steps
def change_email() -> Any:
    """An e-mail address, the first or a new one."""
    return _ask(EMAIL)


@blueprint.route("/akun/email/kode", methods=["GET", "POST"])
@members_by_steps
def confirm_new_email() -> Any:
    """The code that went to the e-mail address."""
    return _confirm(EMAIL)


@blueprint.route("/akun/pin", methods=["GET", "POST"])
@members_by_steps
def change_secret() -> Any:
    """A new PIN or password."""
    account, form = own_account(), ChangeSecretForm()
    officer = queries.owes_second_factor(account.id)
    own = [account.phone, account.email, account.call_name]
    if form.validate_on_submit():
        with form.showing_errors():
            attempts.confirm_own_secret(g.actor, form.current.data, field="current")
            hashed, kind = attempts.check_new_secret(form.secret.data, own=own, officer=officer)
            with unit_of_work():
                services.change_secret(g.actor.account_id, hashed, kind, actor=g.actor)
            flash(_("Sudah diganti. Perangkat lain harus masuk lagi."), "success")
            return see_other("accounts.settings")
    return render_template("accounts/change_secret.html", form=form, officer=officer), form.status
