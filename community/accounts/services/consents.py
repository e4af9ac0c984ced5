"""Agreeing and withdrawing, each purpose by itself."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy import update
from sqlalchemy.exc import IntegrityError

from community.accounts import consent
from community.accounts.actor import Actor
from community.accounts.audit import note
from community.accounts.models import Consent, Purpose
from community.accounts.signals import ConsentChanged
from community.foundation import clock
from community.foundation.database import db, rows_changed
from community.foundation.errors import DomainError, Refused
from community.foundation.outbox import record


def _owner(actor: Actor) -> int:
    if actor.account_id is None:
        raise Refused(_("Silakan masuk dulu."))
    return actor.account_id


def give_consent(purpose: Purpose, *, actor: Actor) -> None:
    """Agree to a purpose in the words of the present version; agreeing twice changes nothing."""
    account_id = _owner(actor)
    try:
        with db.session.begin_nested():
            db.session.add(Consent(account_id=account_id, purpose=purpose, version=consent.VERSION))
            db.session.flush()
    except IntegrityError:
        return
    note(
        "accounts.consent_given",
        f"account:{account_id}",
        actor=actor,
        purpose=purpose,
        version=consent.VERSION,
    )
    record(ConsentChanged(account_id, purpose, True))


def withdraw_consent(purpose: Purpose, *, actor: Actor) -> None:
    """Withdraw a purpose; works at the next query. The account's own consent ends with the account."""
    account_id = _owner(actor)
    if purpose not in consent.OPTIONAL:
        raise DomainError(_("Akun tidak bisa ada tanpa persetujuan ini. Anda bisa menutup akun."))
    withdrawn = (
        update(Consent)
        .where(Consent.account_id == account_id, Consent.purpose == purpose, Consent.withdrawn_at.is_(None))
        .values(withdrawn_at=clock.now())
    )
    if rows_changed(withdrawn):
        note("accounts.consent_withdrawn", f"account:{account_id}", actor=actor, purpose=purpose)
        record(ConsentChanged(account_id, purpose, False))
