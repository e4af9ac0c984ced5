"""The person's own overview of her profile: photo, audiences, and the preview as others see it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import audit
from community.foundation.doors import members_only, prepared_by
from community.foundation.pictures import prepare_upload, prepared_upload
from community.foundation.redirects import see_other
from community.members import queries, services
from community.members.access_log import looks_at
from community.members.forms import AUDIENCE_WORDS, FIELD_WORDS, AudienceForm, PhotoForm
from community.members.models import Audience
from community.members.policies import RULES, Field, audience_for, previewed
from community.members.views import blueprint
from community.members.views.people import told
from community.members.views.sections import STEPS
from community.regions import queries as regions


@blueprint.get("/profil")
@members_only
def profile() -> str:
    """Everything the person told, with who sees it and where to change it."""
    mine = queries.own_profile(g.actor.account_id)
    seen = queries.visible_profile(g.actor.account_id, set(Audience))
    answered = queries.answered_steps(g.actor.account_id)
    audiences = {field.value: AUDIENCE_WORDS[audience_for(field, mine.audiences)] for field in Field}
    return render_template(
        "members/profile.html",
        profile=seen,
        is_listed=mine.is_listed,
        audiences=audiences,
        answered=answered,
        missing=[STEPS[name] for name in STEPS if name not in answered],
        total=len(STEPS),
        looks=looks_at(g.actor.account_id),
        sentence=audit.sentence_of,
        told=told(seen),
        place=regions.region_label(g.actor.region_code),
    )


@blueprint.route("/profil/foto", methods=["GET", "POST"])
@members_only
@prepared_by(prepare_upload)
def photo() -> Any:
    """Send a new photo."""
    form = PhotoForm()
    if form.validate_on_submit():
        with form.showing_errors():
            if picture := prepared_upload():
                services.set_photo(actor=g.actor, picture=picture)
            flash(_("Foto baru sudah terpasang."), "success")
            return see_other("members.profile")
    mine = queries.own_profile(g.actor.account_id)
    words = AUDIENCE_WORDS[audience_for(Field.PHOTO, mine.audiences)]
    page = render_template("members/photo.html", form=form, photo=mine.photo, audience_words=words)
    return page, form.status


@blueprint.post("/profil/foto/hapus")
@members_only
def remove_photo() -> Response:
    """Remove the photo."""
    services.remove_photo(actor=g.actor)
    flash(_("Foto sudah dihapus."), "success")
    return see_other("members.profile")


@blueprint.route("/profil/siapa-melihat", methods=["GET", "POST"])
@members_only
def audiences() -> Any:
    """Choose per field who may see it, and whether to stand in the list."""
    mine = queries.own_profile(g.actor.account_id)
    chosen = {field.value: audience_for(field, mine.audiences).value for field in RULES}
    form = AudienceForm(data={**chosen, "is_listed": mine.is_listed})
    if form.validate_on_submit():
        with form.showing_errors():
            services.save_audiences(actor=g.actor, chosen=form.chosen, is_listed=form.is_listed.data)
            flash(_("Tersimpan. Di bawah ini yang sekarang dilihat orang lain."), "success")
            return see_other("members.preview", sebagai=Audience.MEMBERS.value)
    page = render_template("members/audiences.html", form=form, fields=[form[field.value] for field in Field])
    return page, form.status


@blueprint.get("/profil/pratinjau")
@members_only
def preview() -> str:
    """The profile as somebody else sees it."""
    asked = request.args.get("sebagai", "")
    audience = next((one for one in Audience if one == asked), Audience.MEMBERS)
    mine = queries.own_profile(g.actor.account_id)
    shown = queries.visible_profile(g.actor.account_id, previewed(audience))
    hidden_from_guests = audience == Audience.PUBLIC and not mine.is_listed
    tabs = [
        {
            "href": url_for("members.preview", sebagai=one.value),
            "text": AUDIENCE_WORDS[one],
            "active": one == audience,
        }
        for one in Audience
    ]
    return render_template(
        "members/preview.html",
        profile=None if hidden_from_guests else shown,
        tabs_of_page=tabs,
        kept=[FIELD_WORDS[Field(name)] for name in sorted(shown.withheld)] if shown else [],
        told=told(shown),
        place=regions.region_label(g.actor.region_code),
    )
