"""Naming and dismissing officers."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _

from community.accounts import queries as accounts_queries
from community.accounts import services as accounts
from community.accounts.models import Account, Role, RoleGrant
from community.accounts.policies import can_appoint
from community.admin import policies, queries, services
from community.admin.forms import AppointForm, ReasonForm
from community.admin.views import blueprint
from community.foundation import clock
from community.foundation.doors import prepared_by, role_required
from community.foundation.errors import DomainError, NotFound
from community.foundation.forms import argument
from community.foundation.paging import Page, bounded_id, page_of
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.foundation.transactions import unit_of_work
from community.regions import queries as regions


def role_words(role: Role) -> str:
    """What an office is called."""
    return _("Koordinator") if role == Role.COORDINATOR else _("Admin")


def _key_of(row: Any, key: Any) -> Any:
    return getattr(row.RoleGrant, key.key)


def _page(past: bool, region_code: str) -> Page:
    mark = request.args.get("setelah")
    if past:
        ended = queries.past_officers(g.actor, region_code)
        return page_of(ended, [RoleGrant.id], [bounded_id], mark, descending=True, scalars=False, read_key=_key_of)
    running = queries.officers(g.actor, region_code)
    return page_of(running, queries.BY_REGION, [str, bounded_id], mark, scalars=False, read_key=_key_of)


@blueprint.get("/petugas")
@role_required("coordinator", "admin")
def officers() -> str:
    """Who holds an office in my regions, region by region; with `kapan=lewat` who held one, and how it ended."""
    past, slug = argument("kapan", 20) == "lewat", argument("wilayah", 120)
    mine = [regions.directory().by_code(code) for code in accounts_queries.covered_codes(g.actor)]
    region = next((one for one in mine if one and one.slug == slug), None)
    page = _page(past, region.code if region else "")
    here: dict[str, Any] = {"kapan": "lewat" if past else None, "wilayah": region.slug if region else None}
    around = regions.directory().path(region.code) if region else ()
    return render_template(
        "admin/officers.html",
        rows=page.rows,
        past=past,
        region=region,
        choices=[("", _("Semua wilayah saya")), *((one.slug, one.label) for one in mine if one)],
        wider=[
            (one.label, url_for("admin.officers", **{**here, "wilayah": one.slug}), one == region)
            for one in around
            if one in mine
        ],
        role_words=role_words,
        region_label=regions.region_label,
        may_appoint=bool(policies.can_appoint_somewhere(g.actor)),
        may_give_code=set() if past else queries.may_give_codes(g.actor, [row.Account for row in page.rows]),
        may_end=lambda grant: bool(can_appoint(g.actor, grant.account_id, grant.region_code)),
        older=url_for("admin.officers", setelah=page.next_mark, **here) if page.next_mark else None,
        newer=None if page.is_first else url_for("admin.officers", **here),
    )


def _note_lookup() -> None:
    """Whoever names somebody learns whether, and under which name, a number is known: also from a form sent back."""
    looked_for = AppointForm().account.data
    if looked_for:
        with unit_of_work():
            services.note_search(looked_for, actor=g.actor)


@blueprint.route("/petugas/baru", methods=["GET", "POST"])
@role_required("admin")
@prepared_by(_note_lookup)
def appoint() -> Any:
    """Name somebody for a region and a term."""
    form = AppointForm(account=argument("orang", 40)) if request.method == "GET" else AppointForm()
    if form.validate_on_submit():
        with form.showing_errors():
            person = queries.person_named(form.account.data)
            if person is None:
                raise DomainError(_("Kami tidak menemukan akun ini. Periksa nomornya."), field="account")
            accounts.grant_role(
                person,
                Role(form.role.data),
                str(form.region_code.data),
                form.begins_on.data,
                form.ends_on.data,
                actor=g.actor,
                today=clock.today(),
            )
            flash(_("%(name)s sudah ditunjuk. Kabarnya ada di akunnya.", name=person.call_name), "success")
            if queries.may_give_codes(g.actor, [person]):
                return _code_slip(person)
            # Where the new officer stands, among those of her region.
            region = regions.directory().by_code(form.region_code.data)
            return see_other("admin.officers", wilayah=region.slug if region else None)
    return render_template("admin/appoint.html", form=form), form.status


def _code_slip(person: Account) -> str:
    # Shown in this answer alone: only the hash of the code is stored, so there is nothing to redirect to.
    code = accounts.make_appointment_code(person.id, actor=g.actor)
    until = clock.now() + accounts.APPOINTMENT_LIFETIME
    return render_template("admin/appointment_code.html", person=person, code=code, until=until)


@blueprint.post("/petugas/<public_id>/kode")
@role_required("admin")
def make_code(public_id: str) -> str:
    """A new appointment code for an officer who has not set up her second factor yet."""
    found = queries.office(g.actor, public_id)
    if found is None:
        raise NotFound()
    return _code_slip(found[1])


@blueprint.route("/petugas/<public_id>/akhiri", methods=["GET", "POST"])
@role_required("admin")
def dismiss(public_id: str) -> Any:
    """End an office, with the reason."""
    found = queries.office(g.actor, public_id)
    if found is None:
        raise NotFound()
    grant, person = found
    enforce(can_appoint(g.actor, grant.account_id, grant.region_code))
    form = ReasonForm()
    if form.validate_on_submit():
        with form.showing_errors():
            accounts.end_role(grant, actor=g.actor, reason=form.reason.data)
            flash(_("Tugas %(name)s sudah diakhiri.", name=person.call_name), "success")
            return see_other("admin.officers")
    words = _(
        "%(role)s %(place)s. Haknya berhenti saat itu juga, dan alasannya tercatat.",
        role=role_words(grant.role),
        place=regions.region_label(grant.region_code),
    )
    return render_template(
        "admin/reason.html",
        form=form,
        title=_("Akhiri tugas %(name)s?", name=person.call_name),
        words=words,
        submit=_("Akhiri tugas"),
        back=url_for("admin.officers"),
    ), form.status
