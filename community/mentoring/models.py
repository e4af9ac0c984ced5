from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.foundation.database import Base, Json, UtcDateTime, created, pk, public_id, stored_by_value
from community.regions.models import Region


class MentorStatus(enum.StrEnum):
    OPEN = "open"
    PAUSED = "paused"


class RequestState(enum.StrEnum):
    WAITING = "waiting"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    EXPIRED = "expired"
    WITHDRAWN = "withdrawn"
    ENDED = "ended"


class Mentor(Base):
    """Somebody who gives time; `taken` counts running mentees and never passes `capacity`."""

    __tablename__ = "mentors"
    __table_args__ = (
        CheckConstraint("capacity BETWEEN 1 AND 50", name="capacity_range"),
        CheckConstraint("taken BETWEEN 0 AND capacity", name="taken_within_capacity"),
        Index("ix_mentors_status", "status", "taken", "id"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), unique=True)
    name: Mapped[str] = mapped_column(String(80))
    headline: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    modes: Mapped[list[str]] = mapped_column(Json, default=list)
    schedule: Mapped[list[str]] = mapped_column(Json, default=list)
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code), index=True)
    capacity: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    status: Mapped[MentorStatus] = mapped_column(
        stored_by_value(MentorStatus, "mentor_status"), default=MentorStatus.OPEN
    )
    created_at: Mapped[created]


class MentoringRequest(Base):
    """A mentee asks, the mentor answers before `expires_at`; `reason` is seen by the mentee alone."""

    __tablename__ = "mentoring_requests"
    __table_args__ = (
        Index(
            "uq_mentoring_requests_running",
            "mentor_id",
            "mentee_id",
            unique=True,
            sqlite_where=text("state IN ('waiting', 'accepted')"),
            postgresql_where=text("state IN ('waiting', 'accepted')"),
        ),
        Index("ix_mentoring_requests_mentor", "mentor_id", "state", "id"),
        Index("ix_mentoring_requests_due", "state", "expires_at"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    mentor_id: Mapped[int] = mapped_column(ForeignKey(Mentor.id, ondelete="CASCADE"))
    mentee_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    topic: Mapped[str] = mapped_column(String(60))
    message: Mapped[str] = mapped_column(Text)
    state: Mapped[RequestState] = mapped_column(
        stored_by_value(RequestState, "mentoring_request_state"), default=RequestState.WAITING
    )
    reason: Mapped[str] = mapped_column(Text, default="")
    asked_at: Mapped[created]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
