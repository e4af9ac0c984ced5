"""report vacancies, and say what piece work is paid for"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")


def upgrade() -> None:
    op.create_table(
        "job_reports",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("job_id", _NUMBER, nullable=False),
        sa.Column("account_id", _NUMBER, nullable=False),
        sa.Column("reason", sa.String(length=24), nullable=False),
        sa.Column("words", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("decided_by_id", _NUMBER, nullable=True),
        sa.CheckConstraint(
            "reason IN ('money', 'papers', 'fake', 'other')", name=op.f("ck_job_reports_job_report_reason")
        ),
        sa.CheckConstraint(
            "state IN ('open', 'upheld', 'set_aside')", name=op.f("ck_job_reports_job_report_state")
        ),
        sa.ForeignKeyConstraint(
            ["job_id"], ["jobs.id"], name=op.f("fk_job_reports_job_id_jobs"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["account_id"], ["accounts.id"], name=op.f("fk_job_reports_account_id_accounts"), ondelete="CASCADE"
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["accounts.id"], name=op.f("fk_job_reports_decided_by_id_accounts")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_reports")),
        sa.UniqueConstraint("public_id", name=op.f("uq_job_reports_public_id")),
    )  # fmt: skip
    op.create_index(op.f("ix_job_reports_account_id"), "job_reports", ["account_id"])
    op.create_index("ix_job_reports_state", "job_reports", ["state", "id"])
    op.create_index(
        "uq_job_reports_open", "job_reports", ["job_id", "account_id"], unique=True,
        sqlite_where=sa.text("state = 'open'"), postgresql_where=sa.text("state = 'open'"),
    )  # fmt: skip
    op.add_column("jobs", sa.Column("pay_per", sa.String(length=40), nullable=False, server_default=""))


def downgrade() -> None:
    # Dropped in place: rebuilding the table would need every reference to it left unwatched.
    op.drop_column("jobs", "pay_per")
    op.drop_table("job_reports")
