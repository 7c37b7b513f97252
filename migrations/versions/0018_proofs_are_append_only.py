"""proofs of signing are append-only; from where somebody signed lies beside them and can be forgotten

Revision 0018, after 0017. A later migration that rebuilds signing_proofs on SQLite (batch mode
copies the table) must create the triggers again.
"""

import sqlalchemy as sa
from alembic import op

revision = "0018"
down_revision = "0017"
branch_labels = None
depends_on = None

MESSAGE = "a proof of signing is never changed"


def upgrade() -> None:
    op.create_table(
        "signing_origins",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("proof_id", sa.Integer(), nullable=False),
        sa.Column("signed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("told", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["proof_id"], ["signing_proofs.id"], name=op.f("fk_signing_origins_proof_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_origins")),
        sa.UniqueConstraint("proof_id", name=op.f("uq_signing_origins_proof_id")),
    )
    op.create_index(op.f("ix_signing_origins_signed_at"), "signing_origins", ["signed_at"])
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER signing_proofs_no_{act.lower()} BEFORE {act} ON signing_proofs "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION signing_proofs_refuse() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER signing_proofs_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON signing_proofs FOR EACH STATEMENT EXECUTE FUNCTION signing_proofs_refuse()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER signing_proofs_no_{act}")
    else:
        op.execute("DROP TRIGGER signing_proofs_append_only ON signing_proofs")
        op.execute("DROP FUNCTION signing_proofs_refuse()")
    op.drop_index(op.f("ix_signing_origins_signed_at"), "signing_origins")
    op.drop_table("signing_origins")
