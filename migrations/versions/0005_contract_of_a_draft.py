"""the contract in dispute beside a draft: who lent, and when, for the cap on interest

Revision 0004, after 0003.
"""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table("terms_drafts") as batch:
        batch.add_column(sa.Column("lender", sa.String(), nullable=False, server_default=""))
        batch.add_column(sa.Column("contract_on", sa.Date(), nullable=True))
    with op.batch_alter_table("terms_drafts") as batch:
        batch.alter_column("lender", server_default=None)


def downgrade() -> None:
    with op.batch_alter_table("terms_drafts") as batch:
        batch.drop_column("contract_on")
        batch.drop_column("lender")
