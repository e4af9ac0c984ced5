from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.communities.models import Community
from community.foundation.database import Base, Json, UtcDateTime, created, pk, public_id, stored_by_value
from community.regions.models import Region


class EventStatus(enum.StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CANCELLED = "cancelled"


class SignUpState(enum.StrEnum):
    CONFIRMED = "confirmed"
    WAITING = "waiting"
    CANCELLED = "cancelled"


class Event(Base):
    """A gathering with limited places; `taken` counts confirmed sign-ups and never passes `places`."""

    __tablename__ = "events"
    __table_args__ = (
        CheckConstraint("places > 0", name="places_positive"),
        CheckConstraint("taken BETWEEN 0 AND places", name="taken_within_places"),
        CheckConstraint("ends_at > starts_at", name="ends_after_start"),
        Index("ix_events_status_start", "status", "starts_at", "id"),
        Index("ix_events_region_start", "region_code", "status", "starts_at"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code))
    place: Mapped[str] = mapped_column(String(120))
    landmark: Mapped[str] = mapped_column(String(160), default="")
    starts_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ends_at: Mapped[datetime] = mapped_column(UtcDateTime)
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    community_id: Mapped[int | None] = mapped_column(ForeignKey(Community.id), index=True)
    organiser_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    organiser_name: Mapped[str] = mapped_column(String(120), default="")
    status: Mapped[EventStatus] = mapped_column(stored_by_value(EventStatus, "event_status"), default=EventStatus.DRAFT)
    cancel_reason: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[created]


class SignUp(Base):
    """One person's place at an event, or her turn on the waiting list (in order of id)."""

    __tablename__ = "event_sign_ups"
    __table_args__ = (
        Index(
            "uq_event_sign_ups_running",
            "event_id",
            "account_id",
            unique=True,
            sqlite_where=text("state != 'cancelled'"),
            postgresql_where=text("state != 'cancelled'"),
        ),
        Index("ix_event_sign_ups_event_state", "event_id", "state", "id"),
        Index("uq_event_sign_ups_code", "event_id", "code", unique=True),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    event_id: Mapped[int] = mapped_column(ForeignKey(Event.id, ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    code: Mapped[str] = mapped_column(String(8))
    state: Mapped[SignUpState] = mapped_column(stored_by_value(SignUpState, "sign_up_state"))
    signed_up_at: Mapped[created]
    cancelled_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_in_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    checked_in_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
