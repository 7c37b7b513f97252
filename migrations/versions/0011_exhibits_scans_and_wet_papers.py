"""exhibits, scans and wet papers

Revision 0011, after 0010: what the staff say of files that came in, what the virus scanner said,
small pictures, and papers that wait for a signature by hand.
"""

import sqlalchemy as sa
from alembic import op

revision = "0011"
down_revision = "0010"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('exhibits',
    sa.Column('file_id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('purpose', sa.String(length=20), nullable=False),
    sa.Column('number', sa.Integer(), nullable=True),
    sa.Column('proves', sa.Text(), nullable=False),
    sa.Column('turned', sa.Integer(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_exhibits_case_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_exhibits_file_id')),
    sa.PrimaryKeyConstraint('file_id', name=op.f('pk_exhibits')),
    sa.UniqueConstraint('case_id', 'number', name=op.f('uq_exhibits_case_id_number'))
    )
    with op.batch_alter_table('exhibits', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_exhibits_case_id'), ['case_id'], unique=False)

    op.create_table('wet_papers',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('draft_id', sa.Integer(), nullable=True),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('printed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('printed_by', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=True),
    sa.Column('filed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('filed_by', sa.String(), nullable=False),
    sa.Column('scan_id', sa.Integer(), nullable=True),
    sa.CheckConstraint('(document_id IS NULL) <> (draft_id IS NULL)', name=op.f('ck_wet_papers_document_or_draft')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_wet_papers_case_id')),
    sa.ForeignKeyConstraint(['document_id'], ['issued_documents.id'], name=op.f('fk_wet_papers_document_id')),
    sa.ForeignKeyConstraint(['draft_id'], ['terms_drafts.id'], name=op.f('fk_wet_papers_draft_id')),
    sa.ForeignKeyConstraint(['scan_id'], ['stored_files.id'], name=op.f('fk_wet_papers_scan_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_wet_papers')),
    sa.UniqueConstraint('document_id', name=op.f('uq_wet_papers_document_id')),
    sa.UniqueConstraint('draft_id', name=op.f('uq_wet_papers_draft_id'))
    )
    with op.batch_alter_table('wet_papers', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_wet_papers_case_id'), ['case_id'], unique=False)

    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.add_column(sa.Column('scanned_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('scan_finding', sa.String(length=200), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('thumbnail', sa.String(length=80), nullable=False, server_default=''))



def downgrade() -> None:
    with op.batch_alter_table('stored_files', schema=None) as batch_op:
        batch_op.drop_column('thumbnail')
        batch_op.drop_column('scan_finding')
        batch_op.drop_column('scanned_at')

    with op.batch_alter_table('wet_papers', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_wet_papers_case_id'))

    op.drop_table('wet_papers')
    with op.batch_alter_table('exhibits', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_exhibits_case_id'))

    op.drop_table('exhibits')
