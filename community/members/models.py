from __future__ import annotations

import enum

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, Text, UniqueConstraint
from sqlalchemy.orm import Mapped, mapped_column

from community.accounts.models import Account
from community.foundation.database import Base, Json, created, pk, public_id, stored_by_value


class Education(enum.StrEnum):
    """Dukcapil's ten steps, with SMA and SMK told apart; `rank` orders them."""

    NONE = "none"
    SOME_PRIMARY = "belum_sd"
    PRIMARY = "sd"
    JUNIOR = "smp"
    SENIOR = "sma"
    VOCATIONAL = "smk"
    SHORT_DIPLOMA = "d2"
    DIPLOMA = "d3"
    BACHELOR = "s1"
    MASTER = "s2"
    DOCTORATE = "s3"

    @property
    def rank(self) -> int:
        """0 (none) to 9; SMA and SMK stand on the same step."""
        steps = [step for step in Education if step != Education.VOCATIONAL]
        return steps.index(Education.SENIOR if self == Education.VOCATIONAL else self)


class Audience(enum.StrEnum):
    """Who may see a field of a profile, from widest to narrowest."""

    PUBLIC = "public"
    MEMBERS = "members"
    COORDINATOR = "coordinator"
    APPLICATION = "application"


class SkillDirection(enum.StrEnum):
    HAVE = "have"
    WANT = "want"


class MemberProfile(Base):
    """What a member tells of herself; `audiences` names, per field, who may see it.

    `areas`: codes of the kecamatan she is willing to go to, however far; none means no wish.
    """

    __tablename__ = "member_profiles"
    __table_args__ = (
        Index("ix_member_profiles_photo", "photo"),
        CheckConstraint("travel_km IS NULL OR travel_km BETWEEN 0 AND 200", name="travel_km_range"),
        CheckConstraint("wished_pay IS NULL OR wished_pay >= 0", name="wished_pay_positive"),
    )

    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), primary_key=True)
    full_name: Mapped[str] = mapped_column(String(120), default="")
    photo: Mapped[str | None] = mapped_column(String(40))
    about: Mapped[str] = mapped_column(Text, default="")
    education: Mapped[Education | None] = mapped_column(stored_by_value(Education, "education"))
    major: Mapped[str] = mapped_column(String(80), default="")
    graduation_year: Mapped[int | None]
    availability: Mapped[list[str]] = mapped_column(Json, default=list)
    licences: Mapped[list[str]] = mapped_column(Json, default=list)
    travel_km: Mapped[int | None]
    areas: Mapped[list[str]] = mapped_column(Json, default=list, server_default="[]")
    wished_pay: Mapped[int | None]
    looking_for: Mapped[str] = mapped_column(Text, default="")
    offering: Mapped[str] = mapped_column(Text, default="")
    audiences: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    is_listed: Mapped[bool] = mapped_column(default=False)
    changed_at: Mapped[created]


class MemberSkill(Base):
    """A skill from the vocabulary that a member has (level 1 to 3) or wants."""

    __tablename__ = "member_skills"
    __table_args__ = (
        UniqueConstraint("account_id", "skill_id", "direction"),
        CheckConstraint("level BETWEEN 1 AND 3", name="level_range"),
        Index("ix_member_skills_skill", "skill_id", "direction"),
    )

    id: Mapped[pk]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    skill_id: Mapped[str] = mapped_column(String(60))
    direction: Mapped[SkillDirection] = mapped_column(stored_by_value(SkillDirection, "skill_direction"))
    level: Mapped[int] = mapped_column(default=2)


class Experience(Base):
    """Work a member has done."""

    __tablename__ = "experiences"
    __table_args__ = (CheckConstraint("months BETWEEN 0 AND 720", name="months_range"),)

    id: Mapped[pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    position: Mapped[str] = mapped_column(String(120))
    place: Mapped[str] = mapped_column(String(120), default="")
    months: Mapped[int] = mapped_column(default=0)
