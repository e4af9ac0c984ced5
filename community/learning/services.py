"""Verbs of trainings and places in them; each asks its policy."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial

from flask_babel import gettext as _
from sqlalchemy import select, update
from sqlalchemy.exc import IntegrityError

from community.accounts import audit
from community.accounts.actor import Actor
from community.businesses.queries import by_id, may_act_for
from community.foundation import clock, limits
from community.foundation.database import db, rows_changed
from community.foundation.errors import DomainError, check_all
from community.foundation.limits import Limit
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.learning import policies, queries
from community.learning.models import Training, TrainingSignUp, TrainingSignUpState, TrainingStatus
from community.learning.signals import (
    TrainingChanged,
    TrainingClosed,
    TrainingPublished,
    TrainingSignedUp,
    TrainingSignUpCancelled,
)
from community.members.queries import may_open_phone

PHONE_OPENED, CLOSED_BY_OFFICER = "learning.phone_opened", "learning.closed"
# What a participant has in her calendar.
MEETING = ("starts_on", "ends_on", "schedule", "place", "online", "region_code")
SIGNING_UP = Limit("learning.sign_up", 30, timedelta(days=1))


@dataclass(frozen=True, slots=True)
class TrainingDraft:
    """What somebody writes about a training; `cost` in whole rupiah, `hours` in all, `skills` are ids."""

    title: str
    description: str
    provider: str
    region_code: str
    place: str
    online: bool
    skills: list[str]
    hours: int
    cost: int
    schedule: str
    starts_on: date
    ends_on: date
    places: int


def _in_team(actor: Actor, business_id: int | None) -> bool:
    return bool(business_id and actor.account_id and may_act_for(actor.account_id, business_id))


def _enforce_manager(actor: Actor, training: Training) -> None:
    enforce(policies.can_manage(actor, training, team=_in_team(actor, training.business_id)))


def _check_start(draft: TrainingDraft, today: date) -> None:
    if draft.starts_on and draft.starts_on < today:
        raise DomainError(_("Tanggal mulai sudah lewat."), field="starts_on")


def _check_end(draft: TrainingDraft) -> None:
    if not draft.starts_on or not draft.ends_on:
        return
    if draft.ends_on < draft.starts_on:
        raise DomainError(_("Tanggal selesai lebih awal dari tanggal mulai."), field="ends_on")
    if (draft.ends_on - draft.starts_on).days > 366:
        raise DomainError(_("Paling lama satu tahun."), field="ends_on")


def _check_subject(draft: TrainingDraft) -> None:
    if not draft.skills:
        raise DomainError(_("Tulis paling sedikit satu keahlian yang diajarkan."), field="skills")


def _check_place(draft: TrainingDraft) -> None:
    if not draft.online and not draft.place:
        raise DomainError(_("Tulis tempatnya, atau pilih daring."), field="place")


def check_draft(draft: TrainingDraft, today: date) -> None:
    """Raise all that breaks a rule at once; dates that are not chosen yet break none."""
    check_all(
        partial(_check_start, draft, today),
        partial(_check_end, draft),
        partial(_check_subject, draft),
        partial(_check_place, draft),
    )


def _fill(training: Training, draft: TrainingDraft) -> None:
    for name in TrainingDraft.__slots__:
        setattr(training, name, getattr(draft, name))


def write_training(draft: TrainingDraft, business_id: int | None, *, actor: Actor, today: date) -> Training:
    """A new draft, of a business or (None) of the region the actor coordinates."""
    team = _in_team(actor, business_id)
    of_business = business_id is not None
    enforce(policies.can_write(actor, region_code=draft.region_code, of_business=of_business, team=team))
    check_draft(draft, today)
    training = Training(business_id=business_id, created_by_id=actor.account_id)
    _fill(training, draft)
    _name_after_business(training)
    db.session.add(training)
    db.session.flush()
    return training


def _name_after_business(training: Training) -> None:
    business = by_id(training.business_id) if training.business_id else None
    if business is not None:
        training.provider = business.name


def follow_name(business_id: int) -> None:
    """After a business changed: its trainings bear its present name, and none once its owner's account is closed."""
    business = by_id(business_id)
    if business is not None:
        others = update(Training).where(Training.business_id == business_id, Training.provider != business.name)
        rows_changed(others.values(provider=business.name), refresh=False)


def _locked(training: Training) -> Training:
    statement = select(Training).where(Training.id == training.id).with_for_update()
    return db.session.scalars(statement.execution_options(populate_existing=True)).one()


def change_training(training: Training, draft: TrainingDraft, *, actor: Actor, today: date) -> None:
    """Change a training that is not closed; never fewer places than are taken."""
    _enforce_manager(actor, training)
    training = _locked(training)
    if training.status == TrainingStatus.CLOSED:
        raise DomainError(_("Pelatihan yang sudah ditutup tidak bisa diubah. Buat pelatihan baru."))
    if training.business_id is None:
        enforce(policies.can_write(actor, region_code=draft.region_code, of_business=False, team=False))
    check_draft(draft, min(today, training.starts_on) if training.status == TrainingStatus.OPEN else today)
    if draft.places < training.taken:
        raise DomainError(
            _("Sudah %(n)s orang terdaftar, jadi tempatnya tidak bisa kurang dari itu.", n=training.taken),
            field="places",
        )
    before = _meeting(training)
    _fill(training, draft)
    _name_after_business(training)
    db.session.flush()
    if training.status == TrainingStatus.OPEN:
        record(TrainingChanged(training.id, moved=_meeting(training) != before))


