"""Residents report a vacancy; officers decide what they were told."""

from __future__ import annotations

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation.doors import members_only, role_required
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.jobs import policies, reports, words
from community.jobs.forms import ReportForm
from community.jobs.models import ReportReason
from community.jobs.views import blueprint
from community.jobs.views.public import seen_job
from community.regions import queries as regions


@blueprint.route("/lowongan/<public_id>/laporkan", methods=["GET", "POST"])
@members_only
def report(public_id: str) -> Response | tuple[str, int]:
    """Tell the officers what is wrong with a vacancy."""
    job, business, team = seen_job(public_id, g.actor)
    enforce(policies.can_report(g.actor, job, team=team))
    form = ReportForm()
    if form.validate_on_submit():
        with form.showing_errors(of_fields_alone=True):
            reports.report(job, actor=g.actor, reason=ReportReason(form.reason.data), words=form.words.data or "")
            flash(_("Terima kasih. Petugas wilayah memeriksa, lalu Anda mendapat kabar. Jangan bayar dulu."), "success")
            return see_other("jobs.show", public_id=public_id)
    told = reports.open_report(job.id, g.actor.account_id)
    page = render_template("jobs/report.html", job=job, business=business, form=form, told=told)
    return page, form.status


@blueprint.get("/lowongan/laporan")
@role_required("coordinator", "admin")
def waiting_reports() -> str:
    """What residents of my regions reported, oldest first."""
    return render_template(
        "jobs/reports.html", rows=reports.waiting(g.actor), names=words, region_label=regions.region_label
    )


@blueprint.post("/lowongan/laporan/<report_id>/kesampingkan")
@role_required("coordinator", "admin")
def set_aside(report_id: str) -> Response:
    """Nothing wrong was found; the reporter is told."""
    reports.set_aside(report_id, actor=g.actor)
    flash(_("Laporan dikesampingkan. Pelapor mendapat kabar."), "success")
    return see_other("jobs.waiting_reports")
