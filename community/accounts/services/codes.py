"""One-time codes to an address, and recovery codes on paper.

A code is tried in one unit of work (the try stays counted) and spent in the unit that acts on it.
"""

from __future__ import annotations

from datetime import timedelta

from flask import current_app
from flask_babel import gettext as _
from sqlalchemy import delete, select, update

from community.accounts import queries, secrets
from community.accounts.actor import Actor
from community.accounts.audit import note
from community.accounts.models import Account, CodePurpose, OneTimeCode, RecoveryCode
from community.accounts.services.common import enforce_own, locked, own_actor
from community.foundation import clock, limits, messages
from community.foundation.database import db, new_public_id, rows_changed
from community.foundation.limits import Limit

LIFETIME = timedelta(minutes=10)
MOST_TRIES = 5
RECOVERY_CODES = 4
SENDS_TO_ADDRESS = Limit("codes:address", 3, timedelta(hours=1))
SENDS_BY_DEVICE = Limit("codes:device", 10, timedelta(hours=1))
# High, because a whole kelurahan may stand behind one address; low enough to stop a machine.
SENDS_BY_NETWORK = Limit("codes:network", 300, timedelta(hours=1))
# Five tries of each code an hour are half a thousand a day, and with time one of a million codes is hit. So whoever is
# asked for more often, by whomever, gets codes that no tries are enough for; that keeps nobody out.
SHORT_CODES = Limit("codes:short", 10, timedelta(days=7))
LONG_CODE = 10
GUESSABLE = frozenset({CodePurpose.SIGN_IN, CodePurpose.RESET_SECRET})
# From a browser to which no code could be sent any more; apart from the five tries of the one that asked for it.
TRIES_ELSEWHERE = Limit("codes:elsewhere", 5, timedelta(hours=1))


def _key() -> str:
    return str(current_app.config["SECRET_KEY"])


def send_code(
    purpose: CodePurpose, account: Account | None, address: str, *, device: str = "", network: str = ""
) -> str:
    """Send a fresh code; returns the handle the asking browser keeps.

    Without an account nothing is sent, and the answer is the same. TooMany after three to one address an
    hour, whoever asks.
    """
    limits.use(SENDS_TO_ADDRESS, address)
    if device:
        limits.use(SENDS_BY_DEVICE, device)
    if network:
        limits.use(SENDS_BY_NETWORK, network)
    handle, code = new_public_id(), _new_code(purpose, address)
    if account is None:
        return handle
    db.session.add(
        OneTimeCode(
            public_id=handle,
            account_id=account.id,
            purpose=purpose,
            address=address,
            code_hash=secrets.code_hash(code, handle, _key()),
            expires_at=clock.now() + LIFETIME,
        )
    )
    site = current_app.config["SITE_NAME"]
    body = _(
        "Kode %(site)s Anda %(code)s. Berlaku 10 menit. Jangan berikan kepada siapa pun.",
        site=site,
        code=code,
    )
    messages.send(address, _("Kode %(site)s", site=site), body)
    return handle


def _new_code(purpose: CodePurpose, address: str) -> str:
    if purpose in GUESSABLE and limits.count_use(SHORT_CODES, address) > SHORT_CODES.most:
        return secrets.new_code(LONG_CODE)
    return secrets.new_code()


def try_code(purpose: CodePurpose, handle: str, typed: str, *, account_id: int | None = None) -> OneTimeCode | None:
    """Count one try and return the code if it is right, still fresh and unspent; five tries for each."""
    counted = (
        update(OneTimeCode)
        .where(
            OneTimeCode.public_id == handle,
            OneTimeCode.purpose == purpose,
            OneTimeCode.used_at.is_(None),
            OneTimeCode.expires_at > clock.now(),
            OneTimeCode.tries < MOST_TRIES,
        )
        .values(tries=OneTimeCode.tries + 1)
        .returning(OneTimeCode.id)
    )
    if account_id is not None:
        counted = counted.where(OneTimeCode.account_id == account_id)
    code_id = db.session.execute(counted).scalar()
    if code_id is None:
        return None
    code = db.session.get_one(OneTimeCode, code_id, populate_existing=True)
    digits = "".join(typed.split())
    return code if secrets.same(code.code_hash, secrets.code_hash(digits, handle, _key())) else None


