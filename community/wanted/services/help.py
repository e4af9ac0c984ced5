"""Asking the officers of one's region to look for something, and their answers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import select
from sqlalchemy.exc import IntegrityError

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Account
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError, NotFound
from community.foundation.limits import Limit, use
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.wanted import policies, queries
from community.wanted.models import HelpRequest, HelpState
from community.wanted.signals import HelpAnswered, HelpAsked, HelpExpired, HelpMoved, HelpWithdrawn

ASKING = Limit("wanted.asking", 10, timedelta(days=1))
ANSWERED, CLOSED = "wanted.help_answered", "wanted.help_closed"


@dataclass(frozen=True, slots=True)
class HelpDraft:
    """What somebody looks for, in a few words, and what an officer should know about it."""

    wish: str
    story: str = ""


def ask(draft: HelpDraft, *, actor: Actor) -> tuple[HelpRequest, bool]:
    """Ask, and whether that is new; while she has asked for the same, that request is returned."""
    enforce(policies.can_ask(actor))
    topic = queries.topic_of(draft.wish)
    if not topic:
        raise DomainError(_("Tulis dulu apa yang Anda cari, misalnya “kursus jahit”."), field="wish")
    account_id = actor.account_id or 0
    # The row lock lets two requests sent at once be counted one after the other.
    db.session.execute(select(Account.id).where(Account.id == account_id).with_for_update())
    if running := queries.open_request(account_id, topic):
        return running, False
    if queries.number_open(account_id) >= policies.MOST_OPEN:
        raise DomainError(
            _("Anda sudah punya %(n)s permintaan yang menunggu. Tunggu jawabannya, atau tarik salah satu.",
              n=policies.MOST_OPEN)
        )  # fmt: skip
    use(ASKING, str(account_id))
    request = HelpRequest(
        account_id=account_id, region_code=actor.region_code, wish=draft.wish, topic=topic, story=draft.story,
        expires_at=clock.now() + policies.OPEN_FOR,
    )  # fmt: skip
    try:
        with db.session.begin_nested():
            db.session.add(request)
    except IntegrityError:
        first = queries.open_request(account_id, topic)
        if first is None:
            raise
        return first, False
    record(HelpAsked(request.id))
    return request, True


def _locked(public_id: str, actor: Actor) -> HelpRequest:
    statement = select(HelpRequest).where(HelpRequest.public_id == public_id).with_for_update()
    request = db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()
    if request is None or not policies.can_read(actor, request):
        raise NotFound
    return request


def withdraw(public_id: str, *, actor: Actor) -> HelpRequest:
    """Take a request back; taking it back twice changes nothing."""
    request = _locked(public_id, actor)
    if policies.is_asker(actor, request) and request.state == HelpState.WITHDRAWN:
        return request
    enforce(policies.can_withdraw(actor, request))
    request.state, request.story = HelpState.WITHDRAWN, ""
    record(HelpWithdrawn(request.id))
    return request


def answer(public_id: str, *, actor: Actor, words: str, links: str) -> HelpRequest:
    """Say what was found, in words and with things of the site (an address a line)."""
    request = _locked(public_id, actor)
    enforce(policies.can_answer(actor, request))
    things = _read_links(links)
    if not words and not things:
        raise DomainError(_("Tulis jawabannya, atau tempel alamat halaman yang cocok."), field="answer")
    _settle(request, HelpState.ANSWERED, actor, words, things)
    audit.note(ANSWERED, f"help:{request.id}", actor=actor, region_code=request.region_code)
    return request


def close(public_id: str, *, actor: Actor, reason: str) -> HelpRequest:
    """Say why nothing can be found."""
    request = _locked(public_id, actor)
    enforce(policies.can_answer(actor, request))
    if not reason:
        raise DomainError(_("Tulis alasannya, supaya yang meminta tahu langkah berikutnya."), field="reason")
    _settle(request, HelpState.CLOSED, actor, reason, [])
    audit.note(CLOSED, f"help:{request.id}", actor=actor, region_code=request.region_code)
    return request


def _settle(request: HelpRequest, state: HelpState, actor: Actor, words: str, things: list[str]) -> None:
    request.state, request.answer, request.things = state, words, things
    request.answered_by_id, request.answered_at = actor.account_id, clock.now()
    record(HelpAnswered(request.id))


def _read_links(links: str) -> list[str]:
    lines = [line.strip() for line in links.split("\n") if line.strip()]
    if len(lines) > policies.MOST_THINGS:
        raise DomainError(_("Paling banyak %(n)s alamat.", n=policies.MOST_THINGS), field="links")
    found, wrong = queries.things_at(lines)
    if wrong:
        raise DomainError(_("Ini bukan halaman yang bisa dibuka di situs ini: %(line)s", line=wrong[0]), field="links")
    return found


def follow_move(account_id: int) -> None:
    """What somebody waits for is looked for by the officers of where she lives now."""
    # Who asks at the same moment holds this row, and her request is among those read after it.
    home = db.session.scalar(select(Account.home_code).where(Account.id == account_id).with_for_update())
    if home is None:
        return
    waiting = select(HelpRequest).where(
        HelpRequest.account_id == account_id, HelpRequest.state == HelpState.OPEN, HelpRequest.region_code != home
    )
    for request in db.session.scalars(waiting.order_by(HelpRequest.id).with_for_update()):
        request.region_code = home
        record(HelpMoved(request.id))


def expire_overdue() -> Sequence[int]:
    """Close what nobody answered in sixty days; returns the ids."""
    due = select(HelpRequest).where(HelpRequest.state == HelpState.OPEN, HelpRequest.expires_at <= clock.now())
    expired = db.session.scalars(due.with_for_update()).all()
    for request in expired:
        request.state = HelpState.EXPIRED
        record(HelpExpired(request.id))
    return [request.id for request in expired]
