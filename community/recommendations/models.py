from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, ForeignKeyConstraint, Index, String, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.foundation.database import Base, BigId, Json, UtcDateTime, created, pk


class RecommendationList(Base):
    """What fits one person, best first, as the worker last worked it out.

    `items`: [{"kind": "job", "id": 17, "score": 0.71, "reasons": [{"code": …, "for": true, …}]}, …]
    """

    __tablename__ = "recommendation_lists"

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    items: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)
    computed_at: Mapped[created]


class RefreshRequest(Base):
    """A person whose list must be worked out anew."""

    __tablename__ = "recommendation_refreshes"

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    asked_at: Mapped[created]


class HiddenOffer(Base):
    """An offer that a person does not want to see again, and why."""

    __tablename__ = "hidden_offers"
    __table_args__ = (
        UniqueConstraint("account_id", "kind", "offer_id"),
        Index("ix_hidden_offers_offer", "kind", "offer_id"),
    )

    id: Mapped[pk]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(20))
    offer_id: Mapped[int] = mapped_column(BigId)
    reason: Mapped[str] = mapped_column(String(40))
    hidden_at: Mapped[created]


class RankingChoice(Base):
    """Whether a person's lists use her profile; without a row they do, where she consented."""

    __tablename__ = "ranking_choices"

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    without_profile_since: Mapped[datetime | None] = mapped_column(UtcDateTime)


class PeopleList(Base):
    """When the worker last worked out whom the makers of an offer may like to meet."""

    __tablename__ = "people_lists"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    computed_at: Mapped[created] = mapped_column(index=True)


class SuggestedPerson(Base):
    """One person of such a list, best first by `position`, with reasons as in `RecommendationList`.

    `told_at`: when her profile was read; one changed since is not quoted until it is read again.
    """

    __tablename__ = "suggested_people"
    __table_args__ = (
        ForeignKeyConstraint(["kind", "offer_id"], [PeopleList.kind, PeopleList.offer_id], ondelete="CASCADE"),
        Index("ix_suggested_people_account", "account_id"),
    )

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    position: Mapped[int]
    told_at: Mapped[created]
    reasons: Mapped[list[dict[str, Any]]] = mapped_column(Json, default=list)


class PeopleRequest(Base):
    """An offer whose list of people must be worked out anew."""

    __tablename__ = "people_requests"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    asked_at: Mapped[created] = mapped_column(index=True)


class HiddenPerson(Base):
    """Somebody who does not fit an offer in the eyes of its makers, and why."""

    __tablename__ = "hidden_people"
    __table_args__ = (Index("ix_hidden_people_account", "account_id"),)

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    offer_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    reason: Mapped[str] = mapped_column(String(40))
    hidden_at: Mapped[created]


class Invitation(Base):
    """Somebody was asked to look at an offer, once; whether she does is hers alone."""

    __tablename__ = "invitations"
    __table_args__ = (
        UniqueConstraint("kind", "offer_id", "account_id"),
        Index("ix_invitations_account", "account_id"),
    )

    id: Mapped[pk]
    kind: Mapped[str] = mapped_column(String(20))
    offer_id: Mapped[int] = mapped_column(BigId)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    invited_at: Mapped[created]
