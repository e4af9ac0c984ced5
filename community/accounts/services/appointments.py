"""The code on paper with which an officer sets up her first second factor.

Whoever knows a PIN could choose a long password with it and then set up a code app of his own. So the first second
factor of an officer needs a proof that cannot be had with the PIN: neither codes that the account made itself nor an
address it may have changed, but what the admin who appointed her gave into her hand.
"""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, update

from community.accounts import queries, secrets
from community.accounts.actor import Actor
from community.accounts.audit import note
from community.accounts.models import Account, AccountSession, CodePurpose, OneTimeCode
from community.accounts.policies import can_prove_appointment
from community.accounts.services.codes import spend_code, try_code
from community.accounts.services.common import locked
from community.foundation import clock
from community.foundation.database import db, new_public_id
from community.foundation.errors import DomainError
from community.foundation.policies import enforce

LIFETIME = timedelta(days=7)


def make_appointment_code(account_id: int, *, actor: Actor, code: str = "") -> str:
    """A new code for an officer without second factor, shown once; earlier ones open nothing any more."""
    account = locked(account_id)
    if not queries.needs_appointment_code(account):
        raise DomainError(_("Orang ini tidak memerlukan kode penunjukan."))
    enforce(can_prove_appointment(actor, account.id, [grant.region_code for grant in queries.grants_of(account.id)]))
    earlier = (OneTimeCode.account_id == account.id, OneTimeCode.purpose == CodePurpose.APPOINTMENT)
    db.session.execute(delete(OneTimeCode).where(*earlier, OneTimeCode.used_at.is_(None)))
    handle, code = new_public_id(), code or secrets.new_recovery_code()
    db.session.add(
        OneTimeCode(
            public_id=handle,
            account_id=account.id,
            purpose=CodePurpose.APPOINTMENT,
            address="",
            code_hash=secrets.code_hash(secrets.plain_code(code), handle, str(current_app.config["SECRET_KEY"])),
            expires_at=clock.now() + LIFETIME,
        )
    )
    note("accounts.appointment_code_made", f"account:{account.id}", actor=actor, region_code=account.home_code)
    return code


def try_appointment_code(account_id: int, typed: str) -> int | None:
    """Count one try; the id of the account's waiting code if it is the one that was typed."""
    handle = queries.appointment_handle(account_id)
    if handle is None:
        return None
    code = try_code(CodePurpose.APPOINTMENT, handle, secrets.plain_code(typed), account_id=account_id)
    return code.id if code else None


def prove_appointment(account: Account, code_id: int | None, *, actor: Actor) -> None:
    """Where it is needed, spend the code and note the proof in this session alone; else DomainError."""
    if not queries.needs_appointment_code(account, actor.session_id or 0):
        return
    if code_id is None or actor.session_id is None or not spend_code(code_id, account_id=account.id):
        sentence = _("Kode penunjukan belum cocok atau sudah tidak berlaku. Minta kode baru kepada admin.")
        raise DomainError(sentence, field="appointment_code")
    proved = update(AccountSession).where(AccountSession.id == actor.session_id)
    db.session.execute(proved.values(appointment_proved_at=clock.now()))
    note("accounts.appointment_proved", f"account:{account.id}", actor=actor)
