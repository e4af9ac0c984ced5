from __future__ import annotations

from typing import Any

from flask import abort, flash, g, render_template, request, url_for
from flask_babel import gettext as _

from community.accounts import consent, queries, services
from community.accounts.models import Purpose
from community.accounts.views.common import blueprint
from community.foundation.doors import members_only
from community.foundation.redirects import see_path


@blueprint.get("/akun/persetujuan")
@members_only
def consents() -> Any:
    """What one agrees to now, since when and in which words; each can be given and withdrawn."""
    return render_template(
        "accounts/consents.html",
        purposes=list(Purpose),
        running=queries.consents_of(g.actor.account_id),
        history=[one for one in queries.consent_history(g.actor.account_id) if one.withdrawn_at],
        texts=consent,
    )


@blueprint.post("/akun/persetujuan")
@members_only
def change_consent() -> Any:
    """Give or withdraw one consent; effective at once."""
    values = {purpose.value: purpose for purpose in Purpose}
    purpose = values.get(request.form.get("purpose", ""))
    if purpose is None:
        abort(400)
    if request.form.get("answer") == "give":
        if purpose in consent.PAGES:
            return see_path(None, consent.PAGES[purpose])
        services.give_consent(purpose, actor=g.actor)
        flash(_("Persetujuan tersimpan. Terima kasih."), "success")
    else:
        services.withdraw_consent(purpose, actor=g.actor)
        flash(_("Persetujuan sudah ditarik dan langsung berlaku."), "success")
    return see_path(request.form.get("kembali"), url_for("accounts.consents"))
