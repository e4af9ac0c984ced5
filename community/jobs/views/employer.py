"""What a business's team does: write, open, close, answer."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import audit
from community.businesses.models import Business, BusinessStatus
from community.foundation import clock
from community.foundation.doors import members_only
from community.foundation.errors import DomainError, NotFound
from community.foundation.forms import argument, as_choices
from community.foundation.paging import bounded_id, page_of
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.foundation.words import clean_line
from community.jobs import policies, queries, services, words
from community.jobs.forms import AnswerForm, JobForm
from community.jobs.models import Application, ApplicationState, Job
from community.jobs.views import blueprint
from community.jobs.views.public import seen_job
from community.jobs.wages import minimum_wage
from community.members import queries as members
from community.regions import queries as regions

LOOK = timedelta(hours=1)
WAITING, EVERYBODY = "menunggu", "semua"


@blueprint.get("/lowongan/kelola")
@members_only
def manage() -> str:
    """My vacancies, with how many wait for an answer."""
    return render_template(
        "jobs/manage.html",
        managed=queries.managed_by(g.actor.account_id),
        businesses=queries.my_businesses(g.actor.account_id),
        today=clock.today(),
    )


def _form(businesses: Sequence[Business], job: Job | None = None) -> JobForm:
    form = JobForm(obj=job)
    form.business.choices = as_choices((business.public_id, business.name) for business in businesses)
    if not form.is_submitted() and job is None and businesses:
        form.places.data = 1
    if not form.is_submitted() and job is None and len(businesses) == 1:
        form.region_code.data = businesses[0].region_code
        form.landmark.data = businesses[0].landmark
    form.suggest_closing()
    return form


def _check(form: JobForm, business: Business) -> None:
    if not form.job_type.errors and not form.pay_unit.errors:
        services.check_draft(services.JobDraft(**form.values()), business, clock.today())


def _form_page(form: JobForm, job: Job | None) -> tuple[str, int]:
    page = render_template("jobs/form.html", form=form, job=job, wage=minimum_wage(clock.today()))
    return page, form.status


@blueprint.route("/lowongan/baru", methods=["GET", "POST"])
@members_only
def new() -> Response | str | tuple[str, int]:
    """Write a vacancy; it stays a draft until it is opened."""
    businesses = queries.my_businesses(g.actor.account_id)
    if not businesses:
        flash(_("Daftarkan usaha Anda dulu. Setelah itu lowongan bisa dibuat."), "info")
        return see_other("businesses.new")
    form = _form(businesses)
    if form.validate_on_submit():
        business = next(one for one in businesses if one.public_id == form.business.data)
        draft = services.JobDraft(**form.values())
        with form.showing_errors():
            job = services.write_job(business, draft, actor=g.actor, today=clock.today())
            flash(_("Lowongan tersimpan sebagai draf. Periksa, lalu tayangkan."), "success")
            return see_other("jobs.show", public_id=job.public_id)
    else:
        chosen = next((one for one in businesses if one.public_id == form.business.data), businesses[0])
        form.blame_rules(lambda: _check(form, chosen))
    return _form_page(form, None)


def _my_job(public_id: str) -> tuple[Job, Business]:
    job, business, team = seen_job(public_id, g.actor)
    enforce(policies.can_manage(g.actor, team=team))
    return job, business


@blueprint.route("/lowongan/<public_id>/ubah", methods=["GET", "POST"])
@members_only
def edit(public_id: str) -> Response | str | tuple[str, int]:
    """Change a vacancy that is not closed."""
    job, business = _my_job(public_id)
    form = _form([business], job)
    if form.validate_on_submit():
        draft = services.JobDraft(**form.values())
        with form.showing_errors():
            services.change_job(job, business, draft, actor=g.actor, today=clock.today())
            flash(_("Perubahan tersimpan."), "success")
            return see_other("jobs.show", public_id=job.public_id)
    else:
        form.blame_rules(lambda: _check(form, business))
    return _form_page(form, job)


@blueprint.post("/lowongan/<public_id>/tayang")
@members_only
def publish(public_id: str) -> Response:
    """Open to applicants."""
    job, business = _my_job(public_id)
    services.publish(job, business, actor=g.actor, today=clock.today())
    flash(_("Lowongan sudah tayang. Bagikan supaya cepat terisi."), "success")
    return see_other("jobs.show", public_id=public_id)


@blueprint.post("/lowongan/<public_id>/salin")
@members_only
def copy(public_id: str) -> Response:
    """A new draft with the same words."""
    job, _business = _my_job(public_id)
    twin = services.copy_job(job, actor=g.actor, today=clock.today())
    flash(_("Salinan dibuat sebagai draf."), "success")
    return see_other("jobs.edit", public_id=twin.public_id)


@blueprint.route("/lowongan/<public_id>/tutup", methods=["GET", "POST"])
@members_only
def close(public_id: str) -> Response | str:
    """Ask once, then close to new applicants."""
    job, _business, team = seen_job(public_id, g.actor)
    enforce(policies.can_close(g.actor, job, team=team))
    if request.method == "GET":
        return render_template("jobs/close.html", job=job, team=team)
    services.close(job, actor=g.actor, reason=clean_line(request.form.get("reason", ""))[:300])
    flash(_("Lowongan ditutup. Pelamar yang belum dijawab masih menunggu kabar Anda."), "success")
    return see_other("jobs.applicants" if team else "jobs.show", public_id=public_id)


@blueprint.get("/lowongan/<public_id>/pelamar")
@members_only
def applicants(public_id: str) -> str:
    """Who applied: those who wait for an answer, as long as somebody does; else all."""
    job, _business = _my_job(public_id)
    counted = queries.count_by_state(job.id)
    waiting = sum(counted.get(state, 0) for state in queries.UNANSWERED)
    states = {WAITING: queries.UNANSWERED, EVERYBODY: (), **{state.value: (state,) for state in ApplicationState}}
    asked = argument("keadaan", 20)
    chosen = asked if asked in states else WAITING if waiting else EVERYBODY
    page = page_of(
        queries.applications_in(job.id, states[chosen]), [queries.TURN, Application.id], [int, bounded_id],
        argument("setelah", 300), scalars=False,
        read_key=lambda row, key: row.turn if key is queries.TURN else row.Application.id,
    )  # fmt: skip
    applications = [row.Application for row in page.rows]
    people = members.faces([application.account_id for application in applications])
    names = {account_id: face.call_name for account_id, face in people.items()}
    return render_template(
        "jobs/applicants.html", job=job, page=page, applications=applications, people=names,
        counted=counted, waiting=waiting, chosen=chosen, names=words,
    )  # fmt: skip


def _seen_phone(who: members.Applicant | None) -> str | None:
    """The applicant's number for somebody whose look was written down within the hour."""
    if who is None or not who.opens_phone:
        return None
    subject, since = f"account:{who.account.id}", clock.now() - LOOK
    look = audit.find(services.PHONE_OPENED, subject, actor_id=g.actor.account_id, since=since)
    return who.account.phone if look else None


