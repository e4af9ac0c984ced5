from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, UniqueConstraint
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
