"""keep searches, ask officers for what is not found, and count what finds nothing"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None

STATES = ("open", "answered", "closed", "withdrawn", "expired")
TABLES = ("saved_finds", "saved_searches", "known_things", "help_requests", "empty_searches")
_NUMBER = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
_JSON = sa.JSON().with_variant(postgresql.JSONB(), "postgresql")
_MOMENT = sa.DateTime(timezone=True)


def _table(name: str, *columns: str) -> sa.TableClause:
    return sa.table(name, *map(sa.column, columns))


# Where each kind stands, the column of its id, and whether it was shown to others already.
_jobs, _programmes = _table("jobs", "id", "published_at"), _table("programmes", "id", "published_at")
_trainings, _events = _table("trainings", "id", "status"), _table("events", "id", "status")
_profiles = sa.table("member_profiles", sa.column("account_id"), sa.column("is_listed", sa.Boolean()))
SHOWN = (
    ("job", _jobs.c.id, _jobs.c.published_at.is_not(None)),
    ("programme", _programmes.c.id, _programmes.c.published_at.is_not(None)),
    ("training", _trainings.c.id, _trainings.c.status != "draft"),
    ("event", _events.c.id, _events.c.status != "draft"),
    ("mentor", _table("mentors", "id").c.id, None),
    ("business", _table("businesses", "id").c.id, None),
    ("community", _table("communities", "id").c.id, None),
    ("member", _profiles.c.account_id, _profiles.c.is_listed.is_(sa.true())),
)


def upgrade() -> None:
    _create_searches()
    op.create_table(
        "help_requests",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("account_id", _NUMBER, nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("wish", sa.String(length=120), nullable=False),
        sa.Column("topic", sa.String(length=120), nullable=False),
        sa.Column("story", sa.Text(), nullable=False),
        sa.Column("state", sa.String(length=24), nullable=False),
        sa.Column("answer", sa.Text(), nullable=False),
        sa.Column("things", _JSON, nullable=False),
        sa.Column("answered_by_id", _NUMBER, nullable=True),
        sa.Column("asked_at", _MOMENT, nullable=False),
        sa.Column("expires_at", _MOMENT, nullable=False),
        sa.Column("answered_at", _MOMENT, nullable=True),
        sa.CheckConstraint(sa.column("state").in_(STATES), name=op.f("ck_help_requests_help_state")),
        sa.CheckConstraint(
            "state NOT IN ('answered', 'closed') OR answered_at IS NOT NULL",
            name=op.f("ck_help_requests_answered_at_known"),
        ),
        _account("help_requests", "account_id", ondelete="CASCADE"),
        _account("help_requests", "answered_by_id"),
        _region("help_requests"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_help_requests")),
        sa.UniqueConstraint("public_id", name=op.f("uq_help_requests_public_id")),
    )
    open_ones = sa.text("state = 'open'")
    op.create_index(
        "uq_help_requests_open", "help_requests", ["account_id", "topic"], unique=True,
        sqlite_where=open_ones, postgresql_where=open_ones,
    )  # fmt: skip
    op.create_index("ix_help_requests_waiting", "help_requests", ["state", "region_code"])
    op.create_index("ix_help_requests_account", "help_requests", ["account_id", "id"])
    op.create_table(
        "empty_searches",
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("words", sa.String(length=80), nullable=False),
        sa.Column("region_code", sa.String(length=13), nullable=False),
        sa.Column("times", sa.Integer(), nullable=False),
        sa.CheckConstraint("times > 0", name=op.f("ck_empty_searches_times_positive")),
        sa.PrimaryKeyConstraint("day", "words", "region_code", name=op.f("pk_empty_searches")),
    )


def _create_searches() -> None:
    op.create_table(
        "saved_searches",
        sa.Column("id", _NUMBER, nullable=False),
        sa.Column("public_id", sa.String(length=12), nullable=False),
        sa.Column("account_id", _NUMBER, nullable=False),
        sa.Column("words", sa.String(length=200), nullable=False),
        sa.Column("kind", sa.String(length=20), nullable=True),
        sa.Column("region_code", sa.String(length=13), nullable=True),
        *(sa.Column(name, _JSON, nullable=False) for name in ("roots", "required", "excluded")),
        sa.Column("looked_up", sa.String(length=40), nullable=False),
        sa.Column("fingerprint", sa.String(length=64), nullable=False),
        sa.Column("saved_at", _MOMENT, nullable=False),
        sa.Column("seen_at", _MOMENT, nullable=False),
        _account("saved_searches", "account_id", ondelete="CASCADE"),
        _region("saved_searches"),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_saved_searches")),
        sa.UniqueConstraint("public_id", name=op.f("uq_saved_searches_public_id")),
        sa.UniqueConstraint("account_id", "fingerprint", name=op.f("uq_saved_searches_account_id_fingerprint")),
    )
    op.create_index(op.f("ix_saved_searches_looked_up"), "saved_searches", ["looked_up"])
    op.create_table(
        "saved_finds",
        sa.Column("search_id", _NUMBER, nullable=False),
        *_thing(),
        sa.Column("found_at", _MOMENT, nullable=False),
        sa.Column("told_at", _MOMENT, nullable=True),
        sa.ForeignKeyConstraint(
            ["search_id"], ["saved_searches.id"], name=op.f("fk_saved_finds_search_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("search_id", "kind", "object_id", name=op.f("pk_saved_finds")),
    )
    op.create_index(op.f("ix_saved_finds_found_at"), "saved_finds", ["found_at"])
    untold = sa.text("told_at IS NULL")
    op.create_index(
        "ix_saved_finds_untold", "saved_finds", ["search_id"], sqlite_where=untold, postgresql_where=untold
    )
    known = op.create_table(
        "known_things", *_thing(), sa.PrimaryKeyConstraint("kind", "object_id", name=op.f("pk_known_things"))
    )
    # What people could find before is not new to anybody who keeps a search from now on.
    for kind, identity, shown in SHOWN:
        there = sa.select(sa.literal(kind), identity)
        there = there if shown is None else there.where(shown)
        op.execute(sa.insert(known).from_select(["kind", "object_id"], there))


def downgrade() -> None:
    for table in TABLES:
        op.drop_table(table)


def _thing() -> tuple[sa.Column, sa.Column]:
    return (
        sa.Column("kind", sa.String(length=20), nullable=False),
        sa.Column("object_id", _NUMBER, autoincrement=False, nullable=False),
    )


def _account(table: str, column: str, ondelete: str | None = None) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], ["accounts.id"], name=op.f(f"fk_{table}_{column}"), ondelete=ondelete)


def _region(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["region_code"], ["regions.code"], name=op.f(f"fk_{table}_region_code"))
