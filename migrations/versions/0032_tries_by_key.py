"""Wrong tries are counted by key alone: no longer on the user, and no more by the address of a draft

Revision 0032, after 0031. Going back, users and drafts begin with a count of none.
"""

import sqlalchemy as sa
from alembic import op

revision = "0032"
down_revision = "0031"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.drop_column("failed_sign_ins")
        users.drop_column("locked_until")
    with op.batch_alter_table("intake_drafts") as drafts:
        drafts.drop_index("ix_intake_drafts_address_hash_created_at")
        drafts.drop_column("address_hash")


def downgrade() -> None:
    with op.batch_alter_table("users") as users:
        users.add_column(sa.Column("failed_sign_ins", sa.Integer(), nullable=False, server_default="0"))
        users.add_column(sa.Column("locked_until", sa.DateTime(timezone=True), nullable=True))
    with op.batch_alter_table("intake_drafts") as drafts:
        drafts.add_column(sa.Column("address_hash", sa.String(), nullable=False, server_default=""))
        drafts.create_index("ix_intake_drafts_address_hash_created_at", ["address_hash", "created_at"])
    with op.batch_alter_table("users") as users:
        users.alter_column("failed_sign_ins", server_default=None)
    with op.batch_alter_table("intake_drafts") as drafts:
        drafts.alter_column("address_hash", server_default=None)
