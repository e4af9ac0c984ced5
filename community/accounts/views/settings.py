from __future__ import annotations

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _

from community.accounts import queries, services
from community.accounts.forms import INTENT_DETAILS, INTENT_WORDS, DetailsForm
from community.accounts.models import Purpose, SecretKind
from community.accounts.views.common import blueprint, own_account
from community.foundation.doors import members_only
from community.foundation.redirects import see_other
from community.regions.queries import region_label


@blueprint.get("/akun")
@members_only
def settings() -> Any:
    """Everything about one's account at a glance."""
    account = own_account()
    return render_template(
        "accounts/settings.html",
        account=account,
        intents=[INTENT_WORDS[intent][0] for intent in INTENT_WORDS if intent in account.intents],
        has_pin=account.secret_kind is SecretKind.PIN,
        devices=len(queries.sessions_of(account.id)),
        consents=len(queries.consents_of(account.id)),
        purposes=len(Purpose),
        recovery_codes=len(queries.unused_recovery_codes(account.id)),
        grants=queries.grants_of(account.id),
        region_label=region_label,
    )


@blueprint.route("/akun/ubah", methods=["GET", "POST"])
@members_only
def edit() -> Any:
    """Name, kelurahan and what one came for."""
    account = own_account()
    form = DetailsForm(
        data={"call_name": account.call_name, "home_code": account.home_code, "intents": account.intents}
    )
    if form.validate_on_submit():
        with form.showing_errors():
            services.change_details(
                account.id,
                call_name=form.call_name.data,
                home_code=str(form.home_code.data),
                intents=form.intents.data,
                actor=g.actor,
            )
            flash(_("Perubahan tersimpan."), "success")
            return see_other("accounts.settings")
    return render_template("accounts/edit.html", form=form, intents=INTENT_DETAILS), form.status
