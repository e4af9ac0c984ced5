"""let owners choose how buyers reach them"""

from __future__ import annotations

from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    # The CHECK stands with its column: SQLite adds and drops both without rebuilding the table.
    op.execute(
        "ALTER TABLE businesses ADD COLUMN contact_way VARCHAR(24) DEFAULT 'none' NOT NULL"
        " CONSTRAINT ck_businesses_business_contact_way CHECK (contact_way IN ('none', 'whatsapp', 'phone'))"
    )


def downgrade() -> None:
    op.drop_column("businesses", "contact_way")
