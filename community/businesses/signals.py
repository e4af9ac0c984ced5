from __future__ import annotations

from dataclasses import dataclass

from community.foundation.changes import tells_of


@tells_of("business")
@dataclass(frozen=True, slots=True)
class BusinessRegistered:
    business_id: int


@tells_of("business")
@dataclass(frozen=True, slots=True)
class BusinessChanged:
    business_id: int


@dataclass(frozen=True, slots=True)
class BusinessClosed:
    """Its owner closed it, or her account."""

    business_id: int


@dataclass(frozen=True, slots=True)
class BusinessHidden:
    """An officer took it out of sight, with a reason for its team."""

    business_id: int
    reason: str


@dataclass(frozen=True, slots=True)
class BusinessShownAgain:
    business_id: int


@dataclass(frozen=True, slots=True)
class TeammateInvited:
    business_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class TeammateAnswered:
    """She came into the team, or would rather not."""

    business_id: int
    account_id: int
    accepted: bool


@dataclass(frozen=True, slots=True)
class TeammateUninvited:
    """The invitation was taken back."""

    business_id: int
    account_id: int


@dataclass(frozen=True, slots=True)
class TeammateRemoved:
    """`by_owner`: the owner took her off the team; else she left by herself."""

    business_id: int
    account_id: int
    by_owner: bool
