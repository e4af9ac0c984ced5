"""prove an appointment with a code on paper before the first second factor"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

PURPOSES = ("confirm_phone", "change_phone", "change_email", "sign_in", "reset_secret")


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


def upgrade() -> None:
    _purposes(PURPOSES, (*PURPOSES, "appointment"))
    op.add_column("account_sessions", sa.Column("appointment_proved_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # Dropped in place: rebuilding the table would need every reference to it left unwatched.
    op.drop_column("account_sessions", "appointment_proved_at")
    op.execute("DELETE FROM one_time_codes WHERE purpose = 'appointment'")
    _purposes((*PURPOSES, "appointment"), PURPOSES)
