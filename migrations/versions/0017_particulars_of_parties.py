"""what the official forms ask of a party besides: ethnicity, occupation, the representative's post

Revision 0017, after 0016.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"
branch_labels = None
depends_on = None

COLUMNS = ("ethnicity", "occupation", "representative_title")


def upgrade() -> None:
    with op.batch_alter_table("parties") as batch:
        for name in COLUMNS:
            batch.add_column(sa.Column(name, sa.String(), nullable=False, server_default=""))
    with op.batch_alter_table("parties") as batch:
        for name in COLUMNS:
            batch.alter_column(name, server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("parties") as batch:
        for name in reversed(COLUMNS):
            batch.drop_column(name)
