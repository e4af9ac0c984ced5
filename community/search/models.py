from __future__ import annotations

from sqlalchemy import String
from sqlalchemy.orm import Mapped, mapped_column

from community.foundation.database import Base, BigId, created


class SearchChange(Base):
    """Something whose entry in the index is older than the thing itself."""

    __tablename__ = "search_changes"

    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    object_id: Mapped[int] = mapped_column(BigId, primary_key=True, autoincrement=False)
    changed_at: Mapped[created]
