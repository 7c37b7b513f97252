"""When a reconciliation was last changed

Revision 0031, after 0030.
"""

import sqlalchemy as sa
from alembic import op

revision = "0031"
down_revision = "0030"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("reconciliations") as reconciliations:
        reconciliations.add_column(sa.Column("changed_at", sa.DateTime(timezone=True), nullable=True))
    op.execute("UPDATE reconciliations SET changed_at = COALESCE(compared_at, begun_at)")
    with op.batch_alter_table("reconciliations") as reconciliations:
        reconciliations.alter_column("changed_at", nullable=False)


def downgrade() -> None:
    with op.batch_alter_table("reconciliations") as reconciliations:
        reconciliations.drop_column("changed_at")
