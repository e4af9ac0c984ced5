"""What somebody who learns does: take a place, give it back, see her own."""

from __future__ import annotations

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation import clock, languages
from community.foundation.doors import members_only
from community.foundation.errors import DomainError
from community.foundation.redirects import see_other
from community.learning import queries, services, words
from community.learning.views import blueprint
from community.learning.views.public import seen_training
from community.regions import queries as regions


@blueprint.get("/saya")
@members_only
def mine() -> str:
    """The trainings in which I have a place."""
    today = clock.today()
    rows = queries.trainings_of(g.actor.account_id)
    coming = [row[0] for row in reversed(rows) if row[0].ends_on >= today]
    past = [row[0] for row in rows if row[0].ends_on < today]
    return render_template(
        "learning/mine.html", coming=coming, past=past, names=words, region_label=regions.region_label
    )


@blueprint.post("/<public_id>/daftar")
@members_only
def sign_up(public_id: str) -> Response:
    """Take a place."""
    training, _business, _team = seen_training(public_id, g.actor)
    try:
        services.sign_up(training, actor=g.actor, today=clock.today())
    except DomainError as error:
        flash(error.sentence, "warning")
    else:
        day = languages.format_date(training.starts_on)
        flash(_("Anda terdaftar. Sampai jumpa %(day)s.", day=day), "success")
    return see_other("learning.show", public_id=public_id)


@blueprint.post("/<public_id>/batal")
@members_only
def cancel(public_id: str) -> Response:
    """Give my place back."""
    training, _business, _team = seen_training(public_id, g.actor)
    services.cancel(training, actor=g.actor, today=clock.today())
    flash(_("Pendaftaran dibatalkan. Tempat Anda sekarang bisa dipakai orang lain."), "success")
    return see_other("learning.show", public_id=public_id)
