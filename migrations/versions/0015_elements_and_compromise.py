"""elements and compromise

Revision 0015, after 0014.
"""

import sqlalchemy as sa
from alembic import op

revision = "0015"
down_revision = "0014"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "caucus_notes",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("shown_to_side", sa.Boolean(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_caucus_notes_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_caucus_notes")),
    )
    with op.batch_alter_table("caucus_notes", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_caucus_notes_case_id"), ["case_id"], unique=False)

    op.create_table(
        "element_answers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("agrees", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("about_value_id", sa.Integer(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_element_answers_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_element_answers")),
    )
    with op.batch_alter_table("element_answers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_element_answers_case_id"), ["case_id"], unique=False)

    op.create_table(
        "element_sheets",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("cause", sa.String(), nullable=False),
        sa.Column("claimant", sa.String(), nullable=False),
        sa.Column("law_on", sa.Date(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("opened_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_element_sheets_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_element_sheets")),
        sa.UniqueConstraint("case_id", name=op.f("uq_element_sheets_case_id")),
    )
    op.create_table(
        "element_values",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("field", sa.String(), nullable=False),
        sa.Column("value", sa.Text(), nullable=False),
        sa.Column("written_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("written_by", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_element_values_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_element_values")),
    )
    with op.batch_alter_table("element_values", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_element_values_case_id"), ["case_id"], unique=False)

    op.create_table(
        "offers",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("sealed", sa.Boolean(), nullable=False),
        sa.Column("amount_fen", sa.BigInteger(), nullable=True),
        sa.Column("terms", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.Column("opened_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answer", sa.String(), nullable=False),
        sa.Column("answered_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("answered_by", sa.String(), nullable=False),
        sa.Column("answer_note", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_offers_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_offers")),
    )
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_offers_case_id"), ["case_id"], unique=False)

    op.create_table(
        "recording_consents",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("given_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_recording_consents_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_recording_consents")),
        sa.UniqueConstraint("case_id", "side", name=op.f("uq_recording_consents_case_id_side")),
    )
    op.create_table(
        "undisputed_facts",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("case_id", sa.Integer(), nullable=False),
        sa.Column("element", sa.String(), nullable=False),
        sa.Column("name", sa.String(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("noted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("noted_by", sa.String(), nullable=False),
        sa.Column("withdrawn_at", sa.DateTime(timezone=True), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["cases.id"], name=op.f("fk_undisputed_facts_case_id")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_undisputed_facts")),
    )
    with op.batch_alter_table("undisputed_facts", schema=None) as batch_op:
        batch_op.create_index(batch_op.f("ix_undisputed_facts_case_id"), ["case_id"], unique=False)

    op.create_table(
        "fact_confirmations",
        sa.Column("id", sa.Integer(), nullable=False),
        sa.Column("fact_id", sa.Integer(), nullable=False),
        sa.Column("side", sa.String(), nullable=False),
        sa.Column("channel", sa.String(), nullable=False),
        sa.Column("confirmed_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by", sa.String(), nullable=False),
        sa.ForeignKeyConstraint(
            ["fact_id"], ["undisputed_facts.id"], name=op.f("fk_fact_confirmations_fact_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_fact_confirmations")),
        sa.UniqueConstraint("fact_id", "side", name=op.f("uq_fact_confirmations_fact_id_side")),
    )


def downgrade() -> None:
    op.drop_table("fact_confirmations")
    with op.batch_alter_table("undisputed_facts", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_undisputed_facts_case_id"))

    op.drop_table("undisputed_facts")
    op.drop_table("recording_consents")
    with op.batch_alter_table("offers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_offers_case_id"))

    op.drop_table("offers")
    with op.batch_alter_table("element_values", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_element_values_case_id"))

    op.drop_table("element_values")
    op.drop_table("element_sheets")
    with op.batch_alter_table("element_answers", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_element_answers_case_id"))

    op.drop_table("element_answers")
    with op.batch_alter_table("caucus_notes", schema=None) as batch_op:
        batch_op.drop_index(batch_op.f("ix_caucus_notes_case_id"))

    op.drop_table("caucus_notes")
