"""introduce people who agree to it to those whose offers fit them"""

from __future__ import annotations

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None

BEFORE = ("account", "matching", "messages")
AFTER = (*BEFORE, "introductions")
CHECK = "ck_consents_consent_purpose"
CONSENTS = sa.table("consents", sa.column("purpose", sa.String()))
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")


def upgrade() -> None:
    _allow(AFTER)
    for table, moment in (("people_lists", "computed_at"), ("people_requests", "asked_at")):
        op.create_table(
            table,
            *_offer(),
            sa.Column(moment, sa.DateTime(timezone=True), nullable=False),
            sa.PrimaryKeyConstraint("kind", "offer_id", name=op.f(f"pk_{table}")),
        )
        op.create_index(op.f(f"ix_{table}_{moment}"), table, [moment])
    op.create_table(
        "suggested_people",
        *_offer(),
        sa.Column("account_id", _NUMBER, nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("told_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("reasons", _JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["kind", "offer_id"], ["people_lists.kind", "people_lists.offer_id"],
            name=op.f("fk_suggested_people_kind_offer_id"), ondelete="CASCADE",
        ),
        _of_account("suggested_people"),
        sa.PrimaryKeyConstraint("kind", "offer_id", "account_id", name=op.f("pk_suggested_people")),
    )  # fmt: skip
    op.create_table(
        "hidden_people",
        *_offer(),
        sa.Column("account_id", _NUMBER, nullable=False),
        sa.Column("reason", sa.String(length=40), nullable=False),
        sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=False),
        _of_account("hidden_people"),
        sa.PrimaryKeyConstraint("kind", "offer_id", "account_id", name=op.f("pk_hidden_people")),
    )
    op.create_table(
        "invitations",
        sa.Column("id", _NUMBER, nullable=False),
        *_offer(),
        sa.Column("account_id", _NUMBER, nullable=False),
        sa.Column("invited_at", sa.DateTime(timezone=True), nullable=False),
        _of_account("invitations"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_invitations")),
        sa.UniqueConstraint("kind", "offer_id", "account_id", name=op.f("uq_invitations_kind_offer_id_account_id")),
    )
    for table in ("suggested_people", "hidden_people", "invitations"):
        op.create_index(f"ix_{table}_account", table, ["account_id"])


def downgrade() -> None:
    for table in ("invitations", "hidden_people", "suggested_people", "people_requests", "people_lists"):
        op.drop_table(table)
    # The older site knows no such purpose and must act on none.
    op.execute(sa.delete(CONSENTS).where(CONSENTS.c.purpose == "introductions"))
    _allow(BEFORE)


def _allow(purposes: Sequence[str]) -> None:
    with op.batch_alter_table("consents") as table:
        table.drop_constraint(op.f(CHECK), type_="check")
        table.create_check_constraint(op.f(CHECK), sa.column("purpose").in_(purposes))


def _offer() -> tuple[sa.Column[str], sa.Column[int]]:
    return (sa.Column("kind", sa.String(length=20), nullable=False), sa.Column("offer_id", _NUMBER, nullable=False))


def _of_account(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(
        ["account_id"], ["accounts.id"], name=op.f(f"fk_{table}_account_id"), ondelete="CASCADE"
    )
