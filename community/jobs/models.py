from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.businesses.models import Business
from community.foundation.database import Base, Json, UtcDateTime, created, pk, public_id, stored_by_value
from community.regions.models import Region


class JobStatus(enum.StrEnum):
    DRAFT = "draft"
    OPEN = "open"
    CLOSED = "closed"


class PayUnit(enum.StrEnum):
    MONTH = "bulan"
    DAY = "hari"
    HOUR = "jam"
    PIECE = "borongan"


class JobType(enum.StrEnum):
    FULL_TIME = "penuh"
    PART_TIME = "paruh"
    DAILY = "harian"
    INTERNSHIP = "magang"


class ApplicationState(enum.StrEnum):
    SENT = "sent"
    READ = "read"
    INTERVIEW = "interview"
    OFFERED = "offered"
    ACCEPTED = "accepted"
    DECLINED = "declined"
    WITHDRAWN = "withdrawn"


class ReportReason(enum.StrEnum):
    MONEY = "money"
    PAPERS = "papers"
    FAKE = "fake"
    OTHER = "other"


class ReportState(enum.StrEnum):
    OPEN = "open"
    UPHELD = "upheld"
    SET_ASIDE = "set_aside"


class Job(Base):
    """A vacancy of a business: draft, then open to applicants until its last day, then closed."""

    __tablename__ = "jobs"
    __table_args__ = (
        CheckConstraint("places > 0", name="places_positive"),
        CheckConstraint("pay_from IS NULL OR pay_from >= 0", name="pay_from_positive"),
        CheckConstraint("pay_to IS NULL OR pay_from IS NULL OR pay_to >= pay_from", name="pay_in_order"),
        Index("ix_jobs_status_published", "status", "published_at", "id"),
        Index("ix_jobs_region_status", "region_code", "status", "published_at"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    business_id: Mapped[int] = mapped_column(ForeignKey(Business.id), index=True)
    created_by_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    title: Mapped[str] = mapped_column(String(120))
    description: Mapped[str] = mapped_column(Text, default="")
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code))
    landmark: Mapped[str] = mapped_column(String(160), default="")
    job_type: Mapped[JobType] = mapped_column(stored_by_value(JobType, "job_type"))
    pay_from: Mapped[int | None]
    pay_to: Mapped[int | None]
    pay_unit: Mapped[PayUnit] = mapped_column(stored_by_value(PayUnit, "pay_unit"))
    # What one piece of piece work is ("potong", "pesanan"); "" for every other unit.
    pay_per: Mapped[str] = mapped_column(String(40), default="", server_default="")
    places: Mapped[int] = mapped_column(default=1)
    skills: Mapped[list[str]] = mapped_column(Json, default=list)
    extra_skills: Mapped[list[str]] = mapped_column(Json, default=list)
    education: Mapped[str | None] = mapped_column(String(24))
    schedule: Mapped[list[str]] = mapped_column(Json, default=list)
    licences: Mapped[list[str]] = mapped_column(Json, default=list)
    question: Mapped[str] = mapped_column(String(200), default="")
    closes_on: Mapped[date]
    status: Mapped[JobStatus] = mapped_column(stored_by_value(JobStatus, "job_status"), default=JobStatus.DRAFT)
    created_at: Mapped[created]
    published_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    closed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Application(Base):
    """One person's application to one vacancy; `answer` answers the employer's question."""

    __tablename__ = "job_applications"
    __table_args__ = (
        Index(
            "uq_job_applications_running",
            "job_id",
            "account_id",
            unique=True,
            sqlite_where=text("state != 'withdrawn'"),
            postgresql_where=text("state != 'withdrawn'"),
        ),
        Index("ix_job_applications_job", "job_id", "state", "id"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    job_id: Mapped[int] = mapped_column(ForeignKey(Job.id, ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    message: Mapped[str] = mapped_column(Text, default="")
    answer: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ApplicationState] = mapped_column(
        stored_by_value(ApplicationState, "application_state"), default=ApplicationState.SENT
    )
    sent_at: Mapped[created]


class ApplicationStep(Base):
    """One step of an application: who moved it where, when, and with which words for the applicant."""

    __tablename__ = "job_application_steps"

    id: Mapped[pk]
    application_id: Mapped[int] = mapped_column(ForeignKey(Application.id, ondelete="CASCADE"), index=True)
    state: Mapped[ApplicationState] = mapped_column(stored_by_value(ApplicationState, "application_step_state"))
    note: Mapped[str] = mapped_column(Text, default="")
    actor_id: Mapped[int] = mapped_column(ForeignKey(Account.id))
    at: Mapped[created]


class JobReport(Base):
    """A resident tells the officers what is wrong with a vacancy; the business never sees it."""

    __tablename__ = "job_reports"
    __table_args__ = (
        Index(
            "uq_job_reports_open",
            "job_id",
            "account_id",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_job_reports_state", "state", "id"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    job_id: Mapped[int] = mapped_column(ForeignKey(Job.id, ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    reason: Mapped[ReportReason] = mapped_column(stored_by_value(ReportReason, "job_report_reason"))
    words: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[ReportState] = mapped_column(
        stored_by_value(ReportState, "job_report_state"), default=ReportState.OPEN
    )
    created_at: Mapped[created]
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
