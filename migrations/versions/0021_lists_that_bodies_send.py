"""lists that bodies send

Revision 0021, after 0020.
"""

import sqlalchemy as sa
from alembic import op

revision = "0021"
down_revision = "0020"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('column_mappings',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('changed_by_id', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['organisations.id'], name=op.f('fk_column_mappings_body_id')),
    sa.ForeignKeyConstraint(['changed_by_id'], ['users.id'], name=op.f('fk_column_mappings_changed_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_column_mappings')),
    sa.UniqueConstraint('body_id', 'subject', name=op.f('uq_column_mappings_body_id_subject'))
    )
    op.create_table('received_lists',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('subject', sa.String(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('size', sa.Integer(), nullable=False),
    sa.Column('path', sa.String(), nullable=False),
    sa.Column('received_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('received_by_id', sa.Integer(), nullable=False),
    sa.Column('sheet', sa.String(), nullable=False),
    sa.Column('heading_row', sa.Integer(), nullable=False),
    sa.Column('columns', sa.JSON(), nullable=False),
    sa.Column('titles', sa.JSON(), nullable=False),
    sa.Column('rows', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['organisations.id'], name=op.f('fk_received_lists_body_id')),
    sa.ForeignKeyConstraint(['received_by_id'], ['users.id'], name=op.f('fk_received_lists_received_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_received_lists'))
    )
    with op.batch_alter_table('received_lists', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_received_lists_body_id_subject'), ['body_id', 'subject'], unique=False)
        batch_op.create_index(batch_op.f('ix_received_lists_sha256'), ['sha256'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('received_lists', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_received_lists_sha256'))
        batch_op.drop_index(batch_op.f('ix_received_lists_body_id_subject'))

    op.drop_table('received_lists')
    op.drop_table('column_mappings')
