"""An account opens, moves, is suspended and restored, and closes."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from flask_babel import gettext as _
from sqlalchemy import delete, or_, update
from sqlalchemy.exc import IntegrityError

from community.accounts import queries, secrets, sessions
from community.accounts.actor import Actor
from community.accounts.audit import note
from community.accounts.models import (
    Account,
    AccountSession,
    AccountStatus,
    Consent,
    Intent,
    OneTimeCode,
    Purpose,
    RecoveryCode,
    SecretKind,
)
from community.accounts.policies import can_change_credentials
from community.accounts.services.common import enforce_admin, enforce_own, locked, own_actor, tell_owner
from community.accounts.services.consents import give_consent
from community.accounts.signals import (
    AccountClosed,
    AccountMoved,
    AccountOpened,
    AccountRestored,
    AccountSuspended,
    RoleEnded,
)
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.messages import Message
from community.foundation.outbox import record
from community.foundation.policies import enforce
from community.regions.models import Level
from community.regions.queries import directory


class PhoneTaken(DomainError):
    """The phone number has an account; the page must not say so."""


def _check_details(call_name: str, home_code: str, intents: Collection[str]) -> None:
    if not 1 <= len(call_name) <= 60:
        raise DomainError(_("Tulis nama panggilan, paling banyak 60 huruf."), field="call_name")
    home = directory().by_code(home_code)
    if home is None or home.level != Level.VILLAGE:
        raise DomainError(_("Pilih kelurahan dari daftar."), field="home_code")
    if not intents or not set(intents) <= {intent.value for intent in Intent}:
        raise DomainError(_("Pilih paling sedikit satu."), field="intents")


def open_account(
    *,
    call_name: str,
    phone: str,
    home_code: str,
    intents: Sequence[str],
    secret_hash: str,
    secret_kind: SecretKind,
    purposes: Collection[Purpose],
) -> Account:
    """A new account with the consents that were ticked; PhoneTaken when the number has one already."""
    _check_details(call_name, home_code, intents)
    if Purpose.ACCOUNT not in purposes:
        raise DomainError(_("Tanpa persetujuan ini kami tidak boleh membuat akun."), field="consent_account")
    account = Account(
        call_name=call_name,
        phone=phone,
        home_code=home_code,
        intents=sorted(set(intents)),
        secret_hash=secret_hash,
        secret_kind=secret_kind,
    )
    try:
        with db.session.begin_nested():
            db.session.add(account)
            db.session.flush()
    except IntegrityError as error:
        raise PhoneTaken(_("Nomor ini tidak bisa dipakai.")) from error
    actor = own_actor(account)
    for purpose in Purpose:
        if purpose in purposes:
            give_consent(purpose, actor=actor)
    note("accounts.opened", f"account:{account.id}", actor=actor, region_code=home_code)
    record(AccountOpened(account.id))
    return account


def change_details(account_id: int, *, call_name: str, home_code: str, intents: Sequence[str], actor: Actor) -> None:
    """A new name, kelurahan or set of intents; only one's own."""
    _check_details(call_name, home_code, intents)
    account = locked(account_id)
    enforce(can_change_credentials(actor, account.id, has_second_factor=False, proved=False))
    account.call_name, account.home_code, account.intents = call_name, home_code, sorted(set(intents))
    note("accounts.details_changed", f"account:{account.id}", actor=actor, region_code=home_code)
    record(AccountMoved(account.id))


def suspend_account(account_id: int, *, reason: str, actor: Actor) -> None:
    """Close the door to an account for now; every device is signed out at once."""
    account = locked(account_id)
    enforce_admin(actor, account)
    if not reason.strip():
        raise DomainError(_("Tulis alasannya, supaya orangnya bisa diberi tahu."), field="reason")
    if account.status == AccountStatus.SUSPENDED:
        return
    account.status = AccountStatus.SUSPENDED
    sessions.end_all(account.id)
    note(
        "accounts.suspended",
        f"account:{account.id}",
        actor=actor,
        region_code=account.home_code,
        reason=reason,
    )
    sentence = _("Akun Anda ditangguhkan. Alasannya: %(reason)s. Hubungi kantor kelurahan Anda.", reason=reason.strip())
    tell_owner(account, _("Akun Anda ditangguhkan"), sentence)
    record(AccountSuspended(account.id))


def restore_account(account_id: int, *, actor: Actor) -> None:
    """Open the door to a suspended account again."""
    account = locked(account_id)
    enforce_admin(actor, account)
    if account.status != AccountStatus.SUSPENDED:
        return
    account.status = AccountStatus.ACTIVE
    note("accounts.restored", f"account:{account.id}", actor=actor, region_code=account.home_code)
    record(AccountRestored(account.id))


def close_account(account_id: int, *, actor: Actor) -> None:
    """Remove everything that names the person; what she did stays counted, without her."""
    account = locked(account_id)
    enforce_own(actor, account)
    now = clock.now()
    for grant in queries.grants_of(account.id):
        grant.ended_at, grant.ended_by_id, grant.reason = now, actor.account_id, _("Akun ditutup")
        record(RoleEnded(account.id, grant.role, grant.region_code))
    _forget_addresses(account)
    account.call_name, account.phone, account.email = _("Akun ditutup"), None, None
    account.intents, account.secret_hash, account.secret_kind = [], secrets.UNUSABLE, SecretKind.PASSWORD
    account.totp_secret = account.totp_pending = account.totp_confirmed_at = account.totp_last_step = None
    account.phone_confirmed_at, account.status = None, AccountStatus.DELETED
    sessions.end_all(account.id)
    blank = update(AccountSession).where(AccountSession.account_id == account.id).values(device="")
    db.session.execute(blank)
    withdrawn = update(Consent).where(Consent.account_id == account.id, Consent.withdrawn_at.is_(None))
    db.session.execute(withdrawn.values(withdrawn_at=now))
    note("accounts.closed", f"account:{account.id}", actor=actor, region_code=account.home_code)
    record(AccountClosed(account.id))


def _forget_addresses(account: Account) -> None:
    for model in (OneTimeCode, RecoveryCode):
        db.session.execute(delete(model).where(model.account_id == account.id))
    addresses = [address for address in (account.phone, account.email) if address]
    if addresses:
        db.session.execute(delete(Message).where(or_(*(Message.address == address for address in addresses))))
