"""Looking people up, and helping or stopping an account."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, session, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import queries as accounts_queries
from community.accounts import services as accounts
from community.accounts.models import Account, AccountStatus
from community.accounts.policies import can_administer
from community.admin import queries, services
from community.admin.forms import ReasonForm, SearchForm
from community.admin.views import blueprint
from community.admin.views.officers import role_words
from community.foundation.doors import role_required
from community.foundation.errors import NotFound
from community.foundation.phones import mask_phone
from community.foundation.redirects import see_other
from community.regions import queries as regions

# Kept in the signed session, so that names and numbers stand neither in addresses nor in logs.
ASKED = "admin_search"


@blueprint.route("/warga", methods=["GET", "POST"])
@role_required("coordinator", "admin")
def people() -> Any:
    """Find somebody of my regions; every search is written into the trail."""
    form = SearchForm()
    if form.validate_on_submit():
        services.note_search(form.text.data, actor=g.actor)
        session[ASKED] = form.text.data
        return see_other("admin.people")
    asked = str(session.get(ASKED, ""))
    if not form.is_submitted():
        form.text.data = asked
    return render_template(
        "admin/people.html",
        form=form,
        asked=asked,
        found=queries.people_found(g.actor, asked),
        mask=mask_phone,
        region_label=regions.region_label,
    ), form.status


def _person(public_id: str) -> Account:
    found = queries.person(g.actor, public_id)
    if found is None:
        raise NotFound()
    return found


@blueprint.get("/warga/<public_id>")
@role_required("coordinator", "admin")
def person(public_id: str) -> str:
    """One account as officers see it: no more than helping needs."""
    account = _person(public_id)
    grants = accounts_queries.grants_of(account.id)
    homes = [grant.region_code for grant in grants]
    return render_template(
        "admin/person.html",
        account=account,
        grants=grants,
        phone=mask_phone(account.phone) if account.phone else "",
        role_words=role_words,
        region_label=regions.region_label,
        is_active=account.status == AccountStatus.ACTIVE,
        may_help=bool(can_administer(g.actor, account.id, account.home_code, homes)),
    )


@blueprint.route("/warga/<public_id>/tangguhkan", methods=["GET", "POST"])
@role_required("admin")
def suspend(public_id: str) -> Any:
    """Close the door to an account for now."""
    account = _person(public_id)
    form = ReasonForm()
    if form.validate_on_submit():
        with form.showing_errors():
            accounts.suspend_account(account.id, reason=form.reason.data, actor=g.actor)
            flash(_("Akun %(name)s ditangguhkan.", name=account.call_name), "success")
            return see_other("admin.person", public_id=public_id)
    return render_template(
        "admin/reason.html",
        form=form,
        title=_("Tangguhkan akun %(name)s?", name=account.call_name),
        words=_("Semua perangkatnya keluar saat itu juga, dan akun tidak bisa dipakai sampai dibuka lagi."),
        submit=_("Tangguhkan"),
        back=url_for("admin.person", public_id=public_id),
    ), form.status


@blueprint.post("/warga/<public_id>/buka")
@role_required("admin")
def restore(public_id: str) -> Response:
    """Open a suspended account again."""
    account = _person(public_id)
    accounts.restore_account(account.id, actor=g.actor)
    flash(_("Akun %(name)s dibuka lagi.", name=account.call_name), "success")
    return see_other("admin.person", public_id=public_id)


@blueprint.post("/warga/<public_id>/pin-baru")
@role_required("admin")
def start_reset(public_id: str) -> Response:
    """Sign an account out everywhere and ask its owner to choose a new PIN herself."""
    account = _person(public_id)
    accounts.start_reset(account.id, actor=g.actor)
    flash(_("%(name)s diminta membuat PIN baru sendiri.", name=account.call_name), "success")
    return see_other("admin.person", public_id=public_id)
