from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.businesses.models import Business
from community.foundation.database import Base, Json, UtcDateTime, created, pk, public_id, stored_by_value
from community.regions.models import Region


class TrainingStatus(enum.StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class TrainingSignUpState(enum.StrEnum):
    CONFIRMED = "confirmed"
    CANCELLED = "cancelled"


class Training(Base):
    """A course in the catalogue: who gives it, where, which skills it teaches, and its places."""

    __tablename__ = "trainings"
    __table_args__ = (
        CheckConstraint("places > 0", name="places_positive"),
        CheckConstraint("taken BETWEEN 0 AND places", name="taken_within_places"),
        CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        CheckConstraint("cost >= 0", name="cost_positive"),
        Index("ix_trainings_status_start", "status", "starts_on", "id"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    title: Mapped[str] = mapped_column(String(120))
    provider: Mapped[str] = mapped_column(String(120))
    business_id: Mapped[int | None] = mapped_column(ForeignKey(Business.id), index=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    description: Mapped[str] = mapped_column(Text, default="")
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code), index=True)
    place: Mapped[str] = mapped_column(String(160), default="")
    online: Mapped[bool] = mapped_column(default=False)
    skills: Mapped[list[str]] = mapped_column(Json, default=list)
    hours: Mapped[int] = mapped_column(default=1)
    cost: Mapped[int] = mapped_column(default=0)
    schedule: Mapped[str] = mapped_column(String(120), default="")
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    status: Mapped[TrainingStatus] = mapped_column(
        stored_by_value(TrainingStatus, "training_status"), default=TrainingStatus.DRAFT
    )
    created_at: Mapped[created]


class TrainingSignUp(Base):
    """One person's place in a training."""

    __tablename__ = "training_sign_ups"
    __table_args__ = (
        Index(
            "uq_training_sign_ups_running",
            "training_id",
            "account_id",
            unique=True,
            sqlite_where=text("state = 'confirmed'"),
            postgresql_where=text("state = 'confirmed'"),
        ),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    training_id: Mapped[int] = mapped_column(ForeignKey(Training.id, ondelete="CASCADE"), index=True)
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    state: Mapped[TrainingSignUpState] = mapped_column(stored_by_value(TrainingSignUpState, "training_sign_up_state"))
    signed_up_at: Mapped[created]
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
