"""The other direction: who may fit an offer of mine, for its makers alone."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, url_for
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.foundation.doors import members_only
from community.foundation.errors import DomainError, NotFound
from community.foundation.redirects import see_other
from community.recommendations import introductions, people
from community.recommendations.forms import PersonForm, SetAsideForm
from community.recommendations.introductions import Introduced, Offered
from community.recommendations.kinds import INTRODUCED
from community.recommendations.sentences import SET_ASIDE_REASONS, spoken_of
from community.recommendations.views import blueprint
from community.regions.queries import region_label

PATH = "/orang/<what>/<public_id>"
BACK = {"mentor": "mentoring.inbox", "job": "jobs.applicants", "programme": "programmes.applicants"}


def _mine(what: str, public_id: str) -> Offered:
    """An offer of the actor's; others do not learn that there is such a list."""
    offer = introductions.offered(g.actor, INTRODUCED[what], public_id) if what in INTRODUCED else None
    if offer is None or not offer.mine:
        raise NotFound
    return offer


def _shown(one: Introduced, offer: Offered) -> dict[str, Any]:
    reasons, lacks = spoken_of(one.reasons, offer.kind)
    return {
        "public_id": one.public_id,
        "name": one.call_name,
        "is_invited": one.invited_at is not None,
        "set_aside": SET_ASIDE_REASONS.get(one.set_aside or ""),
        "card": {
            "kind": "member",
            "title": one.call_name,
            "href": url_for("members.show", public_id=one.public_id),
            "place": region_label(one.home_code),
            "text": one.words,
            "reasons": reasons,
            "lacks": lacks[:1],
            "done": _("Sudah diundang") if one.invited_at else None,
            "show_kind": False,
        },
    }


def _back(offer: Offered) -> str:
    if offer.kind == "mentor":
        return url_for(BACK[offer.kind])
    return url_for(BACK[offer.kind], public_id=offer.public_id)


@blueprint.get(PATH)
@members_only
def people_list(what: str, public_id: str) -> str:
    """Who may fit, why, and what is missing."""
    offer = _mine(what, public_id)
    found = [_shown(one, offer) for one in introductions.people_for(offer)]
    return render_template(
        "recommendations/people.html", offer=offer, what=what, back=_back(offer),
        items=[one for one in found if not one["set_aside"]], aside=[one for one in found if one["set_aside"]],
        reasons=SET_ASIDE_REASONS,
    )  # fmt: skip


def _after(what: str, public_id: str, sentence: str) -> Response:
    flash(sentence, "success")
    return see_other("recommendations.people_list", what=what, public_id=public_id)


def _person(form: PersonForm) -> str:
    if not form.validate():
        raise DomainError(_("Pilih salah satu alasan.") if form.person.data else _("Pilih orangnya dulu."))
    return str(form.person.data)


@blueprint.post(f"{PATH}/undang")
@members_only
def invite(what: str, public_id: str) -> Response:
    """Let her know that she would be welcome."""
    offer = _mine(what, public_id)
    people.invite(offer, _person(PersonForm()), actor=g.actor)
    return _after(what, public_id, _("Undangan terkirim. Ia sendiri yang memutuskan."))


@blueprint.post(f"{PATH}/sisihkan")
@members_only
def set_aside(what: str, public_id: str) -> Response:
    """Show her no more for this offer, and why."""
    offer, form = _mine(what, public_id), SetAsideForm()
    people.set_aside(offer, _person(form), reason=form.reason.data, actor=g.actor)
    return _after(what, public_id, _("Disisihkan. Anda bisa memunculkannya lagi di bagian bawah halaman ini."))


@blueprint.post(f"{PATH}/munculkan")
@members_only
def bring_back(what: str, public_id: str) -> Response:
    """Let her stand in the list again."""
    offer = _mine(what, public_id)
    people.bring_back(offer, _person(PersonForm()), actor=g.actor)
    return _after(what, public_id, _("Dimunculkan lagi, kalau masih cocok."))
