"""What the desk shows, each list no wider than the officer's regions."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import timedelta
from typing import Any

from flask import current_app
from sqlalchemy import ColumnElement, Select, and_, func, or_, select
from sqlalchemy.orm import aliased

from community.accounts import queries as accounts
from community.accounts.actor import Actor
from community.accounts.models import Account, AccountStatus, AuditEntry, RoleGrant
from community.accounts.policies import can_prove_appointment
from community.accounts.queries import covered
from community.foundation import clock
from community.foundation.database import db
from community.foundation.errors import DomainError
from community.foundation.messages import Message, MessageState
from community.foundation.outbox import STUCK_AFTER, OutboxMessage
from community.foundation.phones import parse_phone
from community.regions import queries as regions

MOST_FOUND = 30
MOST_PROBLEMS = 50
NEW_WITHIN = timedelta(days=7)
# A code begins with that of the region around it: the city, then each kecamatan before its kelurahan.
BY_REGION = (RoleGrant.region_code, RoleGrant.id)


def _serving_in(actor: Actor, region_code: str) -> ColumnElement[bool]:
    mine = covered(actor, RoleGrant.region_code)
    return and_(mine, regions.region_condition(RoleGrant.region_code, region_code)) if region_code else mine


def officers(actor: Actor, region_code: str = "") -> Select[RoleGrant, Account]:
    """(RoleGrant, Account) of the offices that run or are to begin, in a region or below it; page by `BY_REGION`."""
    running = RoleGrant.ends_on >= clock.today()
    return accounts.grants().where(_serving_in(actor, region_code), RoleGrant.ended_at.is_(None), running)


def past_officers(actor: Actor, region_code: str = "") -> Select[RoleGrant, Account, str | None, str | None]:
    """(RoleGrant, Account, granted_by, ended_by) of the offices that ended or ran out; page by RoleGrant.id."""
    giver, ender = aliased(Account), aliased(Account)
    return (
        accounts.grants()
        .add_columns(giver.call_name.label("granted_by"), ender.call_name.label("ended_by"))
        .outerjoin(giver, giver.id == RoleGrant.granted_by_id)
        .outerjoin(ender, ender.id == RoleGrant.ended_by_id)
        .where(
            _serving_in(actor, region_code),
            or_(RoleGrant.ended_at.is_not(None), RoleGrant.ends_on < clock.today()),
        )
    )


def office(actor: Actor, public_id: str) -> Any | None:
    """(RoleGrant, Account) of one office in the actor's regions."""
    statement = accounts.grants().where(RoleGrant.public_id == public_id, covered(actor, RoleGrant.region_code))
    return db.session.execute(statement).first()


def _meant(text: str) -> ColumnElement[bool]:
    named = Account.call_name.icontains(text, autoescape=True)
    if sum(character.isdigit() for character in text) < 8:
        return named
    try:
        return Account.phone == parse_phone(text)
    except DomainError:
        return named


def people_found(actor: Actor, text: str) -> Sequence[Account]:
    """People of the actor's regions with this phone number, or with this in their name (30 at most)."""
    if len(text) < 2:
        return ()
    statement = (
        select(Account)
        .where(covered(actor, Account.home_code), Account.status != AccountStatus.DELETED, _meant(text))
        .order_by(Account.call_name, Account.id)
        .limit(MOST_FOUND)
    )
    return db.session.scalars(statement).all()


def new_people(actor: Actor) -> Sequence[Any]:
    """(home_code, number) of the accounts of the last seven days in the actor's regions, the most first (6 at most)."""
    number = func.count(Account.id)
    statement = (
        select(Account.home_code, number)
        .where(
            covered(actor, Account.home_code),
            Account.status == AccountStatus.ACTIVE,
            Account.created_at > clock.now() - NEW_WITHIN,
        )
        .group_by(Account.home_code)
        .order_by(number.desc(), Account.home_code)
        .limit(6)
    )
    return db.session.execute(statement).all()


def person(actor: Actor, public_id: str) -> Account | None:
    """One person of the actor's regions, unless the account was closed."""
    statement = select(Account).where(
        Account.public_id == public_id,
        Account.status != AccountStatus.DELETED,
        covered(actor, Account.home_code),
    )
    return db.session.scalar(statement)


def may_give_codes(actor: Actor, people: Iterable[Account]) -> set[int]:
    """Ids of those officers without second factor whom the actor may give an appointment code; one query."""
    if not current_app.config["OFFICER_SECOND_FACTOR"]:
        return set()
    offices = accounts.offices_of(one.id for one in people if one.totp_confirmed_at is None)
    return {account_id for account_id, codes in offices.items() if can_prove_appointment(actor, account_id, codes)}


def person_named(text: str) -> Account | None:
    """The account with this phone number or public id, wherever its home is (for naming an officer)."""
    found = accounts.by_public_id(text)
    if found is not None:
        return found
    try:
        return accounts.find_by_phone(parse_phone(text))
    except DomainError:
        return None


def trail(actor: Actor, *, area: str = "", subject: str = "", region_code: str = "") -> Select[AuditEntry, str | None]:
    """(AuditEntry, who did it) in the actor's regions; page it by AuditEntry.id, descending.

    `area` is the part of an action before the dot. What belongs to no region is for the city's admin.
    """
    mine = covered(actor, AuditEntry.region_code)
    if actor.administers(regions.directory().city.code):
        mine = or_(mine, AuditEntry.region_code.is_(None))
    statement = (
        select(AuditEntry, Account.call_name.label("who"))
        .outerjoin(Account, Account.id == AuditEntry.actor_id)
        .where(mine)
    )
    if area:
        statement = statement.where(AuditEntry.action.startswith(f"{area}.", autoescape=True))
    if subject:
        statement = statement.where(AuditEntry.subject == subject)
    if region_code:
        statement = statement.where(regions.region_condition(AuditEntry.region_code, region_code))
    return statement


def _stuck() -> ColumnElement[bool]:
    return and_(OutboxMessage.problem.is_not(None), OutboxMessage.attempts >= STUCK_AFTER)


def stuck_facts() -> Sequence[OutboxMessage]:
    """Facts that a subscriber keeps failing on, tried still or given up, newest first (50 at most)."""
    statement = select(OutboxMessage).where(_stuck()).order_by(OutboxMessage.id.desc()).limit(MOST_PROBLEMS)
    return db.session.scalars(statement).all()


def failed_messages() -> Sequence[Message]:
    """Messages that no channel could carry, newest first (50 at most)."""
    statement = select(Message).where(Message.state == MessageState.FAILED)
    return db.session.scalars(statement.order_by(Message.id.desc()).limit(MOST_PROBLEMS)).all()


def number_of_problems() -> int:
    """How many facts and messages could not be delivered; one query."""
    facts = select(func.count(OutboxMessage.id)).where(_stuck()).scalar_subquery()
    failed = select(func.count(Message.id)).where(Message.state == MessageState.FAILED).scalar_subquery()
    return int(db.session.scalar(select(facts + failed)) or 0)
