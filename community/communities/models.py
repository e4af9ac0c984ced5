from __future__ import annotations

import enum
from datetime import datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, text
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.foundation.database import Base, Json, UtcDateTime, created, pk, public_id, stored_by_value
from community.regions.models import Region


class CommunityKind(enum.StrEnum):
    REGION = "region"
    THEME = "theme"


class Joining(enum.StrEnum):
    OPEN = "open"
    CONFIRMED = "confirmed"


class MembershipState(enum.StrEnum):
    WAITING = "waiting"
    CONFIRMED = "confirmed"
    DECLINED = "declined"
    LEFT = "left"


class PostKind(enum.StrEnum):
    POST = "post"
    ANNOUNCEMENT = "announcement"


class Community(Base):
    """A business community of a region, or a themed one of the whole city (region_code of the city)."""

    __tablename__ = "communities"
    __table_args__ = (
        Index(
            "uq_communities_region",
            "region_code",
            unique=True,
            sqlite_where=text("kind = 'region'"),
            postgresql_where=text("kind = 'region'"),
        ),
        CheckConstraint("member_count >= 0", name="member_count_not_negative"),
    )

    id: Mapped[pk]
    slug: Mapped[str] = mapped_column(String(120), unique=True)
    kind: Mapped[CommunityKind] = mapped_column(stored_by_value(CommunityKind, "community_kind"))
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code), index=True)
    name: Mapped[str] = mapped_column(String(120))
    about: Mapped[str] = mapped_column(Text, default="")
    topics: Mapped[list[str]] = mapped_column(Json, default=list)
    joining: Mapped[Joining] = mapped_column(stored_by_value(Joining, "community_joining"), default=Joining.OPEN)
    contact_name: Mapped[str] = mapped_column(String(80), default="")
    contact_phone: Mapped[str | None] = mapped_column(String(16))
    office_hours: Mapped[str] = mapped_column(String(120), default="")
    member_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[created]


class Membership(Base):
    """One stay of one person in one community; ended and begun anew, never overwritten."""

    __tablename__ = "memberships"
    __table_args__ = (
        Index(
            "uq_memberships_running",
            "community_id",
            "account_id",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
        Index("ix_memberships_community_state", "community_id", "state", "id"),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    community_id: Mapped[int] = mapped_column(ForeignKey(Community.id, ondelete="CASCADE"))
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    state: Mapped[MembershipState] = mapped_column(stored_by_value(MembershipState, "membership_state"))
    asked_at: Mapped[created]
    decided_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    decided_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class Post(Base):
    """Something a member or coordinator tells the community; Markdown."""

    __tablename__ = "posts"
    __table_args__ = (Index("ix_posts_community", "community_id", "id"),)

    id: Mapped[pk]
    public_id: Mapped[public_id]
    community_id: Mapped[int] = mapped_column(ForeignKey(Community.id, ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    kind: Mapped[PostKind] = mapped_column(stored_by_value(PostKind, "post_kind"), default=PostKind.POST)
    title: Mapped[str] = mapped_column(String(120))
    body: Mapped[str] = mapped_column(Text)
    comment_count: Mapped[int] = mapped_column(default=0)
    created_at: Mapped[created]
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))


class Comment(Base):
    """An answer below a post; Markdown."""

    __tablename__ = "comments"
    __table_args__ = (Index("ix_comments_post", "post_id", "id"),)

    id: Mapped[pk]
    public_id: Mapped[public_id]
    post_id: Mapped[int] = mapped_column(ForeignKey(Post.id, ondelete="CASCADE"))
    author_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    body: Mapped[str] = mapped_column(Text)
    created_at: Mapped[created]
    hidden_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    hidden_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
