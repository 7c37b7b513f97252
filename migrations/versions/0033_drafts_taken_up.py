"""Drafts that are taken up in another browser get a new code; the one before is told so

Revision 0033, after 0032.
"""

import sqlalchemy as sa
from alembic import op

revision = "0033"
down_revision = "0032"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("intake_drafts") as drafts:
        drafts.add_column(sa.Column("former_code_hash", sa.String(), nullable=True))
        drafts.create_index("ix_intake_drafts_former_code_hash", ["former_code_hash"])


def downgrade() -> None:
    with op.batch_alter_table("intake_drafts") as drafts:
        drafts.drop_index("ix_intake_drafts_former_code_hash")
        drafts.drop_column("former_code_hash")
