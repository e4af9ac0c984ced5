"""prove an appointment with a code on paper before the first second factor; every role has an end"""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PURPOSES = ("confirm_phone", "change_phone", "change_email", "sign_in", "reset_secret")

AHEAD_OF_UTC = timedelta(hours=7)


def _purposes(before: tuple[str, ...], after: tuple[str, ...]) -> None:
    with op.batch_alter_table("one_time_codes") as batch:
        batch.drop_constraint(op.f("ck_one_time_codes_code_purpose"), type_="check")
        batch.alter_column(
            "purpose",
            existing_type=sa.Enum(*before, name="code_purpose", native_enum=False, create_constraint=False, length=24),
            type_=sa.Enum(*after, name="code_purpose", native_enum=False, create_constraint=False, length=24),
            existing_nullable=False,
        )
        batch.create_check_constraint(op.f("ck_one_time_codes_code_purpose"), sa.column("purpose").in_(after))


def _term_in_order(condition: str, *, nullable: bool) -> None:
    with op.batch_alter_table("role_grants") as batch:
        batch.drop_constraint(op.f("ck_role_grants_term_in_order"), type_="check")
        batch.alter_column("ends_on", existing_type=sa.Date(), nullable=nullable)
        batch.create_check_constraint(op.f("ck_role_grants_term_in_order"), condition)


def _end_what_is_open() -> None:
    """A year for what runs without an end, counted from today or from its first day, whichever is later."""
    grants = sa.table("role_grants", sa.column("id"), sa.column("begins_on", sa.Date()), sa.column("ends_on", sa.Date()))
    open_ones = sa.select(grants.c.id, grants.c.begins_on).where(grants.c.ends_on.is_(None))
    connection, today = op.get_bind(), (datetime.now(UTC) + AHEAD_OF_UTC).date()
    for grant in connection.execute(open_ones).all():
        ends_on = max(grant.begins_on, today) + timedelta(days=365)
        connection.execute(grants.update().where(grants.c.id == grant.id).values(ends_on=ends_on))


def _rename(before: str, after: str) -> None:
    op.execute(sa.text("UPDATE audit_entries SET action = :after WHERE action = :before").bindparams(
        before=before, after=after
    ))  # fmt: skip


def upgrade() -> None:
    # People see the looks at their numbers by this name.
    _rename("events.phone_seen", "events.phone_opened")
    _rename("communities.contact_seen", "communities.phone_opened")
    _end_what_is_open()
    _term_in_order("ends_on >= begins_on", nullable=False)
    _purposes(PURPOSES, (*PURPOSES, "appointment"))
    op.add_column("account_sessions", sa.Column("appointment_proved_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    _rename("events.phone_opened", "events.phone_seen")
    _rename("communities.phone_opened", "communities.contact_seen")
    _term_in_order("ends_on IS NULL OR ends_on >= begins_on", nullable=True)
    # Dropped in place: rebuilding the table would need every reference to it left unwatched.
    op.drop_column("account_sessions", "appointment_proved_at")
    op.execute("DELETE FROM one_time_codes WHERE purpose = 'appointment'")
    _purposes((*PURPOSES, "appointment"), PURPOSES)
