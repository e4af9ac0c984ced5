"""What somebody who wants to take part does: apply, follow, withdraw."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import audit
from community.accounts import queries as accounts
from community.accounts.models import AccountStatus
from community.businesses.models import Business
from community.foundation import clock
from community.foundation.doors import members_only
from community.foundation.errors import NotFound
from community.foundation.redirects import see_other
from community.members import queries as members
from community.programmes import policies, queries, services, words
from community.programmes.forms import ApplyForm, DecideForm
from community.programmes.models import Programme, ProgrammeApplication, ProgrammeApplicationState
from community.programmes.views import blueprint
from community.programmes.views.public import conditions_for, in_team, seen_programme
from community.regions import queries as regions

OPENED_FOR = timedelta(minutes=30)


@blueprint.route("/<public_id>/daftar", methods=["GET", "POST"])
@members_only
def apply(public_id: str) -> Response | str | tuple[str, int]:
    """Conditions first; the form only for who meets them."""
    programme, business, team = seen_programme(public_id, g.actor)
    running = queries.running_application(programme.id, g.actor.account_id)
    if running is not None:
        return see_other("programmes.application", public_id=running.public_id)
    asked = conditions_for(programme, g.actor)
    may = policies.can_apply(
        g.actor, programme, is_open=queries.accepts(programme, business), team=team,
        eligible=all(condition.met for condition in asked),
    )  # fmt: skip
    if not may:
        flash(may.reason, "warning")
        return see_other("programmes.show", public_id=public_id)
    form = ApplyForm()
    if form.validate_on_submit():
        with form.showing_errors():
            sent = services.apply(programme, business, actor=g.actor, motivation=form.motivation.data)
            flash(_("Terkirim ke %(name)s. Jawabannya muncul di Hari ini.", name=business.name), "success")
            return see_other("programmes.application", public_id=sent.public_id)
    page = render_template("programmes/apply.html", programme=programme, business=business, form=form, conditions=asked)
    return page, form.status


@blueprint.get("/saya")
@members_only
def mine() -> str:
    """Where I applied, and what was answered."""
    return render_template("programmes/mine.html", rows=queries.applications_of(g.actor.account_id), names=words)


def seen_application(public_id: str) -> tuple[ProgrammeApplication, Programme, Business, bool]:
    """An application that concerns the actor, and whether she is in the team; NotFound for everybody else."""
    application, programme, business = queries.get_application(public_id)
    team = in_team(business, g.actor)
    if not policies.can_read(g.actor, application, team=team):
        raise NotFound
    return application, programme, business, team


def application_page(public_id: str, form: DecideForm) -> str:
    """One application as the team or the applicant sees it."""
    application, programme, business, team = seen_application(public_id)
    person = accounts.account(application.account_id)
    withdrawn = application.state == ProgrammeApplicationState.WITHDRAWN
    there = person is not None and person.status == AccountStatus.ACTIVE
    opened = team and there and bool(policies.can_open_phone(g.actor, application, team=team)) and _opened(application)
    accepted = team and there and application.state == ProgrammeApplicationState.ACCEPTED
    keeps_phone = accepted and not members.may_open_phone(application.account_id, g.actor)
    return render_template(
        "programmes/application.html", application=application, programme=programme, business=business, team=team,
        keeps_phone=keeps_phone, person=person, there=there, form=form, names=words,
        profile=members.application_profile(application.account_id) if team and not withdrawn else None,
        phone=person.phone if opened and person and not keeps_phone else None,
        has_phone=bool(there and person and person.phone),
        home=regions.region_label(person.home_code) if person else "",
        may_decide=policies.can_decide(g.actor, application, team=team),
        may_withdraw=policies.can_withdraw(g.actor, application), full=programme.taken >= programme.places,
    )  # fmt: skip


def _opened(application: ProgrammeApplication) -> bool:
    since = clock.now() - OPENED_FOR
    subject = f"account:{application.account_id}"
    return audit.find(services.PHONE_OPENED, subject, actor_id=g.actor.account_id, since=since) is not None


@blueprint.get("/pendaftaran/<public_id>")
@members_only
def application(public_id: str) -> str:
    """One application: the startup answers, the applicant follows."""
    return application_page(public_id, DecideForm())


@blueprint.post("/pendaftaran/<public_id>/tarik")
@members_only
def withdraw(public_id: str) -> Response:
    """Take my application back."""
    found, _programme, _business, _team = seen_application(public_id)
    services.withdraw(found, actor=g.actor)
    flash(_("Pendaftaran ditarik."), "success")
    return see_other("programmes.mine")