def _meeting(training: Training) -> tuple[object, ...]:
    return tuple(getattr(training, name) for name in MEETING)


def publish(training: Training, *, actor: Actor, today: date) -> None:
    """Open a draft to everybody; pressing twice changes nothing."""
    _enforce_manager(actor, training)
    training = _locked(training)
    if training.status == TrainingStatus.OPEN:
        return
    if training.status == TrainingStatus.CLOSED:
        raise DomainError(_("Pelatihan ini sudah ditutup. Buat pelatihan baru."))
    if training.starts_on < today:
        raise DomainError(_("Tanggal mulai sudah lewat. Ubah dulu tanggalnya."))
    training.status = TrainingStatus.OPEN
    record(TrainingPublished(training.id))


def close(training: Training, *, actor: Actor, reason: str = "") -> None:
    """Close to new participants; the reason of an officer who does not give it herself is kept in the trail."""
    team = _in_team(actor, training.business_id)
    enforce(policies.can_close(actor, training, team=team))
    training = _locked(training)
    if training.status == TrainingStatus.CLOSED:
        return
    by_officer = not policies.can_manage(actor, training, team=team)
    if by_officer:
        if not reason:
            raise DomainError(_("Tulis alasannya. Penyelenggara berhak tahu."), field="reason")
        audit.note(
            CLOSED_BY_OFFICER, f"training:{training.id}", actor=actor, region_code=training.region_code, reason=reason
        )
    training.status = TrainingStatus.CLOSED
    record(TrainingClosed(training.id, reason if by_officer else ""))


def sign_up(training: Training, *, actor: Actor, today: date) -> TrainingSignUp:
    """Take a place; a second tap gives the first one's. DomainError when none is free."""
    mine = queries.running_sign_up(training.id, actor.account_id)
    if mine is not None:
        return mine
    # A close at the same moment comes before or after, never between the check and the place.
    training = _locked(training)
    business = by_id(training.business_id) if training.business_id else None
    enforce(policies.can_sign_up(actor, training, is_open=queries.accepts(training, business)))
    limits.use(SIGNING_UP, f"account:{actor.account_id}", sentence=_(
        "Hari ini Anda sudah mendaftar %(n)s pelatihan. Besok Anda bisa mendaftar lagi.", n=SIGNING_UP.most
    ))  # fmt: skip
    sign_up = TrainingSignUp(training_id=training.id, account_id=actor.account_id, state=TrainingSignUpState.CONFIRMED)
    taking = update(Training).where(
        Training.id == training.id,
        Training.status == TrainingStatus.OPEN,
        Training.starts_on >= today,
        Training.taken < Training.places,
    )
    try:
        with db.session.begin_nested():
            if not rows_changed(taking.values(taken=Training.taken + 1), refresh=False):
                raise DomainError(_("Tempat terakhir baru saja terisi. Coba pelatihan lain yang serupa."))
            db.session.add(sign_up)
    except IntegrityError:
        first = queries.running_sign_up(training.id, actor.account_id)
        if first is None:
            raise
        return first
    record(TrainingSignedUp(sign_up.id))
    return sign_up


def cancel(training: Training, *, actor: Actor, today: date) -> None:
    """Give one's place back; pressing twice changes nothing."""
    mine = queries.running_sign_up(training.id, actor.account_id)
    if mine is None:
        return
    enforce(policies.can_cancel(actor, training, mine=True, today=today))
    _release(mine)


def _release(sign_up: TrainingSignUp) -> None:
    running = update(TrainingSignUp).where(
        TrainingSignUp.id == sign_up.id, TrainingSignUp.state == TrainingSignUpState.CONFIRMED
    )
    if not rows_changed(running.values(state=TrainingSignUpState.CANCELLED, cancelled_at=clock.now()), refresh=False):
        return
    one_less = update(Training).where(Training.id == sign_up.training_id, Training.taken > 0)
    rows_changed(one_less.values(taken=Training.taken - 1), refresh=False)
    record(TrainingSignUpCancelled(sign_up.id))


def open_phone(training: Training, sign_up: TrainingSignUp, *, actor: Actor) -> None:
    """Write down that who gives the training looks at a participant's number."""
    _enforce_manager(actor, training)
    enforce(may_open_phone(sign_up.account_id, actor))
    audit.note(
        PHONE_OPENED, f"account:{sign_up.account_id}", actor=actor, region_code=training.region_code,
        training=training.public_id,
    )  # fmt: skip


def close_past(today: date) -> int:
    """Close what is over; returns how many."""
    over = db.session.scalars(queries.past_their_end(today).with_for_update(skip_locked=True)).all()
    for training in over:
        training.status = TrainingStatus.CLOSED
        record(TrainingClosed(training.id))
    return len(over)


def forget_person(account_id: int) -> None:
    """After an account was closed: its places in trainings to come are free."""
    for training, sign_up in queries.trainings_of(account_id, None):
        if training.starts_on >= clock.today():
            _release(sign_up)
