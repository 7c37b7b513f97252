"""reminders, and the hours within which they go out

Revision 0010, after 0009. Deadlines that run already wait for the sweep from their first day on:
it finds the step of today and says no more than that.
"""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "reminders",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("deadline_id", sa.Integer(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("step", sa.String(), nullable=False),
        sa.Column("recipient", sa.String(), nullable=False),
        sa.Column("raised_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("state", sa.String(), nullable=False),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("told", sa.JSON(), nullable=False),
        sa.ForeignKeyConstraint(["deadline_id"], ["deadlines.id"], name=op.f("fk_reminders_deadline_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_reminders")),
        sa.UniqueConstraint(
            "deadline_id", "step", "due_on", "recipient", name=op.f("uq_reminders_deadline_id_step_due_on_recipient")
        ),
    )
    op.create_index(op.f("ix_reminders_state_due_on_id"), "reminders", ["state", "due_on", "id"])
    with op.batch_alter_table("organisations") as bodies:
        bodies.add_column(sa.Column("weekdays", sa.JSON(), nullable=False, server_default="[0, 1, 2, 3, 4]"))
        bodies.add_column(sa.Column("opens_at", sa.String(), nullable=False, server_default="09:00"))
        bodies.add_column(sa.Column("closes_at", sa.String(), nullable=False, server_default="17:00"))
    with op.batch_alter_table("organisations") as bodies:
        for column in ("weekdays", "opens_at", "closes_at"):
            bodies.alter_column(column, server_default=None)
    op.execute(
        "UPDATE deadlines SET next_alarm_on = start_on WHERE status = 'running' AND next_alarm_on IS NULL"
    )


def downgrade() -> None:
    with op.batch_alter_table("organisations") as bodies:
        for column in ("closes_at", "opens_at", "weekdays"):
            bodies.drop_column(column)
    op.drop_index(op.f("ix_reminders_state_due_on_id"), "reminders")
    op.drop_table("reminders")
