from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.foundation.database import Base, Json, UtcDateTime, created, pk, public_id


class Notice(Base):
    """Something a person should know, or (with `needs_action`) should do.

    `kind` names the sentence in notifications/sentences.py, `details` fills it, so that it is read in the
    language of the moment. `subject` ("application:17") lets a later fact mark it done.
    """

    __tablename__ = "notices"
    __table_args__ = (
        Index("ix_notices_account", "account_id", "id"),
        Index("ix_notices_subject", "subject", "kind"),
        Index(
            "ix_notices_open",
            "account_id",
            "id",
            sqlite_where=text("done_at IS NULL"),
            postgresql_where=text("done_at IS NULL"),
        ),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    kind: Mapped[str] = mapped_column(String(60))
    subject: Mapped[str] = mapped_column(String(60))
    details: Mapped[dict[str, Any]] = mapped_column(Json, default=dict)
    url: Mapped[str] = mapped_column(String(200))
    needs_action: Mapped[bool] = mapped_column(default=False)
    due_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    created_at: Mapped[created]
    read_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    done_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
