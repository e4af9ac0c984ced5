"""Verbs of programmes and applications; each asks its policy."""

from __future__ import annotations

from datetime import date, timedelta

from flask_babel import gettext as _
from sqlalchemy import select, update

from community.accounts import audit
from community.accounts.actor import Actor
from community.businesses.models import Business
from community.businesses.queries import is_of_team, may_act_for
from community.foundation import clock, limits
from community.foundation.database import db, rows_changed
from community.foundation.errors import DomainError
from community.foundation.limits import Limit
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.members.queries import may_open_phone
from community.programmes import eligibility, policies, queries
from community.programmes.drafts import ProgrammeDraft as ProgrammeDraft
from community.programmes.drafts import check_draft as check_draft
from community.programmes.models import (
    Programme,
    ProgrammeApplication,
    ProgrammeApplicationState,
    ProgrammeStatus,
)
from community.programmes.signals import (
    ProgrammeApplied,
    ProgrammeChanged,
    ProgrammeClosed,
    ProgrammeDecided,
    ProgrammePublished,
    ProgrammeReturned,
    ProgrammeSubmitted,
    ProgrammeWithdrawn,
)

State = ProgrammeApplicationState
PHONE_OPENED, CLOSED_BY_OFFICER = "programmes.phone_opened", "programmes.closed"
OPENED, RETURNED = "programmes.opened", "programmes.returned"
APPLYING = Limit("programmes.apply", 20, timedelta(days=1))


def _in_team(actor: Actor, business_id: int) -> bool:
    return actor.account_id is not None and may_act_for(actor.account_id, business_id)


def _fill(programme: Programme, draft: ProgrammeDraft) -> None:
    for name in ProgrammeDraft.__slots__:
        setattr(programme, name, getattr(draft, name))


def write_programme(business: Business, draft: ProgrammeDraft, *, actor: Actor, today: date) -> Programme:
    """A new draft of a startup; DomainError names the field that breaks a rule."""
    enforce(policies.can_write(actor, kind=business.kind, team=_in_team(actor, business.id)))
    check_draft(draft, today)
    programme = Programme(business_id=business.id, created_by_id=actor.account_id)
    _fill(programme, draft)
    db.session.add(programme)
    db.session.flush()
    return programme


