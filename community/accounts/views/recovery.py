from __future__ import annotations

from typing import Any

from flask import g, render_template
from werkzeug.wrappers import Response

from community.accounts import attempts, queries, services
from community.accounts.forms import SecretForm
from community.accounts.views.common import blueprint, own_account
from community.foundation.clock import now
from community.foundation.doors import members_by_steps
from community.foundation.transactions import unit_of_work


@blueprint.route("/akun/kode-cadangan", methods=["GET", "POST"])
@members_by_steps
def recovery_codes() -> Any:
    """Make new codes and show them once, on a slip to print."""
    form = SecretForm()
    if form.validate_on_submit():
        with form.showing_errors():
            attempts.confirm_own_secret(g.actor, form.secret.data)
            with unit_of_work():
                codes = services.make_recovery_codes(g.actor.account_id, actor=g.actor)
            return _slip(codes)
    left = len(queries.unused_recovery_codes(g.actor.account_id))
    return render_template("accounts/recovery_codes.html", form=form, left=left), form.status


def _slip(codes: list[str]) -> Response | str:
    # Shown in this answer alone: the codes are stored nowhere, so there is nothing to redirect to.
    return render_template("accounts/recovery_slip.html", codes=codes, account=own_account(), made_at=now())