def _answers(moves: Sequence[ApplicationState], sent: AnswerForm | None, to: str) -> list[tuple[str, AnswerForm]]:
    """A form for each answer that is possible; `sent` is the one shown again for correction."""
    found = []
    for move in moves:
        if move == ApplicationState.READ:
            continue
        form = sent if sent is not None and move == to else AnswerForm(formdata=None)
        form.stand_for(move)
        found.append((move.value, form))
    return found


def seen_application(public_id: str) -> tuple[Application, Job, Business, bool]:
    """An application, its vacancy and business, and whether the actor is of its team; NotFound for all others."""
    found, job, business, team = queries.get_application(public_id, g.actor.account_id)
    if not policies.can_read(g.actor, found, team=team):
        raise NotFound
    return found, job, business, team


def show_to_employer(
    application: Application, job: Job, business: Business, form: AnswerForm | None = None, to: str = ""
) -> str:
    """One application as the team sees it; with a form to correct, that answer stands open."""
    withdrawn = application.state == ApplicationState.WITHDRAWN
    active = business.status == BusinessStatus.ACTIVE
    who = members.applicant(application.account_id, g.actor)
    may_call = active and who is not None and application.state in policies.CONTACT_STATES
    moves = policies.MOVES[application.state] if active and who else ()
    return render_template(
        "jobs/application.html", application=application, job=job, business=business, as_employer=True,
        ahead=(), steps=queries.steps_of(application.id), names=words,
        profile=who.profile if who and not withdrawn else None,
        person=who.account if who else None,
        home=regions.region_label(who.account.home_code) if who else "",
        answers=_answers(moves, form, to), may_mark_read=ApplicationState.READ in moves,
        phone=_seen_phone(who) if may_call else None,
        keeps_phone=who is not None and not who.opens_phone,
        may_call=may_call,
    )  # fmt: skip


@blueprint.post("/lamaran/<public_id>/jawab")
@members_only
def answer(public_id: str) -> Response | tuple[str, int]:
    """Move an application one step, with words for the applicant."""
    application, job, _business, team = seen_application(public_id)
    enforce(policies.can_manage(g.actor, team=team))
    form = AnswerForm()
    to = request.form.get("to", "")
    if to not in set(ApplicationState):
        raise DomainError(_("Pilih dulu jawabannya."))
    if form.validate_on_submit():
        with form.showing_errors(of_fields_alone=True):
            services.move(application, job, ApplicationState(to), actor=g.actor, note=form.note.data)
            flash(_("Jawaban terkirim. Pelamar mendapat kabar."), "success")
            return see_other("jobs.application", public_id=public_id)
    return show_to_employer(*seen_application(public_id)[:3], form, to), form.status


@blueprint.post("/lamaran/<public_id>/nomor")
@members_only
def reveal_phone(public_id: str) -> Response:
    """Show the applicant's number once she is invited; every look is noted where she can see it."""
    application, job, _business, _team = seen_application(public_id)
    services.reveal_phone(application, job, actor=g.actor)
    return see_other("jobs.application", public_id=public_id)
