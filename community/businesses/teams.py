"""Who may act for a business, and who was asked to; read through `queries`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import and_, or_, select

from community.accounts.models import Account, AccountStatus
from community.businesses.models import Business, BusinessStatus, TeamInvitation, TeamMember, TeamRole
from community.foundation.database import db


@dataclass(frozen=True, slots=True)
class Teammate:
    """Somebody who may act for a business."""

    account_id: int
    public_id: str
    call_name: str
    role: TeamRole
    is_active: bool = True


def team_of(business: Business, *, suspended: bool = False) -> list[Teammate]:
    """The owner, then the staff in the order they came; whose account is suspended only when asked for."""
    shown = (AccountStatus.ACTIVE, AccountStatus.SUSPENDED) if suspended else (AccountStatus.ACTIVE,)
    statement = (
        select(Account.id, Account.public_id, Account.call_name, Account.status)
        .join(
            TeamMember,
            and_(TeamMember.account_id == Account.id, TeamMember.business_id == business.id),
            isouter=True,
        )
        .where(
            or_(
                Account.id == business.owner_id,
                and_(TeamMember.id.is_not(None), Account.status.in_(shown)),
            )
        )
        .order_by((Account.id != business.owner_id), TeamMember.id)
    )
    return [
        Teammate(
            row.id,
            row.public_id,
            row.call_name,
            TeamRole.OWNER if row.id == business.owner_id else TeamRole.STAFF,
            row.status == AccountStatus.ACTIVE,
        )
        for row in db.session.execute(statement)
    ]


def team_ids(business_id: int) -> list[int]:
    """The accounts to tell when something happens to the business: owner and staff."""
    owner = select(Business.owner_id).where(Business.id == business_id)
    staff = select(TeamMember.account_id).where(TeamMember.business_id == business_id)
    return sorted(set(db.session.scalars(owner.union(staff))))


def is_invited(business: Business, account_id: int | None) -> bool:
    """Whether the owner asked the person into the team and waits for her answer."""
    statement = select(TeamInvitation.id).where(
        TeamInvitation.business_id == business.id, TeamInvitation.account_id == account_id
    )
    return db.session.scalar(statement) is not None


def invited_to(business: Business) -> Sequence[Any]:
    """(public_id, call_name, is_active) of the people whose answer the owner waits for, the suspended among them."""
    statement = (
        select(Account.public_id, Account.call_name, (Account.status == AccountStatus.ACTIVE).label("is_active"))
        .join(TeamInvitation, TeamInvitation.account_id == Account.id)
        .where(TeamInvitation.business_id == business.id, Account.status != AccountStatus.DELETED)
        .order_by(TeamInvitation.id)
    )
    return db.session.execute(statement).all()


def invitations_of(account_id: int) -> Sequence[Business]:
    """The businesses that asked a person into their team, while they are open."""
    statement = select(Business).join(TeamInvitation, TeamInvitation.business_id == Business.id)
    mine = statement.where(TeamInvitation.account_id == account_id, Business.status != BusinessStatus.CLOSED)
    return db.session.scalars(mine.order_by(TeamInvitation.id)).all()
