"""What opens an account: its phone, e-mail and secret. Their owner is told of every change."""

from __future__ import annotations

from flask_babel import gettext as _
from sqlalchemy.exc import IntegrityError

from community.accounts import queries, sessions
from community.accounts.actor import Actor
from community.accounts.audit import note
from community.accounts.models import Account, AccountStatus, SecretKind
from community.accounts.services.codes import note_address_proved, void_codes
from community.accounts.services.common import enforce_admin, enforce_own, locked, own_actor, warn_owner
from community.accounts.services.second_factor import switch_off
from community.accounts.signals import CredentialChanged
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.outbox import record


def confirm_phone(account_id: int, address: str) -> None:
    """The owner sent back the code that went to her number."""
    note_address_proved(locked(account_id), address)


def change_phone(account_id: int, phone: str, *, actor: Actor) -> None:
    """A new number, after a code to it came back."""
    account = locked(account_id)
    enforce_own(actor, account)
    before = account.phone
    _take_address(account, phone=phone)
    account.phone_confirmed_at = clock.now()
    _note_change(account, "phone", actor)
    warn_owner(account, _("nomor HP akun Anda diganti."), also=(before,))


def change_email(account_id: int, email: str, *, actor: Actor) -> None:
    """A new e-mail address, after a code to it came back."""
    account = locked(account_id)
    enforce_own(actor, account)
    before = account.email
    _take_address(account, email=email)
    _note_change(account, "email", actor)
    warn_owner(account, _("email akun Anda diganti."), also=(before,))


def _take_address(account: Account, **address: str) -> None:
    try:
        with db.session.begin_nested():
            for name, value in address.items():
                setattr(account, name, value)
            db.session.flush()
    except IntegrityError as error:
        sentence = _("Alamat ini sudah dipakai akun lain. Keluar dulu, lalu masuk dengan alamat itu.")
        raise DomainError(sentence, field="code") from error


def change_secret(account_id: int, secret_hash: str, kind: SecretKind, *, actor: Actor) -> None:
    """A new PIN or password; every other device is signed out."""
    account = locked(account_id)
    enforce_own(actor, account)
    _store_secret(account, secret_hash, kind)
    sessions.end_all(account.id, but=actor.session_id)
    _note_change(account, "secret", actor)
    warn_owner(account, _("PIN atau kata sandi Anda diganti."))


def reset_secret(account_id: int, secret_hash: str, kind: SecretKind, *, proved: str = "") -> tuple[str, ...]:
    """A new secret for somebody who proved herself with a code, at the address `proved` if it was sent there.

    Every device is signed out and every older code void. Returns what else was removed of "recovery_codes",
    "email" and "second_factor".
    """
    account = locked(account_id)
    if account.status != AccountStatus.ACTIVE:
        return ()
    before = account.email
    _store_secret(account, secret_hash, kind)
    sessions.end_all(account.id)
    removed: tuple[str, ...] = ("recovery_codes",) if void_codes(account.id) else ()
    removed += _clear_unproved(account, proved)
    note_address_proved(account, proved)
    _note_change(account, "secret", own_actor(account))
    warn_owner(account, _("PIN atau kata sandi Anda dibuat ulang."), also=(before,))
    return removed


def _clear_unproved(account: Account, proved: str) -> tuple[str, ...]:
    """What was set up before the number was ever proved may be a stranger's who typed that number.

    An officer's stays: a reset opens no officer's rights.
    """
    if account.phone != proved or account.phone_confirmed_at is not None or queries.is_officer(account.id):
        return ()
    removed: tuple[str, ...] = ()
    if account.email is not None:
        account.email = None
        _note_change(account, "email", own_actor(account))
        removed += ("email",)
    if account.totp_confirmed_at is not None:
        note("accounts.second_factor_removed", f"account:{account.id}", actor=own_actor(account))
        record(CredentialChanged(account.id, "second_factor"))
        removed += ("second_factor",)
    switch_off(account)
    return removed


def _store_secret(account: Account, secret_hash: str, kind: SecretKind) -> None:
    if kind is not SecretKind.LONG_PASSWORD and queries.owes_second_factor(account.id):
        raise DomainError(_("Petugas memakai kata sandi, paling sedikit 10 huruf atau angka."), field="secret")
    account.secret_hash, account.secret_kind = secret_hash, kind


def _note_change(account: Account, what: str, actor: Actor) -> None:
    note(f"accounts.{what}_changed", f"account:{account.id}", actor=actor)
    record(CredentialChanged(account.id, what))


def start_reset(account_id: int, *, actor: Actor) -> None:
    """An admin signs all devices of an account out and tells its owner to choose a new secret herself.

    Nobody but the owner ever sets a secret: she asks for a code on the page "Lupa PIN".
    """
    account = locked(account_id)
    enforce_admin(actor, account)
    address = account.phone or account.email
    if address is None:
        raise DomainError(_("Akun ini tidak punya nomor HP atau email."))
    sessions.end_all(account.id)
    note("accounts.reset_started", f"account:{account.id}", actor=actor, region_code=account.home_code)
    warn_owner(account, _("admin meminta Anda membuat PIN baru lewat halaman Lupa PIN."))
