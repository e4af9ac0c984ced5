"""Three things one may tell so that fairness can be counted."""

from __future__ import annotations

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import consent
from community.accounts.models import Purpose
from community.foundation.doors import members_only
from community.foundation.redirects import see_other
from community.recommendations import answers
from community.recommendations.forms import FairnessForm
from community.recommendations.models import AgeBand, Disability, Sex
from community.recommendations.views import blueprint

NAMES = ("sex", "age_band", "disability")


@blueprint.route("/adil", methods=["GET", "POST"])
@members_only
def fairness_answers() -> Response | tuple[str, int]:
    """What I told, to change it."""
    told = answers.own(g.actor)
    form = FairnessForm(data={name: getattr(told, name) or "" for name in NAMES} if told else None)
    if form.validate_on_submit():
        with form.showing_errors():
            if _tell(form):
                flash(_("Tersimpan. Terima kasih sudah membantu."), "success")
            else:
                flash(_("Tidak ada jawaban yang disimpan."), "success")
            return see_other("recommendations.fairness_answers")
    words = {"texts": consent, "purpose": Purpose.FAIRNESS}
    return render_template("recommendations/answers.html", form=form, told=told, **words), form.status


def _tell(form: FairnessForm) -> bool:
    return answers.tell(
        sex=Sex(form.sex.data) if form.sex.data else None,
        age_band=AgeBand(form.age_band.data) if form.age_band.data else None,
        disability=Disability(form.disability.data) if form.disability.data else None,
        actor=g.actor,
    )


@blueprint.post("/adil/hapus")
@members_only
def take_answers_back() -> Response:
    """Delete what I told and end my consent."""
    answers.take_back(actor=g.actor)
    flash(_("Jawaban Anda sudah dihapus, dan persetujuannya ditarik."), "success")
    return see_other("recommendations.fairness_answers")
