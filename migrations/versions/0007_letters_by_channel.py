"""letters go to sides, users and bodies, by channels

Going back deletes the letters to users and bodies: the older house
knows only sides of a case.
"""

import sqlalchemy as sa
from alembic import op

revision = "0007"
down_revision = "0006"
branch_labels = None
depends_on = None

SOMEONE = "side <> '' or user_id is not null or organisation_id is not null"
SIDE_OF_A_CASE = "side = '' or case_id is not null"


def upgrade() -> None:
    op.create_table('bad_addresses',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('address_hash', sa.String(length=64), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('masked', sa.String(), nullable=False),
    sa.Column('reason', sa.String(length=40), nullable=False),
    sa.Column('marked_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('marked_by', sa.String(), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_bad_addresses')),
    sa.UniqueConstraint('address_hash', name=op.f('uq_bad_addresses_address_hash'))
    )
    op.create_table('seen_nonces',
    sa.Column('nonce', sa.String(length=64), nullable=False),
    sa.Column('seen_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('nonce', name=op.f('pk_seen_nonces'))
    )
    with op.batch_alter_table('seen_nonces', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_seen_nonces_seen_at'), ['seen_at'], unique=False)

    op.create_table('letter_texts',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('kind', sa.String(), nullable=False),
    sa.Column('version', sa.Integer(), nullable=False),
    sa.Column('returned', sa.Boolean(), nullable=False),
    sa.Column('title_zh', sa.String(), nullable=False),
    sa.Column('title_en', sa.String(), nullable=False),
    sa.Column('body_zh', sa.Text(), nullable=False),
    sa.Column('body_en', sa.Text(), nullable=False),
    sa.Column('sms_zh', sa.String(), nullable=False),
    sa.Column('sms_en', sa.String(), nullable=False),
    sa.Column('sms_template_zh', sa.String(), nullable=False),
    sa.Column('sms_template_en', sa.String(), nullable=False),
    sa.Column('written_by_id', sa.Integer(), nullable=True),
    sa.Column('written_by', sa.String(), nullable=False),
    sa.Column('written_at', sa.DateTime(timezone=True), nullable=False),
    sa.ForeignKeyConstraint(['written_by_id'], ['users.id'], name=op.f('fk_letter_texts_written_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_letter_texts')),
    sa.UniqueConstraint('kind', 'version', name=op.f('uq_letter_texts_kind_version'))
    )
    op.create_table('deliveries',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('state', sa.String(length=10), nullable=False),
    sa.Column('key', sa.String(length=40), nullable=False),
    sa.Column('attempts', sa.Integer(), nullable=False),
    sa.Column('queued_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('claim', sa.String(length=32), nullable=False),
    sa.Column('claimed_until', sa.DateTime(timezone=True), nullable=True),
    sa.Column('provider_id', sa.String(length=80), nullable=True),
    sa.Column('last_error', sa.String(length=40), nullable=False),
    sa.Column('address', sa.Text(), nullable=True),
    sa.Column('said', sa.Text(), nullable=True),
    sa.Column('sent_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('delivered_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('ended_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('note', sa.Text(), nullable=True),
    sa.Column('handled_by', sa.String(), nullable=False),
    sa.ForeignKeyConstraint(['letter_id'], ['letters.id'], name=op.f('fk_deliveries_letter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_deliveries')),
    sa.UniqueConstraint('key', name=op.f('uq_deliveries_key')),
    sa.UniqueConstraint('letter_id', 'channel', name=op.f('uq_deliveries_letter_id_channel'))
    )
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.create_index('ix_deliveries_due', ['state', 'channel', 'next_try_at'], unique=False)
        batch_op.create_index(batch_op.f('ix_deliveries_provider_id'), ['provider_id'], unique=False)

    op.create_table('service_proofs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('letter_id', sa.Integer(), nullable=False),
    sa.Column('channel', sa.String(length=8), nullable=False),
    sa.Column('basis', sa.String(length=20), nullable=False),
    sa.Column('reached_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noted_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('noted_by', sa.String(), nullable=False),
    sa.Column('note', sa.Text(), nullable=True),
    sa.ForeignKeyConstraint(['letter_id'], ['letters.id'], name=op.f('fk_service_proofs_letter_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_service_proofs')),
    sa.UniqueConstraint('letter_id', 'channel', 'basis', name=op.f('uq_service_proofs_letter_id_channel_basis'))
    )
    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.add_column(sa.Column('user_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('organisation_id', sa.Integer(), nullable=True))
        batch_op.add_column(sa.Column('lang', sa.String(length=2), nullable=False, server_default='zh'))
        batch_op.add_column(sa.Column('text_version', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('proven_at', sa.DateTime(timezone=True), nullable=True))
        batch_op.add_column(sa.Column('step', sa.Integer(), nullable=False, server_default='0'))
        batch_op.add_column(sa.Column('next_step_on', sa.Date(), nullable=True))
        batch_op.alter_column('case_id',
               existing_type=sa.INTEGER(),
               nullable=True)
        batch_op.create_index(batch_op.f('ix_letters_next_step_on'), ['next_step_on'], unique=False)
        batch_op.create_index('ix_letters_organisation_unread', ['organisation_id', 'read_at'], unique=False)
        batch_op.create_index('ix_letters_user_unread', ['user_id', 'read_at'], unique=False)
        batch_op.create_foreign_key(batch_op.f('fk_letters_user_id'), 'users', ['user_id'], ['id'])
        batch_op.create_foreign_key(batch_op.f('fk_letters_organisation_id'), 'organisations', ['organisation_id'], ['id'])
        batch_op.create_check_constraint(batch_op.f('ck_letters_someone'), SOMEONE)
        batch_op.create_check_constraint(batch_op.f('ck_letters_side_of_a_case'), SIDE_OF_A_CASE)
    with op.batch_alter_table('letters', schema=None) as batch_op:
        for name in ('lang', 'text_version', 'step'):
            batch_op.alter_column(name, server_default=None)

    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email', sa.String(), nullable=False, server_default=''))
    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.alter_column('email', server_default=None)

    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.add_column(sa.Column('email', sa.Text(), nullable=True))



def downgrade() -> None:
    with op.batch_alter_table('users', schema=None) as batch_op:
        batch_op.drop_column('email')

    with op.batch_alter_table('organisations', schema=None) as batch_op:
        batch_op.drop_column('email')

    op.drop_table('service_proofs')
    with op.batch_alter_table('deliveries', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_deliveries_provider_id'))
        batch_op.drop_index('ix_deliveries_due')

    op.drop_table('deliveries')
    op.execute("DELETE FROM letters WHERE side = ''")
    with op.batch_alter_table('letters', schema=None) as batch_op:
        batch_op.drop_constraint(batch_op.f('ck_letters_side_of_a_case'), type_='check')
        batch_op.drop_constraint(batch_op.f('ck_letters_someone'), type_='check')
        batch_op.drop_constraint(batch_op.f('fk_letters_organisation_id'), type_='foreignkey')
        batch_op.drop_constraint(batch_op.f('fk_letters_user_id'), type_='foreignkey')
        batch_op.drop_index('ix_letters_user_unread')
        batch_op.drop_index('ix_letters_organisation_unread')
        batch_op.drop_index(batch_op.f('ix_letters_next_step_on'))
        batch_op.alter_column('case_id',
               existing_type=sa.INTEGER(),
               nullable=False)
        batch_op.drop_column('next_step_on')
        batch_op.drop_column('step')
        batch_op.drop_column('proven_at')
        batch_op.drop_column('text_version')
        batch_op.drop_column('lang')
        batch_op.drop_column('organisation_id')
        batch_op.drop_column('user_id')

    op.drop_table('letter_texts')
    with op.batch_alter_table('seen_nonces', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_seen_nonces_seen_at'))

    op.drop_table('seen_nonces')
    op.drop_table('bad_addresses')
