"""The second factor: codes from an app (TOTP, RFC 6238), each accepted once, one step early or late."""

from __future__ import annotations

import pyotp
from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import or_, update

from community.accounts import policies, queries, secrets, sessions
from community.accounts.actor import Actor
from community.accounts.audit import note
from community.accounts.models import Account, AccountSession, SecretKind
from community.accounts.services.appointments import prove_appointment
from community.accounts.services.common import enforce_admin, enforce_own, locked, warn_owner
from community.accounts.signals import CredentialChanged
from community.foundation import clock
from community.foundation.database import db, rows_changed
from community.foundation.errors import DomainError
from community.foundation.outbox import record
from community.foundation.policies import enforce

STEP_SECONDS = 30


def _wrong_code() -> DomainError:
    return DomainError(_("Kode belum cocok. Tunggu kode berikutnya di aplikasi, lalu ketik lagi."), field="code")


def _step_of(secret: str, typed: str) -> int | None:
    """The time step whose code was typed: this one, the one before or the one after."""
    digits, totp = "".join(typed.split()), pyotp.TOTP(secret)
    here = int(clock.now().timestamp()) // STEP_SECONDS
    steps = (here, here - 1, here + 1)
    return next((step for step in steps if secrets.same(totp.generate_otp(step), digits)), None)


def _require_long_password(account: Account) -> None:
    if account.secret_kind is not SecretKind.LONG_PASSWORD and queries.owes_second_factor(account.id):
        raise DomainError(_("Petugas memakai kata sandi, bukan PIN. Ganti dulu PIN Anda."), field="code")


def begin_second_factor(account_id: int, *, actor: Actor, code_id: int | None = None) -> str:
    """A new secret that waits for its first code; the present one works until then.

    `code_id` is the appointment code that was typed, which an officer needs for her first second factor.
    """
    account = locked(account_id)
    enforce_own(actor, account)
    _require_long_password(account)
    prove_appointment(account, code_id, actor=actor)
    account.totp_pending = pyotp.random_base32()
    return account.totp_pending


def confirm_second_factor(account_id: int, typed: str, *, actor: Actor) -> str:
    """Switch the waiting secret on with its first code; returns the session's new token."""
    account = locked(account_id)
    enforce_own(actor, account)
    _require_long_password(account)
    prove_appointment(account, None, actor=actor)
    if account.totp_pending is None or actor.session_id is None:
        raise DomainError(_("Mulai lagi dari langkah pertama."), field="code")
    step = _step_of(account.totp_pending, typed)
    if step is None:
        raise _wrong_code()
    account.totp_secret, account.totp_pending = account.totp_pending, None
    account.totp_confirmed_at, account.totp_last_step = clock.now(), step
    _note_change(account, "second_factor_set", actor)
    warn_owner(account, _("verifikasi dua langkah dipasang."))
    return sessions.renew(actor.session_id, second_factor=True)


def prove_second_factor(account_id: int, typed: str, *, actor: Actor) -> str:
    """Accept a code once and note the proof in this session; returns the session's new token."""
    account = locked(account_id)
    _require_long_password(account)
    step = _step_of(account.totp_secret, typed) if account.totp_secret and account.totp_confirmed_at else None
    if step is None or actor.session_id is None or actor.account_id != account_id:
        raise _wrong_code()
    fresh = or_(Account.totp_last_step.is_(None), Account.totp_last_step < step)
    spent = update(Account).where(Account.id == account_id, fresh).values(totp_last_step=step)
    if not rows_changed(spent):
        raise _wrong_code()
    note("accounts.second_factor_proved", f"account:{account_id}", actor=actor)
    return sessions.renew(actor.session_id, second_factor=True)


def remove_second_factor(account_id: int, *, actor: Actor) -> None:
    """Switch one's own second factor off, where one is not an officer who needs it."""
    account = locked(account_id)
    enforce_own(actor, account)
    required = bool(current_app.config["OFFICER_SECOND_FACTOR"])
    enforce(policies.can_remove_second_factor(queries.is_officer(account_id), required))
    switch_off(account)
    _note_change(account, "second_factor_removed", actor)
    warn_owner(account, _("verifikasi dua langkah dilepas."))


def clear_second_factor(account_id: int, *, actor: Actor) -> None:
    """An admin lets somebody who lost her app set up a new one; all her devices are signed out."""
    account = locked(account_id)
    enforce_admin(actor, account)
    switch_off(account)
    sessions.end_all(account_id)
    _note_change(account, "second_factor_removed", actor)
    warn_owner(account, _("admin melepas verifikasi dua langkah Anda."))


def switch_off(account: Account) -> None:
    """Forget the second factor and every proof of it."""
    account.totp_secret = account.totp_pending = account.totp_confirmed_at = account.totp_last_step = None
    unproved = update(AccountSession).where(AccountSession.account_id == account.id)
    db.session.execute(unproved.values(second_factor_at=None))


def _note_change(account: Account, what: str, actor: Actor) -> None:
    note(f"accounts.{what}", f"account:{account.id}", actor=actor, region_code=account.home_code)
    record(CredentialChanged(account.id, "second_factor"))
