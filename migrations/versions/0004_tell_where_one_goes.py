"""tell which kecamatan one is willing to go to"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    kept = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
    op.add_column("member_profiles", sa.Column("areas", kept, server_default="[]", nullable=False))


def downgrade() -> None:
    op.drop_column("member_profiles", "areas")
