"""calendar feeds

Revision 0004, after 0003: the secret address of a person's calendar, and an index that finds the
sessions of a week.
"""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "calendar_feeds",
        sa.Column("user_id", sa.Integer(), nullable=False),
        sa.Column("key_hash", sa.String(), nullable=False),
        sa.Column("lang", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(["user_id"], ["users.id"], name=op.f("fk_calendar_feeds_user_id")),
        sa.PrimaryKeyConstraint("user_id", name=op.f("pk_calendar_feeds")),
        sa.UniqueConstraint("key_hash", name=op.f("uq_calendar_feeds_key_hash")),
    )
    op.create_index(op.f("ix_sessions_starts_at"), "sessions", ["starts_at"])


def downgrade() -> None:
    op.drop_index(op.f("ix_sessions_starts_at"), "sessions")
    op.drop_table("calendar_feeds")
