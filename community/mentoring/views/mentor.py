"""What a mentor does: tell about herself, rest, answer."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation.doors import members_only
from community.foundation.errors import NotFound
from community.foundation.redirects import see_other
from community.mentoring import queries, services, words
from community.mentoring.forms import MOST_ABOUT, DeclineForm, MentorForm
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.mentoring.views import blueprint
from community.mentoring.views.requests import request_page_with, seen_request
from community.regions import queries as regions

Answer = Response | str | tuple[str, int]


def _form(mentor: Mentor | None) -> MentorForm:
    form = MentorForm(obj=mentor)
    if mentor is None and not form.is_submitted():
        form.name.data, form.capacity.data = g.actor.call_name, 2
    return form


@blueprint.route("/saya", methods=["GET", "POST"])
@members_only
def edit() -> Answer:
    """Become a mentor, or change what I tell."""
    mentor = queries.mentor_of(g.actor.account_id)
    form = _form(mentor)
    if form.validate_on_submit():
        with form.showing_errors():
            saved = services.save_mentor(
                services.MentorDraft(**_values(form), region_code=g.actor.region_code), actor=g.actor
            )
            flash(
                _("Perubahan tersimpan.") if mentor else _("Terima kasih! Anda sekarang tampil di daftar mentor."),
                "success",
            )
            return see_other("mentoring.show", public_id=saved.public_id)
    page = render_template("mentoring/edit.html", form=form, mentor=mentor, home=g.actor.region_name)
    return page, form.status


def _values(form: MentorForm) -> dict[str, Any]:
    empty: dict[str, list[str]] = {"topics": [], "modes": [], "schedule": []}
    told = {name: data or empty.get(name, data) for name, data in form.data.items()}
    return told | {"about": form.topics.with_own_words(form.about.data or "", MOST_ABOUT)}


@blueprint.post("/saya/istirahat")
@members_only
def pause() -> Response:
    """Rest from new requests."""
    services.set_paused(True, actor=g.actor)
    flash(_("Anda beristirahat. Yang sedang Anda bimbing tetap berjalan."), "success")
    return see_other("mentoring.inbox")


@blueprint.post("/saya/buka")
@members_only
def resume() -> Response:
    """Take new requests again."""
    services.set_paused(False, actor=g.actor)
    flash(_("Anda tampil lagi di daftar mentor."), "success")
    return see_other("mentoring.inbox")


@blueprint.get("/permintaan")
@members_only
def inbox() -> Response | str:
    """Who asks me, whom I guide, and what was before."""
    mentor = queries.mentor_of(g.actor.account_id)
    if mentor is None:
        flash(_("Anda belum menjadi mentor. Ceritakan dulu apa yang bisa Anda bantu."), "info")
        return see_other("mentoring.edit")
    groups: dict[str, list[Any]] = {"waiting": [], "running": [], "past": []}
    names = {RequestState.WAITING: "waiting", RequestState.ACCEPTED: "running"}
    for row in queries.requests_to(mentor.id):
        groups[names.get(row[0].state, "past")].append(row)
    return render_template(
        "mentoring/inbox.html", mentor=mentor, groups=groups, names=words, region_label=regions.region_label
    )


def _mine_to_answer(public_id: str) -> tuple[MentoringRequest, Mentor]:
    request, mentor = seen_request(public_id)
    if mentor.account_id != g.actor.account_id:
        raise NotFound
    return request, mentor


@blueprint.post("/permintaan/<public_id>/terima")
@members_only
def accept(public_id: str) -> Response:
    """Take somebody on."""
    request, mentor = _mine_to_answer(public_id)
    services.accept(request, mentor, actor=g.actor)
    flash(_("Diterima. Di bawah ini caranya saling menghubungi."), "success")
    return see_other("mentoring.request_page", public_id=public_id)


@blueprint.post("/permintaan/<public_id>/tolak")
@members_only
def decline(public_id: str) -> Answer:
    """Say no, with a reason for the mentee alone."""
    request, mentor = _mine_to_answer(public_id)
    form = DeclineForm()
    if form.validate_on_submit():
        with form.showing_errors(of_fields_alone=True):
            services.decline(request, mentor, actor=g.actor, reason=form.reason.data)
            flash(_("Jawaban terkirim. Hanya yang meminta yang membaca alasannya."), "success")
            return see_other("mentoring.inbox")
    return request_page_with(request, mentor, form), form.status
