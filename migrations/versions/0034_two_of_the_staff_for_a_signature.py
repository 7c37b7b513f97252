"""two of the staff for a signature: authorities, contacts with who gave them, links that say how they went

Revision 0034, after 0033. A link made before asked four digits that the staff could see: those not used
yet are revoked. Nobody knows who typed the addresses on record, so none is proven until somebody says so.
"""

import sqlalchemy as sa
from alembic import op

revision = "0034"
down_revision = "0033"
branch_labels = None
depends_on = None

TEXTS = ("channel", "address_hash", "made_device", "code_by", "code_device", "paper_seen")
LENGTHS = {"channel": 8, "address_hash": 64, "made_device": 64, "code_device": 64, "paper_seen": 20}


def upgrade() -> None:
    op.create_table(
        "party_contacts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("address_hash", sa.String(length=64), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("given_by", sa.String(), nullable=False),
        sa.Column("given_by_id", sa.Integer(), nullable=True),
        sa.Column("proven_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("proven_by", sa.String(), nullable=False),
        sa.Column("proven_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_party_contacts_case_id")),
        sa.ForeignKeyConstraint(["given_by_id"], ["users.id"], name=op.f("fk_party_contacts_given_by_id")),
        sa.ForeignKeyConstraint(["proven_by_id"], ["users.id"], name=op.f("fk_party_contacts_proven_by_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_party_contacts")),
    )
    op.create_index(op.f("ix_party_contacts_case_id_side"), "party_contacts", ["case_id", "side"])
    op.create_table(
        "signing_authorities",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("person", sa.Text(), nullable=False),
        sa.Column("capacity", sa.String(length=20), nullable=False),
        sa.Column("matters", sa.String(), nullable=False),
        sa.Column("paper_kind", sa.String(length=20), nullable=False),
        sa.Column("paper_number", sa.Text(), nullable=False),
        sa.Column("channel", sa.String(length=8), nullable=False),
        sa.Column("address", sa.Text(), nullable=False),
        sa.Column("valid_to", sa.Date(), nullable=True),
        sa.Column("file_id", sa.Integer(), nullable=False),
        sa.Column("seal_id", sa.Integer(), nullable=True),
        sa.Column("no_seal_reason", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("recorded_by_id", sa.Integer(), nullable=True),
        sa.Column("checked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("checked_by", sa.String(), nullable=False),
        sa.Column("checked_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_signing_authorities_case_id")),
        sa.ForeignKeyConstraint(["file_id"], ["stored_files.id"], name=op.f("fk_signing_authorities_file_id")),
        sa.ForeignKeyConstraint(["seal_id"], ["stored_files.id"], name=op.f("fk_signing_authorities_seal_id")),
        sa.ForeignKeyConstraint(
            ["recorded_by_id"], ["users.id"], name=op.f("fk_signing_authorities_recorded_by_id")
        ),
        sa.ForeignKeyConstraint(
            ["checked_by_id"], ["users.id"], name=op.f("fk_signing_authorities_checked_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_authorities")),
    )
    op.create_index(op.f("ix_signing_authorities_case_id"), "signing_authorities", ["case_id"])
    op.create_table(
        "signing_origin_decisions",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("first_id", sa.Integer(), nullable=False),
        sa.Column("second_id", sa.Integer(), nullable=False),
        sa.Column("accepted", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("decided_by", sa.String(), nullable=False),
        sa.Column("decided_by_id", sa.Integer(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_signing_origin_decisions_case_id")),
        sa.ForeignKeyConstraint(
            ["first_id"], ["signing_proofs.id"], name=op.f("fk_signing_origin_decisions_first_id")
        ),
        sa.ForeignKeyConstraint(
            ["second_id"], ["signing_proofs.id"], name=op.f("fk_signing_origin_decisions_second_id")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by_id"], ["users.id"], name=op.f("fk_signing_origin_decisions_decided_by_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_signing_origin_decisions")),
        sa.UniqueConstraint("first_id", "second_id", name=op.f("uq_signing_origin_decisions_first_id_second_id")),
    )
    op.create_index(op.f("ix_signing_origin_decisions_case_id"), "signing_origin_decisions", ["case_id"])
    with op.batch_alter_table("signatures") as signatures:
        signatures.add_column(sa.Column("recorded_by_id", sa.Integer(), nullable=True))
        signatures.create_foreign_key(
            op.f("fk_signatures_recorded_by_id"), "users", ["recorded_by_id"], ["id"]
        )
    with op.batch_alter_table("letters") as letters:
        letters.add_column(sa.Column("aimed_at", sa.Text(), nullable=True))
    with op.batch_alter_table("signing_links") as links:
        links.drop_column("digits_hash")
        for name in TEXTS:
            kind = sa.String(length=LENGTHS.get(name))
            links.add_column(sa.Column(name, kind, nullable=False, server_default=""))
        links.add_column(sa.Column("authority_id", sa.Integer(), nullable=True))
        for name in ("made_by_id", "code_by_id"):
            links.add_column(sa.Column(name, sa.Integer(), nullable=True))
            links.create_foreign_key(op.f(f"fk_signing_links_{name}"), "users", [name], ["id"])
        links.create_foreign_key(
            op.f("fk_signing_links_authority_id"), "signing_authorities", ["authority_id"], ["id"]
        )
    with op.batch_alter_table("signing_links") as links:
        for name in TEXTS:
            links.alter_column(name, server_default=None)
    op.execute("UPDATE signing_links SET revoked_at = made_at WHERE signed_at IS NULL AND revoked_at IS NULL")


def downgrade() -> None:
    with op.batch_alter_table("signing_links") as links:
        links.drop_constraint(op.f("fk_signing_links_authority_id"), type_="foreignkey")
        for name in ("made_by_id", "code_by_id"):
            links.drop_constraint(op.f(f"fk_signing_links_{name}"), type_="foreignkey")
        for name in (*TEXTS, "authority_id", "made_by_id", "code_by_id"):
            links.drop_column(name)
        links.add_column(sa.Column("digits_hash", sa.String(length=64), nullable=False, server_default=""))
    with op.batch_alter_table("signing_links") as links:
        links.alter_column("digits_hash", server_default=None)
    with op.batch_alter_table("signatures") as signatures:
        signatures.drop_constraint(op.f("fk_signatures_recorded_by_id"), type_="foreignkey")
        signatures.drop_column("recorded_by_id")
    with op.batch_alter_table("letters") as letters:
        letters.drop_column("aimed_at")
    op.drop_index(op.f("ix_signing_origin_decisions_case_id"), "signing_origin_decisions")
    op.drop_table("signing_origin_decisions")
    op.drop_index(op.f("ix_signing_authorities_case_id"), "signing_authorities")
    op.drop_table("signing_authorities")
    op.drop_index(op.f("ix_party_contacts_case_id_side"), "party_contacts")
    op.drop_table("party_contacts")