def _locked(programme: Programme) -> Programme:
    statement = select(Programme).where(Programme.id == programme.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def change_programme(programme: Programme, draft: ProgrammeDraft, *, actor: Actor, today: date) -> None:
    """Change a draft."""
    team = _in_team(actor, programme.business_id)
    programme = _locked(programme)
    enforce(policies.can_change(actor, programme, team=team))
    check_draft(draft, today)
    _fill(programme, draft)


def submit(programme: Programme, *, actor: Actor, today: date) -> None:
    """Ask the city to open a draft; pressing twice changes nothing."""
    enforce(policies.can_manage(actor, team=_in_team(actor, programme.business_id)))
    programme = _locked(programme)
    if programme.status == ProgrammeStatus.REVIEW:
        return
    if programme.status != ProgrammeStatus.DRAFT:
        raise DomainError(_("Program ini sudah pernah dibuka."))
    if programme.closes_on < today:
        raise DomainError(_("Batas daftar sudah lewat. Ubah dulu tanggalnya."))
    programme.status = ProgrammeStatus.REVIEW
    record(ProgrammeSubmitted(programme.id))


def take_back(programme: Programme, *, actor: Actor) -> None:
    """Take a programme out of review, to change it."""
    enforce(policies.can_manage(actor, team=_in_team(actor, programme.business_id)))
    programme = _locked(programme)
    if programme.status == ProgrammeStatus.REVIEW:
        programme.status = ProgrammeStatus.DRAFT
        record(ProgrammeChanged(programme.id))
    elif programme.status != ProgrammeStatus.DRAFT:
        raise DomainError(_("Program ini baru saja dibuka admin kota, jadi tidak bisa ditarik lagi."))


def _reviewed(programme: Programme, actor: Actor) -> Programme:
    enforce(policies.can_review(actor, programme, team=is_of_team(actor.account_id, programme.business_id)))
    return _locked(programme)


def publish(programme: Programme, *, actor: Actor, today: date) -> None:
    """The city opens a reviewed programme; pressing twice changes nothing."""
    programme = _reviewed(programme, actor)
    if programme.status == ProgrammeStatus.OPEN:
        return
    if programme.status != ProgrammeStatus.REVIEW:
        raise DomainError(_("Program ini tidak sedang menunggu ditinjau. Startup mungkin menariknya."))
    if programme.closes_on < today:
        raise DomainError(_("Batas daftarnya sudah lewat. Kembalikan dengan catatan supaya tanggalnya diubah."))
    programme.status, programme.published_at, programme.review_note = ProgrammeStatus.OPEN, clock.now(), ""
    audit.note(OPENED, f"programme:{programme.id}", actor=actor, region_code=programme.region_code)
    record(ProgrammePublished(programme.id))


def send_back(programme: Programme, *, actor: Actor, note: str) -> None:
    """The city asks for changes first, and says which."""
    programme = _reviewed(programme, actor)
    if not note:
        raise DomainError(_("Tulis apa yang perlu diubah."), field="note")
    if programme.status != ProgrammeStatus.REVIEW:
        raise DomainError(_("Program ini tidak sedang menunggu ditinjau. Startup mungkin menariknya."))
    programme.status, programme.review_note = ProgrammeStatus.DRAFT, note
    audit.note(RETURNED, f"programme:{programme.id}", actor=actor, region_code=programme.region_code, note=note)
    record(ProgrammeReturned(programme.id))


def close(programme: Programme, *, actor: Actor, reason: str = "") -> None:
    """Close to new applications; an admin outside the team says why, which is kept in the trail."""
    team = _in_team(actor, programme.business_id)
    enforce(policies.can_close(actor, programme, team=team))
    programme = _locked(programme)
    if programme.status == ProgrammeStatus.CLOSED:
        return
    if programme.status != ProgrammeStatus.OPEN:
        raise DomainError(_("Program ini belum dibuka."))
    if not team:
        if not reason:
            raise DomainError(_("Tulis alasannya. Startup berhak tahu."), field="reason")
        audit.note(
            CLOSED_BY_OFFICER, f"programme:{programme.id}", actor=actor, region_code=programme.region_code,
            reason=reason,
        )  # fmt: skip
    programme.status = ProgrammeStatus.CLOSED
    record(ProgrammeClosed(programme.id, "" if team else reason))


def apply(programme: Programme, business: Business, *, actor: Actor, motivation: str) -> ProgrammeApplication:
    """Send an application; a second one while the first is running returns the first."""
    # A close at the same moment comes before or after, never between the check and the application.
    programme = _locked(programme)
    business = db.session.get_one(Business, business.id, populate_existing=True)
    person = queries.person_of(actor)
    enforce(
        policies.can_apply(
            actor, programme, is_open=queries.accepts(programme, business), team=_in_team(actor, business.id),
            eligible=person is not None and eligibility.admits(programme.eligibility, person),
        )
    )  # fmt: skip
    if not motivation:
        raise DomainError(_("Tulis mengapa Anda ingin ikut."), field="motivation")
    running = queries.running_application(programme.id, actor.account_id)
    if running is not None:
        return running
    limits.use(APPLYING, f"account:{actor.account_id}", sentence=_(
        "Hari ini Anda sudah mendaftar %(n)s program. Besok Anda bisa mendaftar lagi.", n=APPLYING.most
    ))  # fmt: skip
    application = ProgrammeApplication(programme_id=programme.id, account_id=actor.account_id, motivation=motivation)
    db.session.add(application)
    db.session.flush()
    record(ProgrammeApplied(application.id))
    return application


def _locked_application(application: ProgrammeApplication) -> ProgrammeApplication:
    statement = select(ProgrammeApplication).where(ProgrammeApplication.id == application.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def _take_place(programme_id: int) -> bool:
    taking = update(Programme).where(Programme.id == programme_id, Programme.taken < Programme.places)
    return rows_changed(taking.values(taken=Programme.taken + 1), refresh=False) == 1


def _give_place_back(programme_id: int) -> None:
    giving = update(Programme).where(Programme.id == programme_id, Programme.taken > 0)
    rows_changed(giving.values(taken=Programme.taken - 1), refresh=False)


def decide(
    application: ProgrammeApplication, programme: Programme, accepted: bool, *, actor: Actor, reason: str
) -> None:
    """Accept (which takes a place) or decline, with a reason the applicant reads; once."""
    team = _in_team(actor, programme.business_id)
    application = _locked_application(application)
    wanted = State.ACCEPTED if accepted else State.DECLINED
    if team and application.state == wanted:
        return
    enforce(policies.can_decide(actor, application, team=team))
    if not reason:
        raise DomainError(_("Tulis alasannya. Pendaftar berhak tahu."), field="reason")
    if accepted and not _take_place(programme.id):
        raise DomainError(_("Semua tempat sudah terisi, jadi tidak bisa menerima lagi."))
    application.state, application.reason = wanted, reason
    application.decided_at, application.decided_by_id = clock.now(), actor.account_id
    record(ProgrammeDecided(application.id, accepted))


def withdraw(application: ProgrammeApplication, *, actor: Actor) -> None:
    """Take one's application back; an accepted place becomes free again."""
    application = _locked_application(application)
    if application.state == State.WITHDRAWN and application.account_id == actor.account_id:
        return
    enforce(policies.can_withdraw(actor, application))
    take_out(application)


def take_out(application: ProgrammeApplication) -> None:
    """Mark a locked application withdrawn, and free the place it held."""
    if application.state == State.ACCEPTED:
        _give_place_back(application.programme_id)
    application.state = State.WITHDRAWN
    record(ProgrammeWithdrawn(application.id))


def open_phone(application: ProgrammeApplication, programme: Programme, *, actor: Actor) -> None:
    """Write down that the team looks at the number of somebody it accepted."""
    team = _in_team(actor, programme.business_id)
    enforce(policies.can_open_phone(actor, application, team=team))
    enforce(may_open_phone(application.account_id, actor))
    audit.note(
        PHONE_OPENED, f"account:{application.account_id}", actor=actor, region_code=programme.region_code,
        programme=programme.public_id,
    )  # fmt: skip


def close_past(today: date) -> int:
    """Close what is over; returns how many."""
    past = select(Programme).where(Programme.status == ProgrammeStatus.OPEN, Programme.ends_on < today).limit(500)
    over = db.session.scalars(past.with_for_update(skip_locked=True)).all()
    for programme in over:
        programme.status = ProgrammeStatus.CLOSED
        record(ProgrammeClosed(programme.id))
    return len(over)
