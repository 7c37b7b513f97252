"""the ledger of hand-overs; what kind of authority a body is"""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('referrals',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('year', sa.Integer(), nullable=False),
    sa.Column('number', sa.Integer(), nullable=False),
    sa.Column('number_text', sa.String(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('direction', sa.String(), nullable=False),
    sa.Column('state', sa.String(), nullable=False),
    sa.Column('is_open', sa.Boolean(), nullable=False),
    sa.Column('turn', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('law_on', sa.Date(), nullable=False),
    sa.Column('changed_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('entered_by_id', sa.Integer(), nullable=True),
    sa.Column('body_id', sa.Integer(), nullable=False),
    sa.Column('their_number', sa.String(), nullable=False),
    sa.Column('their_contact', sa.Text(), nullable=True),
    sa.Column('arrival_key', sa.String(), nullable=True),
    sa.Column('case_id', sa.Integer(), nullable=True),
    sa.Column('batch_id', sa.Integer(), nullable=True),
    sa.Column('applicant_name', sa.String(), nullable=False),
    sa.Column('respondent_name', sa.String(), nullable=False),
    sa.Column('people', sa.Text(), nullable=True),
    sa.Column('subject', sa.Text(), nullable=False),
    sa.Column('cause', sa.String(), nullable=False),
    sa.Column('product', sa.String(), nullable=False),
    sa.Column('amount_fen', sa.BigInteger(), nullable=True),
    sa.Column('stops', sa.Boolean(), nullable=False),
    sa.Column('sent_on', sa.Date(), nullable=True),
    sa.Column('received_on', sa.Date(), nullable=True),
    sa.Column('received_by', sa.String(), nullable=False),
    sa.Column('return_days', sa.Integer(), nullable=True),
    sa.Column('reason', sa.Text(), nullable=False),
    sa.Column('result', sa.String(), nullable=False),
    sa.Column('result_on', sa.Date(), nullable=True),
    sa.Column('result_text', sa.Text(), nullable=False),
    sa.Column('result_number', sa.String(), nullable=False),
    sa.Column('due_on', sa.Date(), nullable=True),
    sa.Column('due_code', sa.String(), nullable=False),
    sa.Column('sorts_on', sa.Date(), nullable=False),
    sa.ForeignKeyConstraint(['body_id'], ['organisations.id'], name=op.f('fk_referrals_body_id')),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_referrals_case_id')),
    sa.ForeignKeyConstraint(['entered_by_id'], ['users.id'], name=op.f('fk_referrals_entered_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referrals')),
    sa.UniqueConstraint('arrival_key', name=op.f('uq_referrals_arrival_key')),
    sa.UniqueConstraint('number_text', name=op.f('uq_referrals_number_text')),
    sa.UniqueConstraint('year', 'number', name=op.f('uq_referrals_year_number'))
    )
    with op.batch_alter_table('referrals', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referrals_batch_id'), ['batch_id'], unique=False)
        batch_op.create_index('ix_referrals_body', ['body_id', 'is_open', 'sorts_on', 'id'], unique=False)
        batch_op.create_index(batch_op.f('ix_referrals_case_id'), ['case_id'], unique=False)
        batch_op.create_index('ix_referrals_desk', ['direction', 'is_open', 'sorts_on', 'id'], unique=False)
        batch_op.create_index('ix_referrals_state', ['state', 'sorts_on', 'id'], unique=False)
        batch_op.create_index('ix_referrals_their_number', ['their_number'], unique=False)

    op.create_table('referral_materials',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('position', sa.Integer(), nullable=False),
    sa.Column('title', sa.String(), nullable=False),
    sa.Column('copies', sa.Integer(), nullable=False),
    sa.Column('document_id', sa.Integer(), nullable=True),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('accepted', sa.Boolean(), nullable=True),
    sa.Column('fault', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['document_id'], ['issued_documents.id'], name=op.f('fk_referral_materials_document_id')),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_referral_materials_file_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referrals.id'], name=op.f('fk_referral_materials_referral_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_materials'))
    )
    with op.batch_alter_table('referral_materials', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_materials_referral_id'), ['referral_id'], unique=False)

    op.create_table('referral_receipts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('referral_id', sa.Integer(), nullable=False),
    sa.Column('of', sa.String(), nullable=False),
    sa.Column('signed_on', sa.Date(), nullable=False),
    sa.Column('signed_by', sa.String(), nullable=False),
    sa.Column('file_id', sa.Integer(), nullable=True),
    sa.Column('sha256', sa.String(), nullable=False),
    sa.Column('facts', sa.JSON(), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['file_id'], ['stored_files.id'], name=op.f('fk_referral_receipts_file_id')),
    sa.ForeignKeyConstraint(['referral_id'], ['referrals.id'], name=op.f('fk_referral_receipts_referral_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_referral_receipts'))
    )
    with op.batch_alter_table('referral_receipts', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_referral_receipts_referral_id'), ['referral_id'], unique=False)

    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('authorities', sa.JSON(), nullable=False, server_default='[]'))
        batch_op.add_column(sa.Column('court_code', sa.String(), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('return_days', sa.Integer(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.drop_column('return_days')
        batch_op.drop_column('court_code')
        batch_op.drop_column('authorities')

    with op.batch_alter_table('referral_receipts', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_receipts_referral_id'))

    op.drop_table('referral_receipts')
    with op.batch_alter_table('referral_materials', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_referral_materials_referral_id'))

    op.drop_table('referral_materials')
    with op.batch_alter_table('referrals', schema=None) as batch_op:
        batch_op.drop_index('ix_referrals_their_number')
        batch_op.drop_index('ix_referrals_state')
        batch_op.drop_index('ix_referrals_desk')
        batch_op.drop_index(batch_op.f('ix_referrals_case_id'))
        batch_op.drop_index('ix_referrals_body')
        batch_op.drop_index(batch_op.f('ix_referrals_batch_id'))

    op.drop_table('referrals')
