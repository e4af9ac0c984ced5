"""Proving who one is, in counted steps: count first and keep the count, then check, then act.

Each step is a unit of work of its own, so a wrong answer stays counted and the slow comparison of secrets
never holds the database. Nobody is locked out by a stranger: tries are counted per account and device, and many
devices together, or very many failures from one network, lead to a one-time code instead of a refusal.
"""

from __future__ import annotations

import logging
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from datetime import timedelta

from flask_babel import gettext as _
from flask_babel import lazy_gettext as _l

from community.accounts import queries, secret_rules, secrets, services
from community.accounts.actor import Actor
from community.accounts.devices import Device
from community.accounts.models import Account, AccountStatus, CodePurpose, Purpose, RecoveryCode, SecretKind
from community.foundation import limits, messages
from community.foundation.errors import DomainError, TooMany
from community.foundation.limits import Limit
from community.foundation.transactions import unit_of_work
from community.regions.queries import directory

log = logging.getLogger(__name__)

_WAIT = _l("Sudah terlalu banyak dicoba. Tunggu %(n)s menit, atau buat PIN baru lewat Lupa PIN.")
BY_ACCOUNT_AND_DEVICE = Limit("sign_in:pair", 5, timedelta(minutes=15), _WAIT)
BY_DEVICE = Limit("sign_in:device", 30, timedelta(hours=1), _WAIT)
FACTOR_HERE = Limit("factor:pair", 5, timedelta(minutes=15))
BY_STRANGERS = Limit("sign_in:strangers", 20, timedelta(days=1))
# Failures only: thousands of honest people share an address, and one PIN tried on many accounts comes from one.
FAILED_BY_NETWORK = Limit("sign_in:network", 300, timedelta(hours=1))
SIGN_UPS = Limit("sign_up:device", 30, timedelta(hours=1))
# Only against machines: a mobile operator puts a whole kelurahan behind one address.
SIGN_UPS_BY_NETWORK = Limit("sign_up:network", 1000, timedelta(hours=1))
RESETS = Limit("reset:device", 20, timedelta(hours=1))
AGAIN = Limit("secret:again", 5, timedelta(minutes=15))
FACTOR = Limit("factor:account", 10, timedelta(hours=1))


class WrongSecret(DomainError):
    """The answer for a wrong secret and for an address without account alike."""


class CodeNeeded(Exception):
    """Too many strangers tried this address, or too much failed from this network: the secret alone is not enough."""


@dataclass(frozen=True, slots=True)
class SignedIn:
    """A device that was signed in: its token, and whose account it is. `handle` names a code on its way.

    `removed` names what a reset took away: "recovery_codes", "email", "second_factor".
    """

    token: str
    account: Account
    handle: str | None = None
    removed: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Details:
    """The five answers of the sign-up page, and what was agreed to."""

    call_name: str
    phone: str
    home_code: str
    intents: Sequence[str]
    secret: str
    purposes: Collection[Purpose]


def factor_mark(public_id: str) -> str:
    """The mark of a device on which the second factor of an account was proved."""
    return f"{public_id}:2"


def _wrong() -> WrongSecret:
    return WrongSecret(_("Nomor atau PIN belum cocok. Coba lagi, atau pakai Lupa PIN."), field="secret")


def _key(account: Account | None, address: str) -> str:
    return f"account:{account.id}" if account else f"address:{address}"


def _count(key: str, device: Device, *, known: bool) -> None:
    with unit_of_work():
        limits.use(BY_DEVICE, device.name)
        limits.use(BY_ACCOUNT_AND_DEVICE, f"{key}:{device.name}")
        too_many = not known and (
            limits.count_use(BY_STRANGERS, key) > BY_STRANGERS.most or limits.is_used_up(FAILED_BY_NETWORK, device.site)
        )
    if too_many:
        raise CodeNeeded


def _open(account: Account, key: str, device: Device) -> SignedIn:
    with unit_of_work():
        limits.forget(BY_ACCOUNT_AND_DEVICE, f"{key}:{device.name}")
        token, opened = services.begin_session(account.id, device=device.label, secret_hash=account.secret_hash)
    return SignedIn(token, opened)


