"""Verbs of mentoring; each asks its policy."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from sqlalchemy import ColumnElement, select, update
from sqlalchemy.exc import IntegrityError

from community.accounts import audit
from community.accounts.actor import Actor
from community.accounts.models import Account
from community.foundation import clock
from community.foundation.database import db, rows_changed
from community.foundation.errors import DomainError
from community.foundation.limits import Limit, use
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.members.queries import may_open_phone
from community.mentoring import policies, queries
from community.mentoring.models import Mentor, MentoringRequest, MentorStatus, RequestState
from community.mentoring.signals import (
    MentorChanged,
    MentoringAnswered,
    MentoringAsked,
    MentoringEnded,
    MentoringExpired,
    MentoringWithdrawn,
    MentorPaused,
)

PHONE_OPENED = "mentoring.phone_opened"
ASKING = Limit("mentoring.ask", 20, timedelta(days=1))


@dataclass(frozen=True, slots=True)
class MentorDraft:
    """What somebody tells of herself as a mentor; `topics` are ids of skills."""

    name: str
    headline: str
    about: str
    topics: list[str]
    modes: list[str]
    schedule: list[str]
    capacity: int
    region_code: str


def _check(draft: MentorDraft) -> None:
    if not draft.topics:
        raise DomainError(_("Tulis paling sedikit satu topik."), field="topics")
    if not draft.modes or not set(draft.modes) <= set(policies.MODES):
        raise DomainError(_("Pilih cara bertemu."), field="modes")
    if not set(draft.schedule) <= set(policies.SCHEDULES):
        raise DomainError(_("Pilih waktu dari daftar."), field="schedule")
    if not 1 <= draft.capacity <= policies.MOST_CAPACITY:
        raise DomainError(_("Isi antara 1 dan %(most)s orang.", most=policies.MOST_CAPACITY), field="capacity")


def _locked_mentor(account_id: int | None) -> Mentor | None:
    statement = select(Mentor).where(Mentor.account_id == account_id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one_or_none()


def _fill(mentor: Mentor, draft: MentorDraft) -> None:
    for name in MentorDraft.__slots__:
        setattr(mentor, name, getattr(draft, name))


def save_mentor(draft: MentorDraft, *, actor: Actor) -> Mentor:
    """Become a mentor, or change what one tells; never fewer places than there are mentees."""
    enforce(policies.can_become_mentor(actor))
    _check(draft)
    mentor = _locked_mentor(actor.account_id)
    if mentor is None:
        mentor = Mentor(account_id=actor.account_id)
        _fill(mentor, draft)
        try:
            with db.session.begin_nested():
                db.session.add(mentor)
        except IntegrityError as error:
            raise DomainError(_("Anda sudah menjadi mentor. Muat ulang halaman ini.")) from error
    elif draft.capacity < mentor.taken:
        raise DomainError(
            _("Anda sedang membimbing %(n)s orang, jadi tempatnya tidak bisa kurang dari itu.", n=mentor.taken),
            field="capacity",
        )
    else:
        _fill(mentor, draft)
        db.session.flush()
    record(MentorChanged(mentor.id))
    return mentor


def set_paused(paused: bool, *, actor: Actor) -> Mentor:
    """Take a rest from new requests, or open again; running mentees stay."""
    mentor = _locked_mentor(actor.account_id)
    if mentor is None:
        raise DomainError(_("Anda belum menjadi mentor."))
    was_open = mentor.status == MentorStatus.OPEN
    mentor.status = MentorStatus.PAUSED if paused else MentorStatus.OPEN
    record(MentorChanged(mentor.id))
    if paused and was_open:
        record(MentorPaused(mentor.id))
    return mentor


def ask(mentor: Mentor, *, actor: Actor, topic: str, message: str) -> MentoringRequest:
    """Ask for guidance; while an earlier request to this mentor runs, that one is returned."""
    # A pause at the same moment comes before or after, never between the check and the request.
    mentor = _locked_mentor(mentor.account_id) or mentor
    enforce(policies.can_ask(actor, mentor))
    if topic not in mentor.topics:
        raise DomainError(_("Pilih salah satu topik mentor ini."), field="topic")
    if len("".join(message.split())) < policies.LEAST_LETTERS:
        raise DomainError(
            _("Ceritakan sedikit lagi: apa yang sudah Anda coba, dan apa yang ingin Anda tanyakan?"), field="message"
        )
    # The row lock lets two requests sent at once be counted one after the other.
    db.session.execute(select(Account.id).where(Account.id == actor.account_id).with_for_update())
    running = queries.running_request(mentor.id, actor.account_id)
    if running is not None:
        return running
    if queries.waiting_number(actor.account_id or 0) >= policies.MOST_WAITING:
        raise DomainError(
            _("Anda sudah menunggu jawaban dari %(n)s mentor. Tunggu dulu, atau tarik salah satu permintaan.",
              n=policies.MOST_WAITING)
        )  # fmt: skip
    use(ASKING, f"account:{actor.account_id}", sentence=_(
        "Hari ini Anda sudah meminta bimbingan %(n)s kali. Besok Anda bisa meminta lagi.", n=ASKING.most
    ))  # fmt: skip
    request = MentoringRequest(
        mentor_id=mentor.id, mentee_id=actor.account_id, topic=topic, message=message,
        expires_at=clock.now() + policies.ANSWER_WITHIN,
    )  # fmt: skip
    db.session.add(request)
    db.session.flush()
    record(MentoringAsked(request.id))
    return request


def _locked(request: MentoringRequest) -> MentoringRequest:
    statement = select(MentoringRequest).where(MentoringRequest.id == request.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def _take_place(mentor_id: int) -> bool:
    taking = update(Mentor).where(Mentor.id == mentor_id, Mentor.taken < Mentor.capacity)
    return rows_changed(taking.values(taken=Mentor.taken + 1), refresh=False) == 1


def _give_place_back(mentor_id: int) -> None:
    giving = update(Mentor).where(Mentor.id == mentor_id, Mentor.taken > 0)
    rows_changed(giving.values(taken=Mentor.taken - 1), refresh=False)
    record(MentorChanged(mentor_id))


def accept(request: MentoringRequest, mentor: Mentor, *, actor: Actor) -> None:
    """Take somebody on; DomainError when all places are taken. Pressing twice changes nothing."""
    request = _locked(request)
    if request.state == RequestState.ACCEPTED and policies.is_mentor(actor, mentor):
        return
    enforce(policies.can_answer(actor, request, mentor, at=clock.now()))
    if not _take_place(mentor.id):
        raise DomainError(
            _("Semua tempat Anda sudah terisi. Tambah tempat dulu, atau beri tahu bahwa Anda belum bisa.")
        )
    request.state, request.answered_at = RequestState.ACCEPTED, clock.now()
    record(MentoringAnswered(request.id, True))
    record(MentorChanged(mentor.id))


def decline(request: MentoringRequest, mentor: Mentor, *, actor: Actor, reason: str) -> None:
    """Say no, with a reason that the mentee alone reads."""
    request = _locked(request)
    if request.state == RequestState.DECLINED and policies.is_mentor(actor, mentor):
        return
    enforce(policies.can_answer(actor, request, mentor, at=clock.now()))
    if not reason:
        raise DomainError(_("Tulis alasannya. Hanya yang meminta yang membacanya."), field="reason")
    request.state, request.reason, request.answered_at = RequestState.DECLINED, reason, clock.now()
    record(MentoringAnswered(request.id, False))


def withdraw(request: MentoringRequest, *, actor: Actor) -> None:
    """Take a request back before it is answered."""
    request = _locked(request)
    if request.state == RequestState.WITHDRAWN and policies.is_mentee(actor, request):
        return
    enforce(policies.can_withdraw(actor, request))
    request.state = RequestState.WITHDRAWN
    record(MentoringWithdrawn(request.id))


def end(request: MentoringRequest, mentor: Mentor, *, actor: Actor) -> None:
    """End a running mentoring; its place is free again."""
    request = _locked(request)
    if request.state == RequestState.ENDED and policies.can_read(actor, request, mentor):
        return
    enforce(policies.can_end(actor, request, mentor))
    request.state = RequestState.ENDED
    _give_place_back(mentor.id)
    record(MentoringEnded(request.id, actor.account_id))


def other_of(request: MentoringRequest, mentor: Mentor, actor: Actor) -> int:
    """The account on the other side of a request."""
    return request.mentee_id if policies.is_mentor(actor, mentor) else mentor.account_id


def open_phone(request: MentoringRequest, mentor: Mentor, *, actor: Actor) -> None:
    """Write down that one of the two looks at the other's number."""
    enforce(policies.can_open_phone(actor, request, mentor))
    other_id = other_of(request, mentor, actor)
    enforce(may_open_phone(other_id, actor))
    audit.note(
        PHONE_OPENED, f"account:{other_id}", actor=actor, region_code=mentor.region_code, request=request.public_id
    )


