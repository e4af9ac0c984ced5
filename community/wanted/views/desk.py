"""The officers' side: who waits for help, and what finds nothing."""

from __future__ import annotations

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation.doors import role_required
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.regions import queries as regions
from community.wanted import policies, queries, services, words
from community.wanted.forms import AnswerForm, CloseForm
from community.wanted.views import blueprint
from community.wanted.views.requests import request_page_with, seen_request

Answer = Response | tuple[str, int]


@blueprint.get("/dicarikan/petugas")
@role_required("coordinator", "admin")
def desk() -> str:
    """Who in my regions waits for somebody to look, oldest first."""
    return render_template(
        "wanted/desk.html", waiting=queries.waiting_for(g.actor), answered=queries.answered_lately(g.actor),
        names=words, region_label=regions.region_label,
    )  # fmt: skip


@blueprint.post("/dicarikan/<public_id>/jawab")
@role_required("coordinator", "admin")
def answer(public_id: str) -> Answer:
    """Tell what I found."""
    found, asker = seen_request(public_id)
    form = AnswerForm()
    if form.validate_on_submit():
        with form.showing_errors(of_fields_alone=True):
            services.answer(public_id, actor=g.actor, words=form.answer.data or "", links=form.links.data or "")
            flash(_("Jawaban terkirim. %(name)s mendapat kabar.", name=asker), "success")
            return see_other("wanted.desk")
    return request_page_with(found, asker, answer=form), form.status


@blueprint.post("/dicarikan/<public_id>/tutup")
@role_required("coordinator", "admin")
def close(public_id: str) -> Answer:
    """Tell why I found nothing."""
    found, asker = seen_request(public_id)
    form = CloseForm()
    if form.validate_on_submit():
        with form.showing_errors(of_fields_alone=True):
            services.close(public_id, actor=g.actor, reason=form.reason.data or "")
            flash(_("Permintaan ditutup. %(name)s membaca alasannya.", name=asker), "success")
            return see_other("wanted.desk")
    return request_page_with(found, asker, close=form), form.status


@blueprint.get("/dicarikan/tanpa-hasil")
@role_required("admin")
def empty_searches() -> str:
    """Which words find nothing, so that somebody can offer it."""
    enforce(policies.can_see_empty_searches(g.actor, regions.directory().city.code))
    return render_template(
        "wanted/empty_searches.html", rows=queries.empty_searches(), region_label=regions.region_label,
        least=policies.LEAST_TIMES, days=policies.EMPTY_KEPT.days,
    )  # fmt: skip
