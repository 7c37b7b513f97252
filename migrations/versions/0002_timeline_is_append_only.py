"""timeline is append-only

Revision 0002, after 0001. A later migration that rebuilds timeline_entries on SQLite (batch mode
copies the table) must create the triggers again.
"""

from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None

MESSAGE = "the timeline is append-only"


def upgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("UPDATE", "DELETE"):
            op.execute(
                f"CREATE TRIGGER timeline_entries_no_{act.lower()} BEFORE {act} ON timeline_entries "
                f"BEGIN SELECT RAISE(ABORT, '{MESSAGE}'); END"
            )
        return
    op.execute(
        "CREATE FUNCTION timeline_refuses() RETURNS trigger LANGUAGE plpgsql AS "
        f"$$ BEGIN RAISE EXCEPTION '{MESSAGE}'; END $$"
    )
    op.execute(
        "CREATE TRIGGER timeline_entries_append_only BEFORE UPDATE OR DELETE OR TRUNCATE "
        "ON timeline_entries FOR EACH STATEMENT EXECUTE FUNCTION timeline_refuses()"
    )


def downgrade() -> None:
    if op.get_bind().dialect.name == "sqlite":
        for act in ("update", "delete"):
            op.execute(f"DROP TRIGGER timeline_entries_no_{act}")
        return
    op.execute("DROP TRIGGER timeline_entries_append_only ON timeline_entries")
    op.execute("DROP FUNCTION timeline_refuses()")
