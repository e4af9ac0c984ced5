from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from flask import flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import addresses, attempts
from community.accounts.devices import this_device
from community.accounts.forms import ForgotForm, ResetForm
from community.accounts.models import CodePurpose
from community.accounts.views.common import (
    ask_for_code,
    blueprint,
    enter,
    outbox_is_open,
    pending,
)
from community.foundation.doors import public_by_steps
from community.foundation.redirects import see_other, see_path

RESET = CodePurpose.RESET_SECRET
REMOVED = {
    "recovery_codes": _l("kode cadangan"),
    "email": _l("alamat email"),
    "second_factor": _l("verifikasi dua langkah"),
}


@blueprint.route("/lupa-pin", methods=["GET", "POST"])
@public_by_steps
def forgot() -> Any:
    """Ask for a code; the answer is the same whether the address has an account or not."""
    form = ForgotForm()
    if form.validate_on_submit():
        address = str(form.address.data)
        if sentence := ask_for_code(RESET, address):
            flash(sentence, "warning")
        return see_other("accounts.reset")
    return render_template("accounts/forgot.html", form=form), form.status


@blueprint.route("/lupa-pin/kode", methods=["GET", "POST"])
@public_by_steps
def reset() -> Any:
    """The code (or a recovery code from paper) and a new PIN."""
    waiting = pending(RESET)
    if waiting is None:
        return see_other("accounts.forgot")
    handle, address = waiting
    form = ResetForm()
    if form.validate_on_submit():
        device = this_device()
        with form.showing_errors():
            signed_in = attempts.reset(address, handle, form.code.data, form.secret.data, device)
            response = enter(signed_in, device, see_path(url_for("home.today")), address)
            flash(_("PIN baru tersimpan. Semua perangkat lain sudah dikeluarkan."), "success")
            _tell_removed(signed_in.removed)
            return response
    return render_template(
        "accounts/reset.html", form=form, address=addresses.mask(address), outbox=outbox_is_open()
    ), form.status


def _tell_removed(names: Sequence[str]) -> None:
    if names:
        what = ", ".join(str(REMOVED[name]) for name in names)
        flash(_("Demi keamanan, yang lama dihapus dari akun ini: %(what)s. Pasang lagi di Akun.", what=what), "warning")
