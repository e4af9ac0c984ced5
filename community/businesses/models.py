from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.foundation.database import Base, Json, created, pk, public_id, stored_by_value
from community.regions.models import Region


class BusinessKind(enum.StrEnum):
    SME = "sme"
    STARTUP = "startup"


class BusinessStatus(enum.StrEnum):
    ACTIVE = "active"
    HIDDEN = "hidden"
    CLOSED = "closed"


class Scale(enum.StrEnum):
    MICRO = "mikro"
    SMALL = "kecil"
    MEDIUM = "menengah"
    LARGE = "besar"


class ContactWay(enum.StrEnum):
    """How buyers may reach the owner; NONE until she chooses."""

    NONE = "none"
    WHATSAPP = "whatsapp"
    PHONE = "phone"


class TeamRole(enum.StrEnum):
    OWNER = "owner"
    STAFF = "staff"


class Business(Base):
    """A small business or a startup, with `trade` in its owner's own words.

    Bands hold the step of a question, not an exact figure; needs and offers are ids of skills.
    """

    __tablename__ = "businesses"
    __table_args__ = (
        CheckConstraint("capital_band BETWEEN 0 AND 4", name="capital_band_range"),
        CheckConstraint("sales_band BETWEEN 0 AND 4", name="sales_band_range"),
        Index("ix_businesses_region_status", "region_code", "status", "id"),
        Index("ix_businesses_status", "status", "id"),
        Index("ix_businesses_photo", "photo"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    kind: Mapped[BusinessKind] = mapped_column(stored_by_value(BusinessKind, "business_kind"))
    name: Mapped[str] = mapped_column(String(120))
    owner_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    trade: Mapped[str] = mapped_column(String(120), default="")
    kbli_version: Mapped[str] = mapped_column(String(4), default="2025")
    kbli_code: Mapped[str | None] = mapped_column(String(5), index=True)
    started_year: Mapped[int | None]
    # 0 not told; 1 mikro, 2 kecil, 3 menengah, 4 besar, by the bounds of PP 7/2021 art. 35
    capital_band: Mapped[int] = mapped_column(default=0)
    sales_band: Mapped[int] = mapped_column(default=0)
    nib: Mapped[str | None] = mapped_column(String(13))
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code))
    landmark: Mapped[str] = mapped_column(String(160), default="")
    about: Mapped[str] = mapped_column(Text, default="")
    photo: Mapped[str | None] = mapped_column(String(40))
    needs: Mapped[list[str]] = mapped_column(Json, default=list)
    offers: Mapped[list[str]] = mapped_column(Json, default=list)
    need_note: Mapped[str] = mapped_column(Text, default="")
    offer_note: Mapped[str] = mapped_column(Text, default="")
    status: Mapped[BusinessStatus] = mapped_column(
        stored_by_value(BusinessStatus, "business_status"), default=BusinessStatus.ACTIVE
    )
    contact_way: Mapped[ContactWay] = mapped_column(
        stored_by_value(ContactWay, "business_contact_way"), default=ContactWay.NONE, server_default="none"
    )
    hidden_reason: Mapped[str] = mapped_column(String(300), default="")
    created_at: Mapped[created]


class TeamMember(Base):
    """Somebody who may act for a business."""

    __tablename__ = "team_members"
    __table_args__ = (UniqueConstraint("business_id", "account_id"),)

    id: Mapped[pk]
    business_id: Mapped[int] = mapped_column(ForeignKey(Business.id, ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    role: Mapped[TeamRole] = mapped_column(stored_by_value(TeamRole, "team_role"))
    since: Mapped[created]


class TeamInvitation(Base):
    """An owner asks somebody to act for a business; the row goes with her answer."""

    __tablename__ = "team_invitations"
    __table_args__ = (UniqueConstraint("business_id", "account_id"),)

    id: Mapped[pk]
    business_id: Mapped[int] = mapped_column(ForeignKey(Business.id, ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    invited_at: Mapped[created]


class Product(Base):
    """Something a business sells; `price` in whole rupiah per `unit`."""

    __tablename__ = "products"
    __table_args__ = (CheckConstraint("price IS NULL OR price >= 0", name="price_positive"),)

    id: Mapped[pk]
    public_id: Mapped[public_id]
    business_id: Mapped[int] = mapped_column(ForeignKey(Business.id, ondelete="CASCADE"), index=True)
    name: Mapped[str] = mapped_column(String(120))
    price: Mapped[int | None]
    unit: Mapped[str] = mapped_column(String(30), default="")
