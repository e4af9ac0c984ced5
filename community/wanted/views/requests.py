"""What I ask an officer to look for, and one request as she and I see it."""

from __future__ import annotations

from typing import Any

from flask import flash, g, render_template, request
from flask_babel import gettext as _
from werkzeug.wrappers import Response

from community.accounts import queries as accounts
from community.accounts.models import AccountStatus
from community.foundation.doors import members_only
from community.foundation.errors import NotFound
from community.foundation.forms import argument
from community.foundation.redirects import see_other
from community.regions import queries as regions
from community.search.queries import cards_of
from community.wanted import policies, queries, services, words
from community.wanted.forms import AnswerForm, AskForm, CloseForm
from community.wanted.models import HelpRequest, HelpState
from community.wanted.views import blueprint

Answer = Response | str | tuple[str, int]


def _helper_words(region_code: str | None, *, not_of: int | None = None) -> str:
    """Who answers for a region, as people call them: "Pak Rahmat, koordinator Kec. Jatiasih"."""
    officers = queries.helpers_of(region_code, not_of=not_of) if region_code else []
    if not officers:
        return _("Petugas wilayah Anda")
    first, place = officers[0], regions.region_label(officers[0].region_code)
    if first.role == "admin":
        return _("%(name)s, admin %(place)s", name=first.call_name, place=place)
    return _("%(name)s, koordinator %(place)s", name=first.call_name, place=place)


@blueprint.route("/dicarikan/baru", methods=["GET", "POST"])
@members_only
def ask() -> Answer:
    """Ask the officers of my kelurahan to look for something."""
    form = AskForm(wish=argument("q", 120)) if request.method == "GET" else AskForm()
    if form.validate_on_submit():
        with form.showing_errors():
            draft = services.HelpDraft(form.wish.data or "", form.story.data or "")
            sent, new = services.ask(draft, actor=g.actor)
            if new:
                flash(_("Terkirim. Anda dikabari begitu ada jawaban."), "success")
            else:
                flash(_("Anda sudah meminta ini, dan masih dicarikan."), "info")
            return see_other("wanted.request_page", public_id=sent.public_id)
    helper = _helper_words(g.actor.region_code, not_of=g.actor.account_id)
    page = render_template("wanted/ask.html", form=form, helper=helper, days=policies.OPEN_FOR.days)
    return page, form.status


@blueprint.get("/dicarikan")
@members_only
def my_requests() -> str:
    """What I asked for, and what became of it."""
    return render_template("wanted/requests.html", rows=queries.requests_of(g.actor.account_id), names=words)


def seen_request(public_id: str) -> tuple[HelpRequest, str]:
    """A request the actor may see, and what who asked is called; NotFound otherwise."""
    found = queries.request_at(public_id)
    if found is None or not policies.can_read(g.actor, found):
        raise NotFound
    asker = accounts.account(found.account_id)
    if asker is None or (asker.status != AccountStatus.ACTIVE and not policies.is_asker(g.actor, found)):
        raise NotFound
    return found, asker.call_name


@blueprint.get("/dicarikan/<public_id>")
@members_only
def request_page(public_id: str) -> str:
    """One request: what is asked, who looks, and what was found."""
    found, asker = seen_request(public_id)
    return request_page_with(found, asker)


def request_page_with(
    found: HelpRequest, asker: str, answer: AnswerForm | None = None, close: CloseForm | None = None
) -> str:
    """The page of a request; an officer's form that was not right stands on it again."""
    as_officer = not policies.is_asker(g.actor, found)
    settled = found.state in (HelpState.ANSWERED, HelpState.CLOSED)
    if settled and found.answered_by_id:
        helper = accounts.names_of([found.answered_by_id]).get(found.answered_by_id, "")
    else:
        helper = _helper_words(found.region_code, not_of=found.account_id)
    things = cards_of(found.things)
    values: dict[str, Any] = {
        "turn": words.turn_words(found, helper, as_officer=as_officer),
        "may_answer": bool(policies.can_answer(g.actor, found)),
        "may_withdraw": bool(policies.can_withdraw(g.actor, found)),
        "gone": len(found.things) - len(things),
    }
    return render_template(
        "wanted/request.html", one=found, asker=asker, as_officer=as_officer, helper=helper, names=words,
        things=things, answer_form=answer or AnswerForm(formdata=None), close_form=close or CloseForm(formdata=None),
        region_label=regions.region_label, **values,
    )  # fmt: skip


@blueprint.post("/dicarikan/<public_id>/tarik")
@members_only
def withdraw(public_id: str) -> Response:
    """Take my request back."""
    services.withdraw(public_id, actor=g.actor)
    flash(_("Permintaan ditarik. Petugas tidak mencarikan lagi."), "success")
    return see_other("wanted.my_requests")
