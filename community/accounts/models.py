from __future__ import annotations

import enum
from datetime import date, datetime

from sqlalchemy import CheckConstraint, ForeignKey, Index, String, text
from sqlalchemy.orm import Mapped, mapped_column

from community.foundation.database import (
    Base,
    Json,
    UtcDateTime,
    created,
    pk,
    public_id,
    stored_by_value,
)
from community.regions.models import Region


class AccountStatus(enum.StrEnum):
    ACTIVE = "active"
    SUSPENDED = "suspended"
    DELETED = "deleted"


class SecretKind(enum.StrEnum):
    """What kind of secret is stored; only a long password (10 or more) serves an officer."""

    PIN = "pin"
    PASSWORD = "password"  # noqa: S105 - the name of a kind
    LONG_PASSWORD = "long_password"  # noqa: S105 - the name of a kind


class Role(enum.StrEnum):
    COORDINATOR = "coordinator"
    ADMIN = "admin"


class Intent(enum.StrEnum):
    """What a person comes for."""

    WORK = "kerja"
    BUSINESS = "usaha"
    LEARNING = "belajar"
    ACTIVITIES = "kegiatan"


class Purpose(enum.StrEnum):
    """What a person agrees to, each by itself."""

    ACCOUNT = "account"
    MATCHING = "matching"
    MESSAGES = "messages"
    INTRODUCTIONS = "introductions"
    FAIRNESS = "fairness"


class CodePurpose(enum.StrEnum):
    CONFIRM_PHONE = "confirm_phone"
    CHANGE_PHONE = "change_phone"
    CHANGE_EMAIL = "change_email"
    SIGN_IN = "sign_in"
    RESET_SECRET = "reset_secret"  # noqa: S105 - the name of a purpose
    APPOINTMENT = "appointment"


class Account(Base):
    """A person who can sign in. `phone` is E.164; `home_code` is the kelurahan she calls hers."""

    __tablename__ = "accounts"

    id: Mapped[pk]
    public_id: Mapped[public_id]
    phone: Mapped[str | None] = mapped_column(String(16), unique=True)
    email: Mapped[str | None] = mapped_column(String(254), unique=True)
    call_name: Mapped[str] = mapped_column(String(60))
    home_code: Mapped[str] = mapped_column(ForeignKey(Region.code), index=True)
    intents: Mapped[list[str]] = mapped_column(Json, default=list)
    secret_hash: Mapped[str] = mapped_column(String(200))
    secret_kind: Mapped[SecretKind] = mapped_column(stored_by_value(SecretKind, "secret_kind"))
    status: Mapped[AccountStatus] = mapped_column(
        stored_by_value(AccountStatus, "account_status"), default=AccountStatus.ACTIVE
    )
    phone_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_secret: Mapped[str | None] = mapped_column(String(64))
    totp_pending: Mapped[str | None] = mapped_column(String(64))
    totp_confirmed_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    totp_last_step: Mapped[int | None]
    created_at: Mapped[created]


class AccountSession(Base):
    """One signed-in device; only the hash of its token is kept."""

    __tablename__ = "account_sessions"

    id: Mapped[pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    token_hash: Mapped[str] = mapped_column(String(64), unique=True)
    device: Mapped[str] = mapped_column(String(80))
    created_at: Mapped[created]
    seen_at: Mapped[created] = mapped_column(index=True)
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    second_factor_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    appointment_proved_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class OneTimeCode(Base):
    """A six-digit code sent to an address, or an appointment code on paper; hashed, used once, few tries.

    `public_id` is the handle that the asking browser keeps: nobody else can try, or use up, a code that was sent.
    """

    __tablename__ = "one_time_codes"
    __table_args__ = (CheckConstraint("tries >= 0", name="tries_not_negative"),)

    id: Mapped[pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    purpose: Mapped[CodePurpose] = mapped_column(stored_by_value(CodePurpose, "code_purpose"))
    address: Mapped[str] = mapped_column(String(254))
    code_hash: Mapped[str] = mapped_column(String(64))
    created_at: Mapped[created]
    expires_at: Mapped[datetime] = mapped_column(UtcDateTime)
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    tries: Mapped[int] = mapped_column(default=0)


class RecoveryCode(Base):
    """A printed code that opens the account once when phone or secret is lost."""

    __tablename__ = "recovery_codes"

    id: Mapped[pk]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"), index=True)
    code_hash: Mapped[str] = mapped_column(String(64), unique=True)
    created_at: Mapped[created]
    used_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class RoleGrant(Base):
    """A role in a region for a term; never overwritten, but ended and granted anew."""

    __tablename__ = "role_grants"
    __table_args__ = (
        CheckConstraint("ends_on >= begins_on", name="term_in_order"),
        Index(
            "uq_role_grants_running",
            "account_id",
            "role",
            "region_code",
            unique=True,
            sqlite_where=text("ended_at IS NULL"),
            postgresql_where=text("ended_at IS NULL"),
        ),
    )

    id: Mapped[pk]
    public_id: Mapped[public_id]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id), index=True)
    role: Mapped[Role] = mapped_column(stored_by_value(Role, "role"))
    region_code: Mapped[str] = mapped_column(ForeignKey(Region.code), index=True)
    begins_on: Mapped[date]
    ends_on: Mapped[date]
    granted_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    granted_at: Mapped[created]
    ended_by_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id))
    ended_at: Mapped[datetime | None] = mapped_column(UtcDateTime)
    reason: Mapped[str] = mapped_column(String(300), default="")


class Consent(Base):
    """One agreement to one purpose in the words of one version; withdrawn, never deleted."""

    __tablename__ = "consents"
    __table_args__ = (
        Index("ix_consents_account", "account_id", "purpose"),
        Index(
            "uq_consents_running",
            "account_id",
            "purpose",
            unique=True,
            sqlite_where=text("withdrawn_at IS NULL"),
            postgresql_where=text("withdrawn_at IS NULL"),
        ),
    )

    id: Mapped[pk]
    account_id: Mapped[int] = mapped_column(ForeignKey(Account.id, ondelete="CASCADE"))
    purpose: Mapped[Purpose] = mapped_column(stored_by_value(Purpose, "consent_purpose"))
    version: Mapped[str] = mapped_column(String(20))
    given_at: Mapped[created]
    withdrawn_at: Mapped[datetime | None] = mapped_column(UtcDateTime)


class AuditEntry(Base):
    """Who did what to what, when; never changed. `subject` is "account:17", "job:3" and so on."""

    __tablename__ = "audit_entries"

    id: Mapped[pk]
    actor_id: Mapped[int | None] = mapped_column(ForeignKey(Account.id), index=True)
    action: Mapped[str] = mapped_column(String(80), index=True)
    subject: Mapped[str] = mapped_column(String(80), index=True)
    region_code: Mapped[str | None] = mapped_column(String(13), index=True)
    details: Mapped[dict[str, str]] = mapped_column(Json, default=dict)
    at: Mapped[created] = mapped_column(index=True)
