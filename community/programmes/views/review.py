"""What an admin of the city does: look at what waits, open it, or return it with a note."""

from __future__ import annotations

from flask import flash, g, render_template
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation import clock
from community.foundation.doors import role_required
from community.foundation.policies import enforce
from community.foundation.redirects import see_other
from community.programmes import queries, services, words
from community.programmes.forms import NoteForm
from community.programmes.models import Programme
from community.programmes.views import blueprint
from community.programmes.views.public import may_review, seen_programme
from community.regions import queries as regions


@blueprint.get("/tinjau")
@role_required("admin")
def waiting() -> str:
    """Programmes that wait for my review, oldest first."""
    return render_template(
        "programmes/waiting.html", rows=queries.waiting_for_review(g.actor), names=words,
        region_label=regions.region_label,
    )  # fmt: skip


def _to_review(public_id: str) -> Programme:
    programme, _business, _team = seen_programme(public_id, g.actor)
    enforce(may_review(g.actor, programme))
    return programme


@blueprint.post("/<public_id>/buka")
@role_required("admin")
def publish(public_id: str) -> Response:
    """Open to everybody."""
    services.publish(_to_review(public_id), actor=g.actor, today=clock.today())
    flash(_("Program dibuka. Startup mendapat kabar."), "success")
    return see_other("programmes.waiting")


@blueprint.route("/<public_id>/kembalikan", methods=["GET", "POST"])
@role_required("admin")
def send_back(public_id: str) -> Response | str | tuple[str, int]:
    """Ask for changes first."""
    programme = _to_review(public_id)
    form = NoteForm()
    if form.validate_on_submit():
        with form.showing_errors():
            services.send_back(programme, actor=g.actor, note=form.note.data)
            flash(_("Dikembalikan. Startup membaca catatan Anda."), "success")
            return see_other("programmes.waiting")
    page = render_template("programmes/send_back.html", form=form, programme=programme)
    return page, form.status
