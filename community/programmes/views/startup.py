"""What a startup's team does: write, submit, close, answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from community.businesses.models import Business
from community.foundation import clock
from community.foundation.doors import members_only
from community.foundation.errors import NotFound
from community.foundation.forms import argument
from community.foundation.paging import bounded_id, page_of
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.programmes import policies, queries, services, words
from community.programmes.forms import CloseForm, DecideForm, ProgrammeForm
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState
from community.programmes.views import blueprint
from community.programmes.views.applicant import application_page, seen_application
from community.programmes.views.public import seen_programme
from community.regions import queries as regions

Answer = Response | str | tuple[str, int]


@blueprint.get("/kelola")
@members_only
def manage() -> str:
    """My programmes, with how many wait for an answer."""
    return render_template(
        "programmes/manage.html", managed=queries.managed_by(g.actor.account_id), names=words,
        startups=queries.startups_of(g.actor.account_id),
    )  # fmt: skip


def _form(startups: Sequence[Business], programme: Programme | None = None) -> ProgrammeForm:
    form = ProgrammeForm(obj=programme)
    form.business.choices = [SelectChoice(value=business.public_id, label=business.name) for business in startups]
    form.districts.choices = [
        SelectChoice(value=district.code, label=district.name) for district in regions.directory().districts
    ]
    if form.is_submitted():
        return form
    if programme is not None:
        form.show_conditions(programme.eligibility)
    else:
        today = clock.today()
        form.region_code.data = regions.directory().city.code
        form.closes_on.data, form.starts_on.data = today + timedelta(days=21), today + timedelta(days=28)
    return form


@blueprint.route("/baru", methods=["GET", "POST"])
@members_only
def new() -> Answer:
    """Write a programme; it stays a draft until it is submitted and opened."""
    startups = queries.startups_of(g.actor.account_id)
    if not startups:
        flash(_("Program dibuat oleh startup. Daftarkan startup Anda dulu."), "info")
        return see_other("businesses.new", jenis="startup")
    form = _form(startups)
    if form.validate_on_submit():
        business = next(one for one in startups if one.public_id == form.business.data)
        draft = services.ProgrammeDraft(**form.values())
        with form.showing_errors():
            programme = services.write_programme(business, draft, actor=g.actor, today=clock.today())
            flash(_("Tersimpan sebagai draf. Periksa, lalu ajukan ke admin kota."), "success")
            return see_other("programmes.show", public_id=programme.public_id)
    else:
        form.blame_rules(lambda: services.check_draft(services.ProgrammeDraft(**form.values()), clock.today()))
    return render_template("programmes/form.html", form=form, programme=None), form.status


def _mine(public_id: str) -> tuple[Programme, Business]:
    programme, business, team = seen_programme(public_id, g.actor)
    enforce(policies.can_manage(g.actor, team=team))
    return programme, business


@blueprint.route("/<public_id>/ubah", methods=["GET", "POST"])
@members_only
def edit(public_id: str) -> Answer:
    """Change a draft."""
    programme, business = _mine(public_id)
    enforce(policies.can_change(g.actor, programme, team=True))
    form = _form([business], programme)
    if form.validate_on_submit():
        draft = services.ProgrammeDraft(**form.values())
        with form.showing_errors():
            services.change_programme(programme, draft, actor=g.actor, today=clock.today())
            flash(_("Perubahan tersimpan."), "success")
            return see_other("programmes.show", public_id=public_id)
    else:
        form.blame_rules(lambda: services.check_draft(services.ProgrammeDraft(**form.values()), clock.today()))
    page = render_template("programmes/form.html", form=form, programme=programme)
    return page, form.status


@blueprint.post("/<public_id>/ajukan")
@members_only
def submit(public_id: str) -> Response:
    """Ask the city to open it."""
    programme, _business = _mine(public_id)
    services.submit(programme, actor=g.actor, today=clock.today())
    flash(_("Terkirim ke admin kota. Anda mendapat kabar setelah diperiksa."), "success")
    return see_other("programmes.show", public_id=public_id)


@blueprint.post("/<public_id>/tarik")
@members_only
def take_back(public_id: str) -> Response:
    """Take it out of review."""
    programme, _business = _mine(public_id)
    services.take_back(programme, actor=g.actor)
    flash(_("Ditarik dari peninjauan. Sekarang bisa diubah."), "success")
    return see_other("programmes.show", public_id=public_id)


@blueprint.route("/<public_id>/tutup", methods=["GET", "POST"])
@members_only
def close(public_id: str) -> Answer:
    """Ask once, then close to new applications."""
    programme, _business, team = seen_programme(public_id, g.actor)
    enforce(policies.can_close(g.actor, programme, team=team))
    form = CloseForm()
    if form.validate_on_submit():
        with form.showing_errors(of_fields_alone=True):
            services.close(programme, actor=g.actor, reason=form.reason.data)
            flash(_("Program ditutup. Pendaftar yang belum dijawab masih menunggu kabar."), "success")
            return see_other("programmes.applicants" if team else "programmes.show", public_id=public_id)
    page = render_template("programmes/close.html", form=form, programme=programme, team=team)
    return page, form.status


@blueprint.get("/<public_id>/pendaftar")
@members_only
def applicants(public_id: str) -> str:
    """Who applied, whom to answer first."""
    programme, _business = _mine(public_id)
    asked = argument("keadaan", 20)
    shown = {state.value: state for state in words.STATE_NAMES if state != ProgrammeApplicationState.WITHDRAWN}
    counted = queries.count_by_state(programme.id)
    first = ProgrammeApplicationState.SENT if counted.get(ProgrammeApplicationState.SENT) else None
    chosen = shown.get(asked) if asked else first
    page = page_of(
        queries.applications_to(programme.id, chosen), [ProgrammeApplication.id], [bounded_id],
        argument("setelah", 300), scalars=False,
    )  # fmt: skip
    return render_template(
        "programmes/applicants.html", programme=programme, page=page, chosen=chosen, names=words,
        counted=counted, states=shown, region_label=regions.region_label,
    )  # fmt: skip


def _decide(public_id: str, accepted: bool) -> Answer:
    application, programme, _business, team = seen_application(public_id)
    if not team:
        raise NotFound
    form = DecideForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.decide(application, programme, accepted, actor=g.actor, reason=form.reason.data)
            flash(_("Jawaban terkirim. Pendaftar mendapat kabar."), "success")
            return see_other("programmes.application", public_id=public_id)
    return application_page(public_id, form), form.status


@blueprint.post("/pendaftaran/<public_id>/terima")
@members_only
def accept(public_id: str) -> Answer:
    """Give somebody a place, and say why."""
    return _decide(public_id, True)


@blueprint.post("/pendaftaran/<public_id>/tolak")
@members_only
def decline(public_id: str) -> Answer:
    """Say no, and why."""
    return _decide(public_id, False)


@blueprint.post("/pendaftaran/<public_id>/nomor")
@members_only
def open_phone(public_id: str) -> Response:
    """See the number of somebody accepted; the look is written down first."""
    application, programme, _business, team = seen_application(public_id)
    if not team:
        raise NotFound
    services.open_phone(application, programme, actor=g.actor)
    return see_other("programmes.application", public_id=public_id)
