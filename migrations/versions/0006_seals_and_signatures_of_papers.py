"""seals and signatures of papers

Revision 0005, after 0004.
"""

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('seal_images',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('organisation_id', sa.Integer(), nullable=False),
    sa.Column('picture', sa.Text(), nullable=False),
    sa.Column('sha256', sa.String(length=64), nullable=False),
    sa.Column('valid_from', sa.Date(), nullable=False),
    sa.Column('valid_to', sa.Date(), nullable=True),
    sa.Column('added_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('added_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['organisation_id'], ['organisations.id'], name=op.f('fk_seal_images_organisation_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_seal_images'))
    )
    with op.batch_alter_table('seal_images', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seal_images_organisation_id_valid_from'), ['organisation_id', 'valid_from'], unique=False)

    with op.batch_alter_table('issued_documents', schema=None) as batch_op:
        batch_op.add_column(sa.Column('pdf_sm3', sa.String(length=64), nullable=False, server_default=''))
        batch_op.add_column(sa.Column('closing', sa.LargeBinary(), nullable=True))
        batch_op.add_column(sa.Column('seal_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('replaced_reason', sa.Text(), nullable=True))
        batch_op.add_column(sa.Column('replaces', sa.String(length=60), nullable=False, server_default=''))
        batch_op.create_foreign_key(batch_op.f('fk_issued_documents_seal_id'), 'seal_images', ['seal_id'], ['id'])

    # the papers of before have neither; new rows always say
    with op.batch_alter_table('issued_documents', schema=None) as batch_op:
        batch_op.alter_column('pdf_sm3', server_default=None)
        batch_op.alter_column('replaces', server_default=None)



def downgrade() -> None:
    with op.batch_alter_table('issued_documents', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('fk_issued_documents_seal_id'), type_='foreignkey')
        batch_op.drop_column('replaces')
        batch_op.drop_column('replaced_reason')
        batch_op.drop_column('seal_id')
        batch_op.drop_column('closing')
        batch_op.drop_column('pdf_sm3')

    with op.batch_alter_table('seal_images', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seal_images_organisation_id_valid_from'))

    op.drop_table('seal_images')
