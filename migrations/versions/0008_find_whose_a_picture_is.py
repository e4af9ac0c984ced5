"""find whose a picture is by an index"""

from __future__ import annotations

from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_index(op.f("ix_member_profiles_photo"), "member_profiles", ["photo"])
    op.create_index(op.f("ix_businesses_photo"), "businesses", ["photo"])


def downgrade() -> None:
    op.drop_index(op.f("ix_businesses_photo"), table_name="businesses")
    op.drop_index(op.f("ix_member_profiles_photo"), table_name="member_profiles")
