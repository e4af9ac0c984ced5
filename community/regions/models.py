from __future__ import annotations

import enum

from sqlalchemy import Float, ForeignKey, String
from sqlalchemy.orm import Mapped, mapped_column

from community.foundation.database import Base, stored_by_value


class Level(enum.StrEnum):
    PROVINCE = "provinsi"
    CITY = "kota"
    DISTRICT = "kecamatan"
    VILLAGE = "kelurahan"


class Region(Base):
    """An area of government; `code` is Kemendagri's ("32.75.04.1001") and begins with its parent's."""

    __tablename__ = "regions"

    code: Mapped[str] = mapped_column(String(13), primary_key=True)
    name: Mapped[str] = mapped_column(String(80))
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    level: Mapped[Level] = mapped_column(stored_by_value(Level, "region_level"))
    parent_code: Mapped[str | None] = mapped_column(ForeignKey("regions.code"), index=True)
    postal_code: Mapped[str | None] = mapped_column(String(5))
    latitude: Mapped[float | None] = mapped_column(Float)
    longitude: Mapped[float | None] = mapped_column(Float)
    area_km2: Mapped[float | None] = mapped_column(Float)


class RegionSpelling(Base):
    """One way people write a region's name, squashed to letters and digits ("jatiasih")."""

    __tablename__ = "region_spellings"

    spelling: Mapped[str] = mapped_column(String(80), primary_key=True)
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code, ondelete="CASCADE"), primary_key=True)


class RegionNeighbour(Base):
    """Two kelurahan that touch; kept in both directions."""

    __tablename__ = "region_neighbours"

    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code, ondelete="CASCADE"), primary_key=True)
    neighbour_code: Mapped[str] = mapped_column(ForeignKey(Region.code, ondelete="CASCADE"), primary_key=True)
