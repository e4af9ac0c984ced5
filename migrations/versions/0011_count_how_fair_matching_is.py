"""count how fair matching is, and keep what its parts weigh"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None

BEFORE = ("account", "matching", "messages", "introductions")
AFTER = (*BEFORE, "fairness")
CHECK = "ck_consents_consent_purpose"
CONSENTS = sa.table("consents", sa.column("purpose", sa.String()))
ANSWERS = {
    "sex": ("perempuan", "laki_laki"),
    "age_band": ("sampai_24", "25_34", "35_44", "45_59", "60_ke_atas"),
    "disability": ("ya", "tidak"),
}
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _allow(AFTER)
    op.create_table(
        "fairness_answers",
        sa.Column("account_id", _NUMBER, nullable=False),
        *(sa.Column(name, sa.String(length=24), nullable=True) for name in ANSWERS),
        sa.Column("told_at", _MOMENT, nullable=False),
        *(
            sa.CheckConstraint(sa.column(name).in_(values), name=op.f(f"ck_fairness_answers_fairness_{name}"))
            for name, values in ANSWERS.items()
        ),
        _account("fairness_answers", "account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", name=op.f("pk_fairness_answers")),
    )
    op.create_table(
        "list_decisions",
        sa.Column("account_id", _NUMBER, nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("offer_id", _NUMBER, nullable=False),
        sa.Column("positive", sa.Boolean(), nullable=False),
        sa.Column("score", sa.Double(), nullable=False),
        sa.Column("place", sa.Integer(), nullable=False),
        sa.Column("decided_at", _MOMENT, nullable=False),
        sa.CheckConstraint("score BETWEEN 0 AND 1", name=op.f("ck_list_decisions_score_range")),
        sa.CheckConstraint("place >= 0", name=op.f("ck_list_decisions_place_not_negative")),
        _account("list_decisions", "account_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("account_id", "kind", "offer_id", name=op.f("pk_list_decisions")),
    )
    op.create_index(op.f("ix_list_decisions_decided_at"), "list_decisions", ["decided_at"])
    op.create_table(
        "matching_audits",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("worked_at", _MOMENT, nullable=False),
        *(sa.Column(name, _JSON, nullable=False) for name in ("figures", "alarms", "report")),
        sa.Column("noted_at", _MOMENT, nullable=True),
        sa.Column("noted_by_id", _NUMBER, nullable=True),
        _account("matching_audits", "noted_by_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_matching_audits")),
    )
    op.create_index(op.f("ix_matching_audits_worked_at"), "matching_audits", ["worked_at"])
    _weights()


def _weights() -> None:
    op.create_table(
        "weight_sets",
        sa.Column("id", _NUMBER, autoincrement=False, nullable=False),
        sa.Column("weights", _JSON, nullable=False),
        sa.Column("note", sa.String(length=300), nullable=False),
        sa.Column("set_by_id", _NUMBER, nullable=False),
        sa.Column("set_at", _MOMENT, nullable=False),
        sa.Column("again_id", _NUMBER, nullable=True),
        _account("weight_sets", "set_by_id"),
        _set("weight_sets", "again_id"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_sets")),
    )
    op.create_table(
        "weight_trials",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("weights", _JSON, nullable=False),
        sa.Column("base_id", _NUMBER, nullable=True),
        sa.Column("again_id", _NUMBER, nullable=True),
        sa.Column("asked_by_id", _NUMBER, nullable=False),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("result", _JSON, nullable=True),
        sa.Column("worked_at", _MOMENT, nullable=True),
        _set("weight_trials", "base_id"),
        _set("weight_trials", "again_id"),
        _account("weight_trials", "asked_by_id", ondelete="CASCADE"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_weight_trials")),
        sa.UniqueConstraint("public_id", name=op.f("uq_weight_trials_public_id")),
    )
    op.create_index(op.f("ix_weight_trials_asked_at"), "weight_trials", ["asked_at"])


def downgrade() -> None:
    for table in ("weight_trials", "weight_sets", "matching_audits", "list_decisions", "fairness_answers"):
        op.drop_table(table)
    # The older site knows no such purpose and must act on none.
    op.execute(sa.delete(CONSENTS).where(CONSENTS.c.purpose == "fairness"))
    _allow(BEFORE)


def _allow(purposes: Sequence[str]) -> None:
    with op.batch_alter_table("consents") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
        table.create_check_constraint(op.f(CHECK), sa.column("purpose").in_(purposes))


def _account(table: str, column: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        [column], ["accounts.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete
    )


def _set(table: str, column: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["weight_sets.id"], name=op.f(f"fk_{table}_{column}"))
