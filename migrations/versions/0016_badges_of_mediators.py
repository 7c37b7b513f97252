"""badges of mediators

Revision 0016, after 0015.
"""

import sqlalchemy as sa
from alembic import op

revision = "0016"
down_revision = "0015"
branch_labels = None
depends_on = None


def upgrade() -> None:
    with op.batch_alter_table('mediators', schema=None) as batch_op:
        batch_op.add_column(sa.Column('badge', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('mediators', schema=None) as batch_op:
        batch_op.alter_column('badge', server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('mediators', schema=None) as batch_op:
        batch_op.drop_column('badge')
