from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint, text
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.foundation.database import (
    Base,
    BigId,
    Json,
    UtcDateTime,
    created,
    pk,
    public_id,
    stored_by_value,
)
from community.regions.models import Region


class SavedSearch(Base):
    """Words a person wants to hear of; `kind` and `region_code` are None where all fit.

    `roots`, `required` and `excluded` are the words as the index knows them; `looked_up` is one of them, by which a
    new thing finds its searches ("@32.75.09" where only a place is asked). `seen_at`: what was found later is new.
    """

    __tablename__ = "saved_searches"
    __table_args__ = (UniqueConstraint("account_id", "fingerprint"),)

    id: Mapped[pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    words: Mapped[str] = mapped_column(String(200))
    kind: Mapped[str | None] = mapped_column(String(20))
    region_code: Mapped[str | None] = mapped_column(ForeignKey(Region.code))
    roots: Mapped[list[str]] = mapped_column(Json)
    required: Mapped[list[str]] = mapped_column(Json)
    excluded: Mapped[list[str]] = mapped_column(Json)
    looked_up: Mapped[str] = mapped_column(String(40), index=True)
    fingerprint: Mapped[str] = mapped_column(String(64))
    saved_at: Mapped[created]
    seen_at: Mapped[created]


class SavedFind(Base):
    """Something new that fits a saved search; it is told once."""

    __tablename__ = "saved_finds"
    __table_args__ = (
        Index(
            "ix_saved_finds_untold",
            "search_id",
            sqlite_where=text("told_at IS NULL"),
            postgresql_where=text("told_at IS NULL"),
        ),
    )

    search_id: Mapped[int] = mapped_column(ForeignKey(SavedSearch.id, ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    object_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    found_at: Mapped[created] = mapped_column(index=True)
    told_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class KnownThing(Base):
    """Something that stood in the index before: it is never new again, whatever happens to it."""

    __tablename__ = "known_things"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    object_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)


class HelpState(enum.StrEnum):
    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"
    WITHDRAWN = "withdrawn"
    EXPIRED = "expired"


class HelpRequest(Base):
    """A person asks the officers of her region to look for something; `answer` is their answer or why they close it.

    `things` are what they found here: ["job:17", …]; `topic` is what she typed without regard to its spelling.
    """

    __tablename__ = "help_requests"
    __table_args__ = (
        CheckConstraint("state NOT IN ('answered', 'closed') OR answered_at IS NOT NULL", name="answered_at_known"),
        Index(
            "uq_help_requests_open",
            "account_id",
            "topic",
            unique=True,
            sqlite_where=text("state = 'open'"),
            postgresql_where=text("state = 'open'"),
        ),
        Index("ix_help_requests_waiting", "state", "region_code"),
        Index("ix_help_requests_account", "account_id", "id"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code))
    wish: Mapped[str] = mapped_column(String(120))
    topic: Mapped[str] = mapped_column(String(120))
    story: Mapped[str] = mapped_column(Text, default="")
    state: Mapped[HelpState] = mapped_column(stored_by_value(HelpState, "help_state"), default=HelpState.OPEN)
    answer: Mapped[str] = mapped_column(Text, default="")
    things: Mapped[list[str]] = mapped_column(Json, default=list)
    answered_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    asked_at: Mapped[created]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    answered_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class EmptySearch(Base):
    """How often words found nothing on one day; never who asked, and no moment finer than the day.

    `region_code` is the place that the words named, "" for none.
    """

    __tablename__ = "empty_searches"
    __table_args__ = (CheckConstraint("times > 0", name="times_positive"),)

    day: Mapped[date] = mapped_column(primary_key=True)
    words: Mapped[str] = mapped_column(String(80), primary_key=True)
    region_code: Mapped[str] = mapped_column(String(13), primary_key=True)
    times: Mapped[int]
