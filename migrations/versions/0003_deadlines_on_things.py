"""Deadlines hang on any thing, not only on cases; where they moved and lapsed is kept

Revision ID: 0003
Revises: 0002
Create Date: 2026-11-22 06:45:00

"""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

KEPT = (
    "id, case_id, code, law_on, start_on, pauses, extensions, due_on, provisional, status, ended_on"
)


def upgrade() -> None:
    op.create_table(
        "deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("thing_id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=True),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("law_on", sa.Date(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("length", sa.Integer(), nullable=True),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("keeps_day", sa.Boolean(), nullable=False),
        sa.Column("who", sa.String(), nullable=False),
        sa.Column("pauses", sa.JSON(), nullable=False),
        sa.Column("extensions", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.Column("rule_print", sa.String(), nullable=False),
        sa.Column("next_alarm_on", sa.Date(), nullable=True),
        sa.Column("lapses_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_deadlines_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadlines")),
    )
    # Without a print each is computed anew by the next run of the job of that name.
    op.execute(
        f"INSERT INTO deadlines ({KEPT}, kind, thing_id, keeps_day, who, rule_print) "
        f"SELECT {KEPT}, 'case', case_id, {_false()}, '', '' FROM case_deadlines"
    )
    _number_on("deadlines")
    op.drop_table("case_deadlines")
    op.create_index("ix_deadlines_kind_thing_id", "deadlines", ["kind", "thing_id"])
    op.create_index("ix_deadlines_case_id", "deadlines", ["case_id"])
    for column in ("due_on", "next_alarm_on", "lapses_on", "rule_print"):
        op.create_index(f"ix_deadlines_status_{column}_id", "deadlines", ["status", column, "id"])

    op.create_table(
        "deadline_moves",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("was_on", sa.Date(), nullable=False),
        sa.Column("now_on", sa.Date(), nullable=False),
        sa.Column("why", sa.String(), nullable=False),
        sa.Column("moved_on", sa.Date(), nullable=False),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadlines.id"], name=op.f("fk_deadline_moves_deadline_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_moves")),
    )
    op.create_index("ix_deadline_moves_deadline_id", "deadline_moves", ["deadline_id"])

    op.create_table(
        "deadline_lapses",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("action", sa.String(), nullable=False),
        sa.Column("at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["deadline_id"], ["deadlines.id"], name=op.f("fk_deadline_lapses_deadline_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_deadline_lapses")),
    )
    op.create_index("ix_deadline_lapses_deadline_id", "deadline_lapses", ["deadline_id"], unique=True)


def downgrade() -> None:
    op.drop_table("deadline_lapses")
    op.drop_table("deadline_moves")
    op.create_table(
        "case_deadlines",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("code", sa.String(), nullable=False),
        sa.Column("law_on", sa.Date(), nullable=False),
        sa.Column("start_on", sa.Date(), nullable=False),
        sa.Column("pauses", sa.JSON(), nullable=False),
        sa.Column("extensions", sa.JSON(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("provisional", sa.Boolean(), nullable=False),
        sa.Column("status", sa.String(), nullable=False),
        sa.Column("ended_on", sa.Date(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_case_deadlines_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_case_deadlines")),
    )
    op.execute(f"INSERT INTO case_deadlines ({KEPT}) SELECT {KEPT} FROM deadlines WHERE kind = 'case'")
    _number_on("case_deadlines")
    op.drop_table("deadlines")
    op.create_index("ix_case_deadlines_case_id", "case_deadlines", ["case_id"])
    op.create_index("ix_case_deadlines_status_due_on", "case_deadlines", ["status", "due_on"])


def _false() -> str:
    return "false" if op.get_bind().dialect.name == "postgresql" else "0"


def _number_on(table: str) -> None:
    """Let PostgreSQL go on numbering after the rows that brought their numbers with them."""
    if op.get_bind().dialect.name == "postgresql":
        op.execute(
            f"SELECT setval(pg_get_serial_sequence('{table}', 'id'), "
            f"(SELECT COALESCE(MAX(id), 0) + 1 FROM {table}), false)"
        )
