"""What an applicant does: apply, follow, withdraw."""

from __future__ import annotations

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation import clock
from community.foundation.doors import members_only
from community.foundation.redirects import see_other
from community.jobs import policies, queries, services, words
from community.jobs.forms import ApplyForm
from community.jobs.models import ApplicationState
from community.jobs.views import blueprint
from community.jobs.views.employer import seen_application, show_to_employer
from community.jobs.views.public import seen_job
from community.members import queries as members
from community.regions import queries as regions


@blueprint.route("/lowongan/<public_id>/lamar", methods=["GET", "POST"])
@members_only
def apply(public_id: str) -> Response | str | tuple[str, int]:
    """See what the employer will see, add words, send."""
    job, business, team = seen_job(public_id, g.actor)
    running = queries.running_application(job.id, g.actor.account_id)
    if running is not None:
        return see_other("jobs.application", public_id=running.public_id)
    decision = policies.can_apply(g.actor, is_open=queries.accepts(job, business), team=team)
    if not decision:
        flash(decision.reason, "warning")
        return see_other("jobs.show", public_id=public_id)
    form = ApplyForm()
    form.ask(job.question)
    if form.validate_on_submit():
        with form.showing_errors():
            sent = services.apply(job, business, actor=g.actor, message=form.message.data, answer=form.answer.data)
            flash(_("Lamaran terkirim ke %(name)s. Kabarnya muncul di Hari ini.", name=business.name), "success")
            return see_other("jobs.application", public_id=sent.public_id)
    profile = members.application_profile(g.actor.account_id)
    page = render_template("jobs/apply.html", job=job, business=business, form=form, profile=profile)
    return page, form.status


@blueprint.get("/lamaran")
@members_only
def my_applications() -> str:
    """All my applications and whose turn it is."""
    return render_template(
        "jobs/my_applications.html", applications=queries.applications_of(g.actor.account_id), names=words
    )


@blueprint.get("/lamaran/<public_id>")
@members_only
def application(public_id: str) -> str:
    """One application: the employer reads and answers, the applicant follows."""
    found, job, business, team = seen_application(public_id)
    if team:
        return show_to_employer(found, job, business)
    return render_template(
        "jobs/application.html", application=found, job=job, business=business, as_employer=False,
        steps=queries.steps_of(found.id), names=words, profile=None, person=None, home="", answers=(),
        may_mark_read=False,
        may_withdraw=policies.can_withdraw(g.actor, found), ahead=words.ahead(found.state),
        similar=queries.similar_to(job, g.actor.account_id) if found.state in policies.OPEN_STATES else (),
        unread_long=found.state == ApplicationState.SENT and found.sent_at <= clock.now() - policies.REMIND_AFTER,
        region_label=regions.region_label,
        may_call=found.state in policies.CONTACT_STATES and not members.keeps_phone(found.account_id),
    )  # fmt: skip


@blueprint.post("/lamaran/<public_id>/tarik")
@members_only
def withdraw(public_id: str) -> Response:
    """Take an application back."""
    found, _job, _business, _team = seen_application(public_id)
    services.withdraw(found, actor=g.actor)
    flash(_("Lamaran ditarik."), "success")
    return see_other("jobs.my_applications")
