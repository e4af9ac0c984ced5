"""ask teammates first, tell of deadlines once, find idle sessions by an index"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "team_invitations",
        sa.Column("id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("business_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("account_id", sa.BigInteger().with_variant(sa.Integer(), "sqlite"), nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"],
            name=op.f("fk_team_invitations_account_id_accounts"), ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["business_id"], ["businesses.id"],
            name=op.f("fk_team_invitations_business_id_businesses"), ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_team_invitations")),
        sa.UniqueConstraint(
            "business_id", "account_id", name=op.f("uq_team_invitations_business_id_account_id")
        ),
    )  # fmt: skip
    op.create_index(op.f("ix_team_invitations_account_id"), "team_invitations", ["account_id"])
    op.create_index(op.f("ix_account_sessions_seen_at"), "account_sessions", ["seen_at"])
    op.add_column("programmes", sa.Column("deadline_noted_at", sa.DateTime(timezone=True), nullable=True))


def downgrade() -> None:
    # Dropped in place: rebuilding the table would need every reference to it left unwatched.
    op.drop_column("programmes", "deadline_noted_at")
    op.drop_index(op.f("ix_account_sessions_seen_at"), table_name="account_sessions")
    op.drop_index(op.f("ix_team_invitations_account_id"), table_name="team_invitations")
    op.drop_table("team_invitations")
