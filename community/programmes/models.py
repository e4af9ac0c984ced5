from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.businesses.models import Business
from community.foundation.database import Base, Json, UtcDateTime, created, pk, public_id, stored_by_value
from community.regions.models import Region


class ProgrammeStatus(enum.StrEnum):
    DRAFT = "draft"
    REVIEW = "review"
    OPEN = "open"
    CLOSED = "closed"


class ProgrammeApplicationState(enum.StrEnum):
    SENT = "sent"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class Programme(Base):
    """A startup's programme with places and a deadline, reviewed by the city before it opens.

    `eligibility` maps a condition to its value: {"district": ["32.75.09"], "education": "smk",
    "owns_business": true, "skills": ["tata_boga"]}; an empty mapping admits everybody.
    """

    __tablename__ = "programmes"
    __table_args__ = (
        CheckConstraint("places > 0", name="places_positive"),
        CheckConstraint("taken BETWEEN 0 AND places", name="taken_within_places"),
        CheckConstraint("ends_on >= starts_on", name="dates_in_order"),
        CheckConstraint("cost >= 0", name="cost_positive"),
        Index("ix_programmes_status_close", "status", "closes_on", "id"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    business_id: Mapped[int] = mapped_column(ForeignKey(Business.id), index=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    title: Mapped[str] = mapped_column(String(120))
    aim: Mapped[str] = mapped_column(Text, default="")
    audience: Mapped[str] = mapped_column(Text, default="")
    benefits: Mapped[str] = mapped_column(Text, default="")
    eligibility: Mapped[dict[str, object]] = mapped_column(Json, default=dict)
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code), index=True)
    place: Mapped[str] = mapped_column(String(160), default="")
    online: Mapped[bool] = mapped_column(default=False)
    cost: Mapped[int] = mapped_column(default=0)
    places: Mapped[int]
    taken: Mapped[int] = mapped_column(default=0)
    closes_on: Mapped[date]
    starts_on: Mapped[date]
    ends_on: Mapped[date]
    status: Mapped[ProgrammeStatus] = mapped_column(
        stored_by_value(ProgrammeStatus, "programme_status"), default=ProgrammeStatus.DRAFT
    )
    review_note: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[created]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    deadline_noted_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class ProgrammeApplication(Base):
    """One person's wish to take part, answered with a reason she can read."""

    __tablename__ = "programme_applications"
    __table_args__ = (
        Index(
            "uq_programme_applications_running",
            "programme_id",
            "account_id",
            unique=True,
            sqlite_where=text("state != 'withdrawn'"),
            postgresql_where=text("state != 'withdrawn'"),
        ),
        Index("ix_programme_applications_programme", "programme_id", "state", "id"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    programme_id: Mapped[int] = mapped_column(ForeignKey(Programme.id, ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    motivation: Mapped[str] = mapped_column(Text)
    state: Mapped[ProgrammeApplicationState] = mapped_column(
        stored_by_value(ProgrammeApplicationState, "programme_application_state"),
        default=ProgrammeApplicationState.SENT,
    )
    reason: Mapped[str] = mapped_column(Text, default="")
    sent_at: Mapped[created]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
