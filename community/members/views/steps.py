"""The first walk through a profile, step by step, and each part again for correction."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation.doors import members_only
from community.foundation.errors import NotFound
from community.foundation.redirects import see_other, see_path
from community.members import queries, services
from community.members.forms import AUDIENCE_WORDS, MAJORS
from community.members.policies import audience_for
from community.members.views import blueprint
from community.members.views.sections import SECTIONS, STEPS, Section

NAMES = tuple(STEPS)


def _next_address(name: str) -> str:
    place = NAMES.index(name) + 1
    return url_for("members.onboarding", step=NAMES[place]) if place < len(NAMES) else url_for("home.today")


def _answered(section: Section) -> tuple[Any, Any] | None:
    """None when an answer was kept, else the form with what was typed and what stands beside it."""
    form = section.build()
    if form.validate_on_submit():
        with form.showing_errors():
            section.save(form)
            return None
    return form, section.shown(form)


def _audience_words(section: Section) -> Any:
    chosen = queries.own_profile(g.actor.account_id).audiences
    return AUDIENCE_WORDS[audience_for(section.field, chosen)]


def _page(section: Section, answer: tuple[Any, Any], **values: Any) -> Any:
    form, shown = answer
    page = render_template(
        f"members/steps/{section.template}.html",
        section=section,
        form=form,
        audience_words=_audience_words(section),
        majors=MAJORS,
        **shown,
        **values,
    )
    return page, form.status


@blueprint.route("/profil/mulai", methods=["GET", "POST"], defaults={"step": NAMES[0]})
@blueprint.route("/profil/mulai/<step>", methods=["GET", "POST"])
@members_only
def onboarding(step: str) -> Any:
    """One step of the first walk; each answer is kept at once, and any step may be passed over."""
    if step not in STEPS:
        raise NotFound()
    section = STEPS[step]
    answer = _answered(section)
    if answer is None:
        if request.form.get("aksi") == "tambah":
            return see_other("members.onboarding", step=step)
        if step == NAMES[-1]:
            flash(_("Terima kasih. Ini yang cocok untuk Anda hari ini."), "success")
        return see_path(_next_address(step), "/")
    number = NAMES.index(step) + 1
    back = url_for("members.onboarding", step=NAMES[number - 2]) if number > 1 else None
    return _page(section, answer, number=number, total=len(NAMES), next_href=_next_address(step), back_href=back)


@blueprint.route("/profil/ubah/<part>", methods=["GET", "POST"])
@members_only
def edit(part: str) -> Any:
    """One part of the profile, for correction."""
    if part not in SECTIONS:
        raise NotFound()
    section = SECTIONS[part]
    answer = _answered(section)
    if answer is None:
        if request.form.get("aksi") == "tambah":
            return see_other("members.edit", part=part)
        flash(_("Tersimpan."), "success")
        return see_other("members.profile", _anchor=part)
    return _page(section, answer, number=None, next_href=url_for("members.profile"), back_href=None)


@blueprint.post("/profil/pengalaman/<public_id>/hapus")
@members_only
def remove_experience(public_id: str) -> Response:
    """Remove one piece of work and go back to where the person was."""
    services.remove_experience(actor=g.actor, public_id=public_id)
    flash(_("Pengalaman itu sudah dihapus."), "success")
    if request.form.get("dari") == "mulai":
        return see_other("members.onboarding", step="pengalaman")
    return see_other("members.edit", part="pengalaman")