def expire_overdue() -> int:
    """Close requests nobody answered in time; returns how many."""
    overdue = queries.overdue().with_for_update(skip_locked=True)
    found = db.session.scalars(overdue.execution_options(populate_existing=True)).all()
    for request in found:
        request.state = RequestState.EXPIRED
        record(MentoringExpired(request.id))
    return len(found)


def _locked_requests(*conditions: ColumnElement[bool]) -> Sequence[MentoringRequest]:
    """Requests as they are now, in one order, so that an answer on its way is either seen or waits."""
    statement = select(MentoringRequest).where(*conditions).order_by(MentoringRequest.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).all()


def forget_person(account_id: int) -> None:
    """After an account was closed: its requests end, its places are free, its words are gone."""
    for request in _locked_requests(MentoringRequest.mentee_id == account_id):
        _stop(request, RequestState.WITHDRAWN, account_id)
        request.message = request.reason = ""
    mentor_id = db.session.scalar(select(Mentor.id).where(Mentor.account_id == account_id))
    # Requests before the mentor, as an answer locks them.
    for request in _locked_requests(MentoringRequest.mentor_id == mentor_id):
        _stop(request, RequestState.EXPIRED, account_id)
    mentor = _locked_mentor(account_id)
    if mentor is None:
        return
    mentor.status, mentor.name, mentor.headline, mentor.about = MentorStatus.PAUSED, "-", "-", ""
    record(MentorChanged(mentor.id))


def _stop(request: MentoringRequest, waiting_becomes: RequestState, by_id: int) -> None:
    if request.state == RequestState.ACCEPTED:
        request.state = RequestState.ENDED
        _give_place_back(request.mentor_id)
        record(MentoringEnded(request.id, by_id))
    elif request.state == RequestState.WAITING:
        request.state = waiting_becomes
        told = MentoringExpired if waiting_becomes == RequestState.EXPIRED else MentoringWithdrawn
        record(told(request.id))


def follow_move(account_id: int) -> None:
    """After a person moved: she is a mentor in her new kelurahan."""
    mentor, account = _locked_mentor(account_id), db.session.get(Account, account_id)
    if mentor is not None and account is not None and mentor.region_code != account.home_code:
        mentor.region_code = account.home_code
        record(MentorChanged(mentor.id))