def sign_in(address: str, secret: str, device: Device) -> SignedIn:
    """Sign in with a canonical address and a secret; WrongSecret, TooMany or CodeNeeded otherwise."""
    account = queries.find_by_address(address)
    key = _key(account, address)
    _count(key, device, known=account is not None and account.public_id in device.marks)
    account = queries.find_by_address(address)
    if not secrets.secret_matches(account.secret_hash if account else None, secret) or account is None:
        log.warning("sign-in refused: %s", key if account else "unknown address")
        with unit_of_work():
            limits.count_use(FAILED_BY_NETWORK, device.site)
        raise _wrong()
    return _open(account, key, device)


@dataclass(frozen=True, slots=True)
class _TypedCode:
    """A right code that waits to be spent: one that was sent, or one from paper."""

    owner_id: int
    sent_id: int | None = None
    sent_to: str = ""
    printed: RecoveryCode | None = None


def _find_code(purpose: CodePurpose, address: str, handle: str, typed: str) -> _TypedCode | None:
    """Count a try, then look: at this browser's code, at the account's others, at what it has on paper."""
    with unit_of_work():
        account, sent = queries.find_by_address(address), services.try_code(purpose, handle, typed)
        if sent is None and account is not None:
            sent = services.try_code_elsewhere(purpose, account, typed)
        if sent is not None:
            return _TypedCode(sent.account_id, sent.id, sent.address)
    account = queries.find_by_address(address)
    printed = services.check_recovery_code(account, typed)
    return _TypedCode(account.id, printed=printed) if account and printed else None


def _spend(code: _TypedCode, account: Account) -> bool:
    if code.sent_id is None:
        return services.spend_recovery_code(code.printed, account)
    return services.spend_code(code.sent_id)


def sign_in_with_code(address: str, handle: str, typed: str, secret: str, device: Device) -> SignedIn:
    """Sign in with a code beside the secret, sent or from paper, where strangers tried too often."""
    account = queries.find_by_address(address)
    key = _key(account, address)
    with unit_of_work():
        limits.use(BY_DEVICE, device.name)
        limits.use(BY_ACCOUNT_AND_DEVICE, f"{key}:{device.name}")
    typed_code = _find_code(CodePurpose.SIGN_IN, address, handle, typed)
    account = queries.find_by_address(address)
    matches = secrets.secret_matches(account.secret_hash if account and typed_code else None, secret)
    if not matches or account is None or typed_code is None or account.id != typed_code.owner_id:
        log.warning("sign-in with code refused: %s", key if account else "unknown address")
        raise WrongSecret(_("Kode atau PIN belum cocok. Coba lagi."), field="code")
    with unit_of_work():
        if not _spend(typed_code, account):
            raise WrongSecret(_("Kode atau PIN belum cocok. Coba lagi."), field="code")
        services.note_address_proved(account, typed_code.sent_to)
        limits.forget(BY_ACCOUNT_AND_DEVICE, f"{key}:{device.name}")
        token, opened = services.begin_session(account.id, device=device.label, secret_hash=account.secret_hash)
    return SignedIn(token, opened)


def _place_names() -> list[str]:
    city = directory()
    return [region.name for region in (*city.villages, *city.districts, city.city)]


def check_strength(secret: str, *, own: Sequence[str | None], officer: bool = False) -> None:
    """Raise DomainError(field="secret") unless a secret is good enough for these people and places."""
    known = [text for text in own if text]
    secret_rules.check_secret(secret, own=known, local=_place_names(), officer=officer)


def check_new_secret(secret: str, *, own: Sequence[str | None], officer: bool = False) -> tuple[str, SecretKind]:
    """The hash and kind of a secret that is good enough; else DomainError(field="secret")."""
    check_strength(secret, own=own, officer=officer)
    return secrets.hash_secret(secret), secret_rules.kind_of(secret)


def sign_up(details: Details, device: Device) -> SignedIn:
    """Open an account and sign its device in; a number that has one leads to sign-in with the same secret."""
    with unit_of_work():
        limits.use(SIGN_UPS, device.name)
        limits.use(SIGN_UPS_BY_NETWORK, device.network)
    hashed, kind = check_new_secret(details.secret, own=[details.phone, details.call_name])
    try:
        return _open_account(details, hashed, kind, device)
    except services.PhoneTaken:
        return sign_in(details.phone, details.secret, device)


