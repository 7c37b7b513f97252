"""signing from afar

Revision 0012, after 0011.
"""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('signing_copies',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('draft_id', sa.Integer(), nullable=False),
    sa.Column('facts', sa.Text(), nullable=False),
    sa.Column('path', sa.String(length=80), nullable=False),
    sa.Column('pdf_sha256', sa.String(length=64), nullable=False),
    sa.Column('pdf_sm3', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_signing_copies_case_id')),
    sa.ForeignKeyConstraint(['draft_id'], ['terms_drafts.id'], name=op.f('fk_signing_copies_draft_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_copies')),
    sa.UniqueConstraint('draft_id', name=op.f('uq_signing_copies_draft_id'))
    )
    op.create_table('signing_links',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('copy_id', sa.Integer(), nullable=False),
    sa.Column('signer', sa.String(), nullable=False),
    sa.Column('person', sa.Text(), nullable=False),
    sa.Column('digits_hash', sa.String(length=64), nullable=False),
    sa.Column('key_hash', sa.String(length=64), nullable=False),
    sa.Column('made_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('made_by', sa.String(), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('revoked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('opened_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('identity_failures', sa.Integer(), nullable=False),
    sa.Column('code_hash', sa.String(length=64), nullable=False),
    sa.Column('code_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('code_channel', sa.String(), nullable=False),
    sa.Column('code_failures', sa.Integer(), nullable=False),
    sa.Column('codes_sent', sa.Integer(), nullable=False),
    sa.Column('signed_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('declined_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('declined_reason', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_signing_links_case_id')),
    sa.ForeignKeyConstraint(['copy_id'], ['signing_copies.id'], name=op.f('fk_signing_links_copy_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_links')),
    sa.UniqueConstraint('key_hash', name=op.f('uq_signing_links_key_hash'))
    )
    with op.batch_alter_table('signing_links', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signing_links_case_id'), ['case_id'], unique=False)
        batch_op.create_index(batch_op.f('ix_signing_links_copy_id_signer'), ['copy_id', 'signer'], unique=False)

    op.create_table('signing_proofs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('case_id', sa.Integer(), nullable=False),
    sa.Column('copy_id', sa.Integer(), nullable=False),
    sa.Column('signature_id', sa.Integer(), nullable=False),
    sa.Column('record', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('suite', sa.String(length=20), nullable=False),
    sa.Column('vouched', sa.Text(), nullable=False),
    sa.ForeignKeyConstraint(['case_id'], ['cases.id'], name=op.f('fk_signing_proofs_case_id')),
    sa.ForeignKeyConstraint(['copy_id'], ['signing_copies.id'], name=op.f('fk_signing_proofs_copy_id')),
    sa.ForeignKeyConstraint(['signature_id'], ['signatures.id'], name=op.f('fk_signing_proofs_signature_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_signing_proofs')),
    sa.UniqueConstraint('signature_id', name=op.f('uq_signing_proofs_signature_id'))
    )
    with op.batch_alter_table('signing_proofs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_signing_proofs_case_id'), ['case_id'], unique=False)

    with op.batch_alter_table('signatures', schema=None) as batch_op:
        batch_op.add_column(sa.Column('level', sa.String(), nullable=False, server_default='ink'))

    # what was signed before was signed on paper; new rows always say
    with op.batch_alter_table('signatures', schema=None) as batch_op:
        batch_op.alter_column('level', server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('signatures', schema=None) as batch_op:
        batch_op.drop_column('level')

    with op.batch_alter_table('signing_proofs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signing_proofs_case_id'))

    op.drop_table('signing_proofs')
    with op.batch_alter_table('signing_links', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_signing_links_copy_id_signer'))
        batch_op.drop_index(batch_op.f('ix_signing_links_case_id'))

    op.drop_table('signing_links')
    op.drop_table('signing_copies')
