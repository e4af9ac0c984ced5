"""Accounts, their devices, roles, consents and trail, as other domains read them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from flask import current_app
from sqlalchemy import Select, and_, false, or_, select
from sqlalchemy.sql import ColumnElement

from community.accounts.actor import Actor
from community.accounts.models import (
    Account,
    AccountSession,
    AccountStatus,
    AuditEntry,
    CodePurpose,
    Consent,
    OneTimeCode,
    Purpose,
    RecoveryCode,
    Role,
    RoleGrant,
)
from community.foundation import clock
from community.foundation.database import db
from community.foundation.messages import Message
from community.regions.queries import codes_under, region_condition, region_name


@dataclass(frozen=True, slots=True)
class Officer:
    """Somebody who holds a role today."""

    account_id: int
    public_id: str
    call_name: str
    role: Role
    region_code: str


def account(account_id: int) -> Account | None:
    """The account, whatever its state."""
    return db.session.get(Account, account_id)


def by_public_id(public_id: str) -> Account | None:
    """The account at this address, unless it was closed."""
    return db.session.scalar(
        select(Account).where(Account.public_id == public_id, Account.status != AccountStatus.DELETED)
    )


def find_by_phone(e164: str) -> Account | None:
    """The account with this phone number."""
    return db.session.scalar(select(Account).where(Account.phone == e164))


def find_by_email(email: str) -> Account | None:
    """The account with this e-mail address."""
    return db.session.scalar(select(Account).where(Account.email == email))


def find_by_address(address: str) -> Account | None:
    """The account behind a canonical phone number or e-mail address."""
    return find_by_email(address) if "@" in address else find_by_phone(address)


def names_of(account_ids: Iterable[int]) -> dict[int, str]:
    """What the people are called, by account id, in one query."""
    wanted = set(account_ids)
    if not wanted:
        return {}
    rows = db.session.execute(select(Account.id, Account.call_name).where(Account.id.in_(wanted)))
    return {row.id: row.call_name for row in rows}


def _holds_today() -> ColumnElement[bool]:
    today = clock.today()
    return and_(RoleGrant.ended_at.is_(None), RoleGrant.begins_on <= today, RoleGrant.ends_on >= today)


def grants_of(account_id: int, *, past: bool = False) -> Sequence[RoleGrant]:
    """The roles that were not ended and whose term is not over (begun or not); with `past`, all."""
    statement = select(RoleGrant).where(RoleGrant.account_id == account_id).order_by(RoleGrant.id.desc())
    if not past:
        statement = statement.where(RoleGrant.ended_at.is_(None), RoleGrant.ends_on >= clock.today())
    return db.session.scalars(statement).all()


def offices_of(account_ids: Iterable[int]) -> dict[int, list[str]]:
    """The regions of the roles that people hold or will hold, by account id, in one query."""
    statement = select(RoleGrant.account_id, RoleGrant.region_code).where(
        RoleGrant.account_id.in_(set(account_ids)),
        RoleGrant.ended_at.is_(None),
        RoleGrant.ends_on >= clock.today(),
    )
    found: dict[int, list[str]] = {}
    for account_id, region in db.session.execute(statement):
        found.setdefault(account_id, []).append(region)
    return found


def is_officer(account_id: int) -> bool:
    """Whether the person holds, or will hold, a role."""
    return bool(grants_of(account_id))


def owes_second_factor(account_id: int) -> bool:
    """Whether the person is an officer of whom a second factor, and with it a long password, is required here."""
    return bool(current_app.config["OFFICER_SECOND_FACTOR"]) and is_officer(account_id)


def needs_appointment_code(one: Account, session_id: int | None = None) -> bool:
    """Whether an officer has yet to set up her second factor, for which a session gives her appointment code."""
    if one.totp_confirmed_at is not None or not owes_second_factor(one.id):
        return False
    proved = select(AccountSession.appointment_proved_at).where(
        AccountSession.id == session_id, AccountSession.account_id == one.id
    )
    return session_id is None or db.session.scalar(proved) is None


def appointed_by(account_id: int) -> list[str]:
    """What those are called who gave the person the roles she holds or will hold."""
    givers = {grant.granted_by_id for grant in grants_of(account_id) if grant.granted_by_id}
    return sorted(names_of(givers).values())


def grants() -> Select[RoleGrant, Account]:
    """(RoleGrant, Account) of every role, in no order: the appointments of the city."""
    return select(RoleGrant, Account).join(Account, Account.id == RoleGrant.account_id)


def officers_of(region_code: str) -> list[Officer]:
    """Who holds a role today for a region or one around it: nearest first, coordinators before admins."""
    parts = region_code.split(".")
    around = [".".join(parts[: size + 1]) for size in range(len(parts))]
    statement = (
        select(Account.id, Account.public_id, Account.call_name, RoleGrant.role, RoleGrant.region_code)
        .join(RoleGrant, RoleGrant.account_id == Account.id)
        .where(_holds_today(), RoleGrant.region_code.in_(around), Account.status == AccountStatus.ACTIVE)
    )
    found = [Officer(*row) for row in db.session.execute(statement)]
    order = {Role.COORDINATOR: 0, Role.ADMIN: 1}
    return sorted(found, key=lambda one: (-len(one.region_code), order[one.role], one.call_name))


def _offices(actor: Actor, role: Role | None) -> list[str]:
    return [grant.region_code for grant in actor.grants if role is None or grant.role == role]


def covered(actor: Actor, column: Any, role: Role | None = None) -> ColumnElement[bool]:
    """SQL: rows of the regions in which the actor holds an office (or this one); none for anybody else."""
    parts = [region_condition(column, code) for code in _offices(actor, role)]
    return or_(*parts) if parts else false()


def covered_codes(actor: Actor, role: Role | None = None) -> list[str]:
    """The codes of the same regions and of all below them."""
    return sorted({below for code in _offices(actor, role) for below in codes_under(code)})


def sessions_of(account_id: int) -> Sequence[AccountSession]:
    """The devices that are signed in, last used first."""
    return db.session.scalars(
        select(AccountSession)
        .where(
            AccountSession.account_id == account_id,
            AccountSession.ended_at.is_(None),
            AccountSession.expires_at > clock.now(),
        )
        .order_by(AccountSession.seen_at.desc(), AccountSession.id.desc())
    ).all()


def session_of(account_id: int, public_id: str) -> AccountSession | None:
    """One signed-in device of the account."""
    return next((one for one in sessions_of(account_id) if one.public_id == public_id), None)


def appointment_handle(account_id: int) -> str | None:
    """The handle of the appointment code that waits for an officer."""
    waiting = select(OneTimeCode.public_id).where(
        OneTimeCode.account_id == account_id,
        OneTimeCode.purpose == CodePurpose.APPOINTMENT,
        OneTimeCode.used_at.is_(None),
    )
    return db.session.scalar(waiting.order_by(OneTimeCode.id.desc()).limit(1))


def proved_at(session_id: int | None) -> datetime | None:
    """When the second factor was really proved in a session."""
    if session_id is None:
        return None
    return db.session.scalar(select(AccountSession.second_factor_at).where(AccountSession.id == session_id))


def consents_of(account_id: int) -> dict[Purpose, Consent]:
    """The consents that hold now, by purpose."""
    statement = select(Consent).where(Consent.account_id == account_id, Consent.withdrawn_at.is_(None))
    return {consent.purpose: consent for consent in db.session.scalars(statement)}


def consent_history(account_id: int) -> Sequence[Consent]:
    """Every consent ever given, newest first."""
    return db.session.scalars(select(Consent).where(Consent.account_id == account_id).order_by(Consent.id.desc())).all()


def may_be_written_to(address: str) -> bool:
    """Whether this is the address of an open account whose owner agrees to messages now."""
    owner = select(Account.id).where(
        or_(Account.phone == address, Account.email == address),
        Account.status == AccountStatus.ACTIVE,
        Account.id.in_(consenting(Purpose.MESSAGES)),
    )
    return db.session.scalar(owner.limit(1)) is not None


def consenting(purpose: Purpose) -> Select[int]:
    """Ids of the accounts that agree to a purpose now; a withdrawal works at the next query."""
    return select(Consent.account_id).where(Consent.purpose == purpose, Consent.withdrawn_at.is_(None))


def unused_recovery_codes(account_id: int) -> Sequence[RecoveryCode]:
    """The printed codes that still open the account."""
    return db.session.scalars(
        select(RecoveryCode).where(RecoveryCode.account_id == account_id, RecoveryCode.used_at.is_(None))
    ).all()


def trail_of(account_id: int) -> Select[Any]:
    """Audit entries by the person or about her account; order and page it by id, descending."""
    return select(AuditEntry).where(
        or_(AuditEntry.actor_id == account_id, AuditEntry.subject == f"account:{account_id}")
    )


def newest_messages(addresses: Sequence[str] | None, limit: int = 20) -> Sequence[Message]:
    """The newest messages to some addresses, or to everybody (None); for pages of demonstration alone."""
    statement = select(Message).order_by(Message.id.desc()).limit(limit)
    if addresses is not None:
        statement = statement.where(Message.address.in_(addresses))
    return db.session.scalars(statement).all()


def _basics(one: Account) -> dict[str, Any]:
    return {
        "id": one.public_id,
        "call_name": one.call_name,
        "phone": one.phone,
        "phone_confirmed_at": one.phone_confirmed_at,
        "email": one.email,
        "kelurahan": {"code": one.home_code, "name": region_name(one.home_code)},
        "intents": one.intents,
        "second_factor_since": one.totp_confirmed_at,
        "created_at": one.created_at,
    }


def data_of(account_id: int) -> dict[str, Any]:
    """Everything that accounts keeps of a person, for herself to take away; no secrets and no hashes."""
    one = db.session.get_one(Account, account_id)
    trail = db.session.scalars(trail_of(account_id).order_by(AuditEntry.id))
    return {
        "account": _basics(one),
        "consents": [
            {
                "purpose": consent.purpose,
                "version": consent.version,
                "given_at": consent.given_at,
                "withdrawn_at": consent.withdrawn_at,
            }
            for consent in consent_history(account_id)
        ],
        "devices": [
            {"device": one.device, "since": one.created_at, "seen_at": one.seen_at} for one in sessions_of(account_id)
        ],
        "roles": [
            {
                "role": grant.role,
                "region": grant.region_code,
                "begins_on": grant.begins_on.isoformat(),
                "ends_on": grant.ends_on.isoformat(),
                "ended_at": grant.ended_at,
            }
            for grant in grants_of(account_id, past=True)
        ],
        "trail": [
            {"at": entry.at, "action": entry.action, "by_me": entry.actor_id == account_id, **entry.details}
            for entry in trail
        ],
    }
