"""Scans that came with a hand-over, before it has a case

Revision 0030, after 0029.
"""

import sqlalchemy as sa
from alembic import op

revision = "0030"
down_revision = "0029"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("stored_files") as files:
        files.add_column(sa.Column("referral_id", sa.Integer(), nullable=True))
        files.create_foreign_key(files.f("fk_stored_files_referral_id"), "referrals", ["referral_id"], ["id"])
        files.create_index(files.f("ix_stored_files_referral_id"), ["referral_id"])


def downgrade() -> None:
    with op.batch_alter_table("stored_files") as files:
        files.drop_index(files.f("ix_stored_files_referral_id"))
        files.drop_constraint(files.f("fk_stored_files_referral_id"), type_="foreignkey")
        files.drop_column("referral_id")
