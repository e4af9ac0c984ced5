"""What who asks does, and one request as the two it concerns see it."""

from __future__ import annotations

from datetime import timedelta

from flask import flash, g, render_template
from flask_babel import gettext as _
from flask_babel import pgettext
from werkzeug.wrappers import Response
from wtforms import SelectChoice

from community.accounts import audit
from community.accounts import queries as accounts
from community.accounts.models import AccountStatus
from community.foundation import clock, languages
from community.foundation.doors import members_only
from community.foundation.errors import NotFound
from community.foundation.redirects import see_other
from community.members.queries import may_open_phone
from community.mentoring import policies, queries, services, words
from community.mentoring.forms import AskForm, DeclineForm
from community.mentoring.models import Mentor, MentoringRequest, RequestState
from community.mentoring.views import blueprint
from community.regions import queries as regions
from community.skills import queries as skills

OPENED_FOR = timedelta(minutes=30)


@blueprint.route("/<public_id>/minta", methods=["GET", "POST"])
@members_only
def ask(public_id: str) -> Response | str | tuple[str, int]:
    """Say what about and what for."""
    mentor = queries.get_mentor(public_id)
    running = queries.running_request(mentor.id, g.actor.account_id)
    if running is not None:
        return see_other("mentoring.request_page", public_id=running.public_id)
    decision = policies.can_ask(g.actor, mentor)
    if not decision:
        flash(decision.reason, "warning")
        return see_other("mentoring.show", public_id=public_id)
    form = AskForm()
    form.topic.choices = [SelectChoice(value=topic, label=skills.skill_name(topic)) for topic in mentor.topics]
    if len(mentor.topics) == 1 and not form.is_submitted():
        form.topic.data = mentor.topics[0]
    if form.validate_on_submit():
        with form.showing_errors():
            sent = services.ask(mentor, actor=g.actor, topic=form.topic.data, message=form.message.data)
            until = languages.format_date(sent.expires_at)
            flash(_("Terkirim. %(name)s menjawab paling lambat %(day)s.", name=mentor.name, day=until), "success")
            return see_other("mentoring.request_page", public_id=sent.public_id)
    return render_template("mentoring/ask.html", mentor=mentor, form=form), form.status


@blueprint.get("/bimbingan")
@members_only
def my_requests() -> str:
    """Whom I asked, and whose turn it is."""
    return render_template(
        "mentoring/my_requests.html", rows=queries.requests_of(g.actor.account_id), names=words,
        is_mentor=queries.mentor_of(g.actor.account_id) is not None, region_label=regions.region_label,
    )  # fmt: skip


def seen_request(public_id: str) -> tuple[MentoringRequest, Mentor]:
    """A request that concerns the actor; NotFound for everybody else."""
    request, mentor = queries.get_request(public_id)
    if not policies.can_read(g.actor, request, mentor):
        raise NotFound
    return request, mentor


def request_page_with(request: MentoringRequest, mentor: Mentor, form: DeclineForm) -> str:
    """One request as the mentor or the mentee sees it."""
    other = accounts.account(services.other_of(request, mentor, g.actor))
    as_mentor = policies.is_mentor(g.actor, mentor)
    there = other is not None and other.status == AccountStatus.ACTIVE
    keeps_phone = there and other is not None and not may_open_phone(other.id, g.actor)
    opened = bool(policies.can_open_phone(g.actor, request, mentor)) and there and _opened(request, mentor)
    mentee = (other.call_name if other and there else pgettext("one", "Warga")) if as_mentor else g.actor.call_name
    others = queries.next_free(mentor, not_of=g.actor.account_id) if _looks_on(request, as_mentor) else ()
    return render_template(
        "mentoring/request.html", request_=request, mentor=mentor, form=form, as_mentor=as_mentor, mentee=mentee,
        phone=other.phone if opened and other and not keeps_phone else None, keeps_phone=keeps_phone,
        has_phone=bool(there and other and other.phone),
        mentee_home=regions.region_label(other.home_code) if as_mentor and other and there else "",
        may_answer=there and policies.can_answer(g.actor, request, mentor, at=clock.now()),
        names=words, others=others, region_label=regions.region_label,
        may_withdraw=policies.can_withdraw(g.actor, request), may_end=policies.can_end(g.actor, request, mentor),
        turn=words.turn_words(
            request, mentor, mentee, languages.format_date(request.expires_at), as_mentor=as_mentor
        ),
        is_there=there,
    )  # fmt: skip


def _looks_on(request: MentoringRequest, as_mentor: bool) -> bool:
    return not as_mentor and request.state in {RequestState.DECLINED, RequestState.EXPIRED}


def _opened(request: MentoringRequest, mentor: Mentor) -> bool:
    subject = f"account:{services.other_of(request, mentor, g.actor)}"
    since = clock.now() - OPENED_FOR
    return audit.find(services.PHONE_OPENED, subject, actor_id=g.actor.account_id, since=since) is not None


@blueprint.get("/permintaan/<public_id>")
@members_only
def request_page(public_id: str) -> str:
    """One request: the mentor answers, the mentee follows."""
    request, mentor = seen_request(public_id)
    return request_page_with(request, mentor, DeclineForm())


@blueprint.post("/permintaan/<public_id>/tarik")
@members_only
def withdraw(public_id: str) -> Response:
    """Take my request back."""
    request, _mentor = seen_request(public_id)
    services.withdraw(request, actor=g.actor)
    flash(_("Permintaan ditarik."), "success")
    return see_other("mentoring.my_requests")


@blueprint.post("/permintaan/<public_id>/selesai")
@members_only
def end(public_id: str) -> Response:
    """End a running mentoring."""
    request, mentor = seen_request(public_id)
    services.end(request, mentor, actor=g.actor)
    flash(_("Bimbingan selesai. Terima kasih sudah saling membantu."), "success")
    return see_other("mentoring.request_page", public_id=public_id)


@blueprint.post("/permintaan/<public_id>/nomor")
@members_only
def open_phone(public_id: str) -> Response:
    """See the other's number; the look is written down first."""
    request, mentor = seen_request(public_id)
    services.open_phone(request, mentor, actor=g.actor)
    return see_other("mentoring.request_page", public_id=public_id)
