"""The ground of a court's no, on hand-overs

Revision 0020, after 0019.
"""

import sqlalchemy as sa
from alembic import op

revision = "0020"
down_revision = "0019"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("referrals") as batch:
        batch.add_column(sa.Column("ground", sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("referrals") as batch:
        batch.alter_column("ground", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("referrals") as batch:
        batch.drop_column("ground")