def try_code_elsewhere(purpose: CodePurpose, account: Account, typed: str) -> OneTimeCode | None:
    """Count one try from a browser that has no handle, and return the account's waiting code that was typed.

    Only while strangers have used up what may be sent: their asking must not keep the owner from the codes she has.
    """
    waiting = select(OneTimeCode).where(
        OneTimeCode.account_id == account.id,
        OneTimeCode.purpose == purpose,
        OneTimeCode.used_at.is_(None),
        OneTimeCode.expires_at > clock.now(),
    )
    codes = [code for code in db.session.scalars(waiting) if limits.is_used_up(SENDS_TO_ADDRESS, code.address)]
    if not codes or limits.count_use(TRIES_ELSEWHERE, f"{purpose}:{account.id}") > TRIES_ELSEWHERE.most:
        return None
    digits = "".join(typed.split())
    same = (secrets.same(code.code_hash, secrets.code_hash(digits, code.public_id, _key())) for code in codes)
    return next((code for code, is_it in zip(codes, same, strict=True) if is_it), None)


def spend_code(code_id: int, *, account_id: int | None = None) -> bool:
    """Use a code up; False for all but the first who asks, and for another account than is named."""
    spent = update(OneTimeCode).where(OneTimeCode.id == code_id, OneTimeCode.used_at.is_(None))
    if account_id is not None:
        spent = spent.where(OneTimeCode.account_id == account_id)
    return bool(rows_changed(spent.values(used_at=clock.now())))


def note_address_proved(account: Account, address: str) -> None:
    """A code that came back proves that the phone number is hers."""
    if account.phone == address and account.phone_confirmed_at is None:
        account.phone_confirmed_at = clock.now()
        note("accounts.phone_confirmed", f"account:{account.id}", actor=own_actor(account))


def void_codes(account_id: int) -> bool:
    """No code that was sent or printed before opens the account any more; whether printed ones were left."""
    # An appointment code opens nothing by itself; its officer still needs it after the reset.
    sent = update(OneTimeCode).where(
        OneTimeCode.account_id == account_id,
        OneTimeCode.purpose != CodePurpose.APPOINTMENT,
        OneTimeCode.used_at.is_(None),
    )
    db.session.execute(sent.values(used_at=clock.now()))
    printed = delete(RecoveryCode).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    return bool(rows_changed(printed))


def make_recovery_codes(account_id: int, *, actor: Actor) -> list[str]:
    """Four new codes to print, shown once; earlier ones open nothing any more."""
    account = locked(account_id)
    enforce_own(actor, account)
    return _new_codes(account, RECOVERY_CODES, actor)


def _new_codes(account: Account, count: int, actor: Actor) -> list[str]:
    db.session.execute(
        delete(RecoveryCode).where(RecoveryCode.account_id == account.id, RecoveryCode.used_at.is_(None))
    )
    codes = [secrets.new_recovery_code() for _number in range(count)]
    db.session.add_all(RecoveryCode(account_id=account.id, code_hash=secrets.recovery_hash(code)) for code in codes)
    note("accounts.recovery_codes_made", f"account:{account.id}", actor=actor)
    return codes


def first_recovery_code(account: Account, *, actor: Actor) -> str:
    """The one code with which an account made on the server is opened for the first time."""
    return _new_codes(account, 1, actor)[0]


def check_recovery_code(account: Account | None, typed: str) -> RecoveryCode | None:
    """The unused recovery code of the account that was typed, if it is one."""
    wanted = secrets.recovery_hash(typed)
    unused = queries.unused_recovery_codes(account.id) if account else ()
    return next((code for code in unused if secrets.same(code.code_hash, wanted)), None)


def spend_recovery_code(code: RecoveryCode | None, account: Account) -> bool:
    """Use a recovery code up; False for all but the first who asks."""
    if code is None:
        return False
    spent = update(RecoveryCode).where(RecoveryCode.id == code.id, RecoveryCode.used_at.is_(None))
    won = bool(rows_changed(spent.values(used_at=clock.now())))
    if won:
        note("accounts.recovery_code_used", f"account:{account.id}", actor=own_actor(account))
    return won
