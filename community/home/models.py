from __future__ import annotations

from sqlalchemy import ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from community.foundation.database import Base, created
from community.regions.models import Region


class AreaCount(Base):
    """How many open things of a kind (or members) a kelurahan had when the worker last counted."""

    __tablename__ = "area_counts"

    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code, ondelete="CASCADE"), primary_key=True)
    kind: Mapped[str] = mapped_column(String(20), primary_key=True)
    count: Mapped[int]
    counted_at: Mapped[created]