def _open_account(details: Details, hashed: str, kind: SecretKind, device: Device) -> SignedIn:
    with unit_of_work():
        account = services.open_account(
            call_name=details.call_name,
            phone=details.phone,
            home_code=details.home_code,
            intents=details.intents,
            secret_hash=hashed,
            secret_kind=kind,
            purposes=details.purposes,
        )
        handle = _send_first_code(account, device) if messages.reaches(details.phone) else None
        token, account = services.begin_session(account.id, device=device.label)
    return SignedIn(token, account, handle)


def _send_first_code(account: Account, device: Device) -> str | None:
    try:
        return services.send_code(
            CodePurpose.CONFIRM_PHONE,
            account,
            account.phone or "",
            device=device.name,
            network=device.network,
        )
    except TooMany:
        # The account matters more: the code can be asked for later.
        return None


def send_code_to(purpose: CodePurpose, address: str, device: Device) -> str:
    """Send a code for signing in or resetting to the stored address; the answer never tells who has one."""
    account = queries.find_by_address(address)
    target = address
    if account is not None:
        if account.status != AccountStatus.ACTIVE:
            account = None
        elif not messages.reaches(address):
            # Without an e-mail address only a recovery code opens the account; the answer stays the same.
            target = account.email or address
            account = account if account.email else None
    with unit_of_work():
        return services.send_code(purpose, account, target, device=device.name, network=device.network)


def reset(address: str, handle: str, typed: str, secret: str, device: Device) -> SignedIn:
    """Choose a new secret with a code that was sent, or with a recovery code from paper, and sign in."""
    sentence = _("Kode belum cocok atau sudah tidak berlaku. Periksa lagi, atau minta kode baru.")
    wrong = WrongSecret(sentence, field="code")
    with unit_of_work():
        limits.use(RESETS, device.name)
    hashed, kind = check_new_secret(secret, own=[address])
    typed_code = _find_code(CodePurpose.RESET_SECRET, address, handle, typed)
    account = queries.find_by_address(address)
    if account is None or typed_code is None or account.id != typed_code.owner_id:
        log.warning("reset refused: %s", _key(account, address) if account else "unknown address")
        raise wrong
    with unit_of_work():
        if not _spend(typed_code, account):
            raise wrong
        removed = services.reset_secret(account.id, hashed, kind, proved=typed_code.sent_to)
        token, account = services.begin_session(account.id, device=device.label)
    return SignedIn(token, account, removed=removed)


def confirm_own_secret(actor: Actor, typed: str, *, field: str = "secret") -> None:
    """Ask for the secret again before something that matters; counted per session."""
    key = f"session:{actor.session_id}"
    with unit_of_work():
        limits.use(AGAIN, key)
    account = queries.account(actor.account_id or 0)
    if not secrets.secret_matches(account.secret_hash if account else None, typed):
        raise DomainError(_("PIN atau kata sandi belum cocok."), field=field)
    with unit_of_work():
        limits.forget(AGAIN, key)


def begin_second_factor(actor: Actor, appointment_code: str) -> None:
    """Begin setting up a second factor; a try of the appointment code stays counted."""
    account_id = actor.account_id or 0
    with unit_of_work():
        code_id = services.try_appointment_code(account_id, appointment_code) if appointment_code else None
    with unit_of_work():
        services.begin_second_factor(account_id, actor=actor, code_id=code_id)


def prove_second_factor(actor: Actor, typed: str, device: Device) -> str:
    """Prove the second factor; devices where it was proved before have their own count."""
    known = factor_mark(actor.public_id) in device.marks
    with unit_of_work():
        if known:
            limits.use(FACTOR_HERE, f"factor:{actor.account_id}:{device.name}")
        else:
            limits.use(FACTOR, str(actor.account_id))
    with unit_of_work():
        token = services.prove_second_factor(actor.account_id or 0, typed, actor=actor)
        limits.forget(FACTOR_HERE, f"factor:{actor.account_id}:{device.name}")
    return token
