"""service of papers

Revision 0013, after 0012.
"""

import sqlalchemy as sa
from alembic import op

revision = '0013'
down_revision = '0012'
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('paper_services',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=False),
    sa.Column('recipient', sa.Text(), nullable=False),
    sa.Column('way', sa.String(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('on', sa.Date(), nullable=False),
    sa.Column('note', sa.Text(), nullable=False),
    sa.Column('proof_id', sa.Integer(), nullable=True),
    sa.Column('recorded_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('recorded_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['issued_documents.id'], name=op.f('fk_paper_services_document_id')),
    sa.ForeignKeyConstraint(['proof_id'], ['stored_files.id'], name=op.f('fk_paper_services_proof_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_paper_services'))
    )
    with op.batch_alter_table('paper_services', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_paper_services_document_id'), ['document_id'], unique=False)



def downgrade() -> None:
    with op.batch_alter_table('paper_services', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_paper_services_document_id'))

    op.drop_table('paper_services')
