"""tell D1 and D2 from D3, S2 from S3, and unfinished primary school from none"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

BEFORE = ("none", "sd", "smp", "sma", "smk", "diploma", "s1", "s2")
AFTER = ("none", "belum_sd", "sd", "smp", "sma", "smk", "d2", "d3", "s1", "s2", "s3")
CHECK = "ck_member_profiles_education"
PROFILES = sa.table("member_profiles", sa.column("education", sa.String()))
JOBS = sa.table("jobs", sa.column("education", sa.String()))
PROGRAMMES = sa.table(
    "programmes",
    sa.column("id", sa.BigInteger()),
    sa.column("eligibility", sa.JSON().with_variant(postgresql.JSONB(), "postgresql")),
)


def upgrade() -> None:
    # Most diplomas are D3, but who asked for "a diploma" takes D1 too: nobody who was admitted is shut out.
    _rename_steps(AFTER, told={"diploma": "d3"}, asked={"diploma": "d2"})


def downgrade() -> None:
    wider = {"belum_sd": "none", "d2": "diploma", "d3": "diploma", "s3": "s2"}
    _rename_steps(BEFORE, told=wider, asked=wider)


def _rename_steps(steps: Sequence[str], told: Mapping[str, str], asked: Mapping[str, str]) -> None:
    with op.batch_alter_table("member_profiles") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
    _rename(PROFILES, told)
    _rename(JOBS, asked)
    _rename_conditions(asked)
    with op.batch_alter_table("member_profiles") as table:
        table.create_check_constraint(op.f(CHECK), sa.column("education").in_(steps))


def _rename(table: sa.TableClause, names: Mapping[str, str]) -> None:
    for old, new in names.items():
        op.execute(sa.update(table).where(table.c.education == old).values(education=new))


def _rename_conditions(names: Mapping[str, str]) -> None:
    connection = op.get_bind()
    for number, eligibility in connection.execute(sa.select(PROGRAMMES.c.id, PROGRAMMES.c.eligibility)).all():
        new = names.get(eligibility.get("education"))
        if new:
            changed = {**eligibility, "education": new}
            connection.execute(sa.update(PROGRAMMES).where(PROGRAMMES.c.id == number).values(eligibility=changed))
