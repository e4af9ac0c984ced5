from __future__ import annotations

from datetime import datetime
from typing import Any

from flask import current_app, flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import attempts, audit, identity, queries, services
from community.accounts.forms import CloseForm
from community.accounts.models import AuditEntry
from community.accounts.views.common import blueprint
from community.foundation import slots
from community.foundation.clock import local, now
from community.foundation.doors import members_by_steps, members_only
from community.foundation.paging import bounded_id, page_of
from community.foundation.redirects import see_other
from community.foundation.transactions import unit_of_work
from community.regions.queries import region_label


@blueprint.get("/akun/jejak")
@members_only
def trail() -> Any:
    """What I did, and what others did with my account or saw of it."""
    account_id = g.actor.account_id
    mark = request.args.get("lanjut")
    page = page_of(queries.trail_of(account_id), [AuditEntry.id.expression], [bounded_id], mark, descending=True)
    others = {entry.actor_id for entry in page.rows if entry.actor_id and entry.actor_id != account_id}
    return render_template(
        "accounts/trail.html",
        page=page,
        names=queries.names_of(others),
        # Names of people are not repeated here: an office may have ended since.
        things=audit.things_of(entry.subject for entry in page.rows if not entry.subject.startswith("account:")),
        sentence=audit.sentence_of,
        account_id=account_id,
        region_label=region_label,
    )


@blueprint.get("/akun/data")
@members_only
def data() -> Any:
    """What the download holds."""
    return render_template("accounts/data.html")


def _plain(value: Any) -> Any:
    if isinstance(value, dict):
        return {str(key): _plain(inner) for key, inner in value.items()}
    if isinstance(value, list | tuple | set | frozenset):
        return [_plain(inner) for inner in value]
    return value.isoformat() if hasattr(value, "isoformat") else value


def _everything(account_id: int, at: datetime) -> dict[str, Any]:
    gathered: dict[str, Any] = {"made_at": at, **queries.data_of(account_id)}
    for part in slots.collect("account.data", account_id=account_id):
        gathered.update(part)
    return {key: _plain(value) for key, value in gathered.items()}


@blueprint.get("/akun/data.json")
@members_only
def download_data() -> Response:
    """Everything that all domains keep of me, as one JSON file."""
    at = now()
    text = current_app.json.dumps(_everything(g.actor.account_id, at), indent=2, ensure_ascii=False)
    response = current_app.response_class(text, content_type="application/json; charset=utf-8")
    response.headers["Content-Disposition"] = f'attachment; filename="guyub-data-{local(at):%Y-%m-%d}.json"'
    return response


@blueprint.route("/akun/tutup", methods=["GET", "POST"])
@members_by_steps
def close() -> Any:
    """Close the account for good, with the secret."""
    form = CloseForm()
    if form.validate_on_submit():
        with form.showing_errors():
            attempts.confirm_own_secret(g.actor, form.secret.data)
            with unit_of_work():
                services.close_account(g.actor.account_id, actor=g.actor)
            identity.leave()
            flash(_("Akun ditutup. Nama dan nomor Anda sudah dihapus. Terima kasih."), "success")
            response = see_other("accounts.sign_up")
            response.headers["Clear-Site-Data"] = '"cache", "storage"'
            return response
    return render_template("accounts/close.html", form=form), form.status
