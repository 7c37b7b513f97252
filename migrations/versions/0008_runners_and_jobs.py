"""runners and jobs

Revision 0008, after 0007.
"""

import sqlalchemy as sa
from alembic import op

revision = "0008"
down_revision = "0007"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table('job_troubles',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('job', sa.String(), nullable=False),
    sa.Column('thing_id', sa.Integer(), nullable=False),
    sa.Column('thing', sa.String(), nullable=False),
    sa.Column('words', sa.JSON(), nullable=False),
    sa.Column('tries', sa.Integer(), nullable=False),
    sa.Column('first_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('last_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('next_try_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_troubles')),
    sa.UniqueConstraint('job', 'thing_id', name=op.f('uq_job_troubles_job_thing_id'))
    )
    with op.batch_alter_table('job_troubles', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_troubles_next_try_at'), ['next_try_at'], unique=False)

    op.create_table('leases',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('token', sa.Integer(), nullable=False),
    sa.Column('taken_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('beat_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('expires_at', sa.DateTime(timezone=True), nullable=False),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_leases'))
    )
    op.create_table('job_runs',
    sa.Column('id', sa.Integer(), nullable=False),
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('count', sa.Integer(), nullable=False),
    sa.Column('error', sa.String(), nullable=True),
    sa.Column('holder', sa.String(), nullable=False),
    sa.Column('asked_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['asked_by_id'], ['users.id'], name=op.f('fk_job_runs_asked_by_id')),
    sa.PrimaryKeyConstraint('id', name=op.f('pk_job_runs'))
    )
    with op.batch_alter_table('job_runs', schema=None) as batch_op:
        batch_op.create_index(batch_op.f('ix_job_runs_name_id'), ['name', 'id'], unique=False)

    op.create_table('job_states',
    sa.Column('name', sa.String(), nullable=False),
    sa.Column('begun_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('finished_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('count', sa.Integer(), nullable=True),
    sa.Column('error', sa.String(), nullable=True),
    sa.Column('next_run_at', sa.DateTime(timezone=True), nullable=False),
    sa.Column('runs', sa.Integer(), nullable=False),
    sa.Column('failures', sa.Integer(), nullable=False),
    sa.Column('run_now_asked_at', sa.DateTime(timezone=True), nullable=True),
    sa.Column('run_now_asked_by_id', sa.Integer(), nullable=True),
    sa.ForeignKeyConstraint(['run_now_asked_by_id'], ['users.id'], name=op.f('fk_job_states_run_now_asked_by_id')),
    sa.PrimaryKeyConstraint('name', name=op.f('pk_job_states'))
    )


def downgrade() -> None:
    op.drop_table('job_states')
    with op.batch_alter_table('job_runs', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_runs_name_id'))

    op.drop_table('job_runs')
    op.drop_table('leases')
    with op.batch_alter_table('job_troubles', schema=None) as batch_op:
        batch_op.drop_index(batch_op.f('ix_job_troubles_next_try_at'))

    op.drop_table('job_troubles')
